/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Text within XML and HTML.
 */
#ifndef DMARIG_MARKUP_H
#define DMARIG_MARKUP_H

#include <stdio.h>

/**
 * markup_text() - write text as what stands between tags or in an attribute
 * @file: where to
 * @text: anything; a control character but white space, which XML cannot hold, becomes ?
 */
void markup_text(FILE *file, const char *text);

#endif
