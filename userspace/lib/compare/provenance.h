/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Provenance: the kernel, machine, boot line, device and world that two results were measured on. A
 * difference there may be the reason for a difference of the figures.
 */
#ifndef DMARIG_PROVENANCE_H
#define DMARIG_PROVENANCE_H

#include "lib/compare/join.h"

/**
 * provenance_differences() - what differs between the systems of two results
 * @join: the results; of their rows, those that belong together are looked at
 * @ignored: knobs that may differ; with the channel its device and driver may, too
 * @differences: gets a sentence each; a result that does not say on what it was measured counts as
 *	different
 */
void provenance_differences(const struct join *join, const struct names *ignored,
			    struct names *differences);

/* provenance_is_partial() - is a result partial? If it does not say, it counts as partial. */
bool provenance_is_partial(const struct results *results);

#endif
