/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * On what two results were measured: kernel, machine, boot line, device, world. What differs there
 * may be what makes the figures differ.
 */
#ifndef DMARIG_PROVENANCE_H
#define DMARIG_PROVENANCE_H

#include "lib/compare/join.h"

/**
 * ground_differences() - what differs between the grounds of two results
 * @join: the results; of their rows, those that belong together are looked at
 * @ignored: knobs that may differ; with the channel its device and driver may, too
 * @differences: gets a sentence each; a ground that is not written down counts as different
 */
void ground_differences(const struct join *join, const struct names *ignored,
			struct names *differences);

/* ground_partial() - is a result partial, or nothing known about that? */
bool ground_partial(const struct results *results);

#endif
