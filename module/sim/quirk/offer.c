// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks in what a channel can be told to do, and in what it says of residue.
 */
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/quirk/quirk.h"

static void offer_no_reuse(struct sim *sim)
{
	sim->dd.descriptor_reuse = false;
}

const struct sim_quirk sim_quirk_no_reuse = {
	.setup		= offer_no_reuse,
};

static void offer_no_terminate(struct sim *sim)
{
	sim->dd.device_terminate_all = NULL;
}

const struct sim_quirk sim_quirk_no_terminate = {
	.setup		= offer_no_terminate,
};

static void offer_no_resume(struct sim *sim)
{
	sim->dd.device_resume = NULL;
}

const struct sim_quirk sim_quirk_no_resume = {
	.setup		= offer_no_resume,
};

static void offer_no_pause(struct sim *sim)
{
	sim->dd.device_pause = NULL;
	sim->dd.device_resume = NULL;
}

const struct sim_quirk sim_quirk_no_pause = {
	.setup		= offer_no_pause,
};

const struct sim_quirk sim_quirk_pause_busy_only = {
	.manners	= SIM_PAUSE_BUSY,
};

static unsigned long memcpy_caps(void)
{
	return sim_op_bit(DMA_MEMCPY);
}

static void offer_publicly(struct sim *sim)
{
	sim->dd.directions = 0;
	dma_cap_clear(DMA_PRIVATE, sim->dd.cap_mask);
	offer_no_pause(sim);
	offer_no_reuse(sim);
}

const struct sim_quirk sim_quirk_public_memcpy = {
	.caps		= memcpy_caps,
	.setup		= offer_publicly,
};

static void offer_segments(struct sim *sim)
{
	sim->dd.residue_granularity = DMA_RESIDUE_GRANULARITY_SEGMENT;
}

/* How many of @done bytes are whole entries of a list, which is gone through frame by frame. */
static size_t whole_entries(const struct sim_side *side, size_t done)
{
	size_t frame = 0, at;
	unsigned int i;

	for (i = 0; i < side->nr_pieces; i++)
		frame += side->list[i].len;
	at = done / frame * frame;
	for (i = 0; i < side->nr_pieces && at + side->list[i].len <= done; i++)
		at += side->list[i].len;
	return at;
}

static size_t whole_segments(const struct sim_chan *c, const struct sim_desc *d, size_t left)
{
	const struct sim_side *side = d->dst.nr ? &d->dst : &d->src;
	size_t done = d->len - left;

	if (d->period)
		return d->len - done / d->period * d->period;
	if (!done || left > d->len)
		return left;
	return side->nr_pieces ? d->len - whole_entries(side, done) : left ? d->len : 0;
}

const struct sim_quirk sim_quirk_residue_by_segment = {
	.setup		= offer_segments,
	.residue	= whole_segments,
};

static void offer_descriptors(struct sim *sim)
{
	sim->dd.residue_granularity = DMA_RESIDUE_GRANULARITY_DESCRIPTOR;
}

static size_t whole_descriptor(const struct sim_chan *c, const struct sim_desc *d, size_t left)
{
	return left ? d->len : 0;
}

const struct sim_quirk sim_quirk_residue_by_descriptor = {
	.setup		= offer_descriptors,
	.residue	= whole_descriptor,
};

static size_t nothing(const struct sim_chan *c, const struct sim_desc *d, size_t left)
{
	return 0;
}

const struct sim_quirk sim_quirk_residue_none = {
	.setup		= offer_descriptors,
	.residue	= nothing,
};
