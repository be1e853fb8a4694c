/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The parts of a transfer. Most transfers have one part. A transfer that repeats itself has as many
 * as it has periods; it goes back to the first after the last, and calls back for each.
 */
#ifndef DMARIG_SIM_PART_H
#define DMARIG_SIM_PART_H

#include "sim/type/desc.h"

struct sim_chan;

/* sim_part_end() - where the part that is under way ends, in bytes from the start */
static inline size_t sim_part_end(const struct sim_desc *d)
{
	if (d->period && d->todo - d->part > d->period)
		return d->part + d->period;
	return d->todo;
}

/* sim_part_is_first() - is this the first part there ever was? */
static inline bool sim_part_is_first(const struct sim_desc *d)
{
	return !d->part && !d->repeated;
}

/**
 * sim_part_over() - the part that was under way has been moved, and its time is over
 * @c: the channel
 * @d: its active descriptor
 *
 * A transfer that repeats itself is ready for its next part then, @d->fresh if that is the first.
 * Return: true if the whole transfer is over. Context: the channel's lock is held.
 */
bool sim_part_over(struct sim_chan *c, struct sim_desc *d);

#endif
