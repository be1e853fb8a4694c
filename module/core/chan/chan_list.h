/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The list of channels, for people and for the tool.
 */
#ifndef DMARIG_CORE_CHAN_LIST_H
#define DMARIG_CORE_CHAN_LIST_H

struct text;

/**
 * dmarig_chan_list() - describe all channels that are free or held here, a line each
 * @text: where to
 *
 * May sleep.
 */
void dmarig_chan_list(struct text *text);

#endif
