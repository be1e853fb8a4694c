// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks of slave channels: what a configuration must say, and what is said of them.
 */
#include <linux/bits.h>
#include "core/base/compat.h"
#include "sim/op/op.h"
#include "sim/quirk/quirk.h"

static bool is_slave_way(enum dma_transfer_direction dir)
{
	return dir == DMA_MEM_TO_DEV || dir == DMA_DEV_TO_MEM || dir == DMA_DEV_TO_DEV;
}

static bool has_direction(const struct sim_chan *c, const struct dma_slave_config *cfg)
{
	return is_slave_way(cfg->direction);
}

static bool is_configured_for(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	return READ_ONCE(c->slave.direction) == dir;
}

const struct sim_quirk sim_quirk_config_direction = {
	.takes		= has_direction,
	.direct		= is_configured_for,
};

/* The far end of a pair is no address. */
static bool has_both_sides(const struct sim_chan *c, const struct dma_slave_config *cfg)
{
	return cfg->src_addr_width && cfg->dst_addr_width &&
	       (c->fifo || (cfg->src_addr && cfg->dst_addr));
}

const struct sim_quirk sim_quirk_config_both_sides = {
	.takes		= has_both_sides,
};

const struct sim_quirk sim_quirk_config_answers = {
	.manners	= SIM_CONFIG_ANSWERS,
};

#define WORD	DMA_SLAVE_BUSWIDTH_4_BYTES

static bool is_word(u32 width)
{
	return !width || width == WORD;
}

static bool has_words(const struct sim_chan *c, const struct dma_slave_config *cfg)
{
	return is_word(cfg->src_addr_width) && is_word(cfg->dst_addr_width);
}

static void offer_words(struct sim *sim)
{
	if (!sim->dd.device_config)
		return;
	sim->dd.src_addr_widths = BIT(WORD);
	sim->dd.dst_addr_widths = BIT(WORD);
}

const struct sim_quirk sim_quirk_words_of_4 = {
	.setup		= offer_words,
	.takes		= has_words,
};

#define MIN_BURST	4

static bool has_bursts(const struct sim_chan *c, const struct dma_slave_config *cfg)
{
	return (!cfg->src_addr_width || cfg->src_maxburst >= MIN_BURST) &&
	       (!cfg->dst_addr_width || cfg->dst_maxburst >= MIN_BURST);
}

static void offer_bursts(struct sim *sim)
{
	if (sim->dd.device_config)
		sim->dd.min_burst = MIN_BURST;
}

const struct sim_quirk sim_quirk_min_burst_4 = {
	.setup		= offer_bursts,
	.takes		= has_bursts,
};

static void offer_no_limits(struct sim *sim)
{
	sim->dd.src_addr_widths = 0;
	sim->dd.dst_addr_widths = 0;
	sim->dd.min_burst = 0;
	sim->dd.max_burst = 0;
	sim->dd.max_sg_burst = 0;
}

const struct sim_quirk sim_quirk_limits_unsaid = {
	.setup		= offer_no_limits,
};

static bool is_sending(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	return dir == DMA_MEM_TO_DEV;
}

static void offer_sending(struct sim *sim)
{
	sim->dd.directions &= BIT(DMA_MEM_TO_DEV);
}

const struct sim_quirk sim_quirk_sends_only = {
	.setup		= offer_sending,
	.direct		= is_sending,
};

static bool is_receiving(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	return dir == DMA_DEV_TO_MEM;
}

static void offer_receiving(struct sim *sim)
{
	sim->dd.directions &= BIT(DMA_DEV_TO_MEM);
}

const struct sim_quirk sim_quirk_receives_only = {
	.setup		= offer_receiving,
	.direct		= is_receiving,
};

static bool has_memory(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	return dir != DMA_DEV_TO_DEV;
}

static void offer_memory(struct sim *sim)
{
	sim->dd.directions &= ~BIT(DMA_DEV_TO_DEV);
}

const struct sim_quirk sim_quirk_no_dev_to_dev = {
	.setup		= offer_memory,
	.direct		= has_memory,
};

static void offer_no_directions(struct sim *sim)
{
	sim->dd.directions = 0;
}

const struct sim_quirk sim_quirk_directions_unsaid = {
	.setup		= offer_no_directions,
};

static void offer_short_lists(struct sim *sim)
{
	if (sim->dd.device_config)
		sim->dd.max_sg_burst = 1;
}

const struct sim_quirk sim_quirk_entries_one_by_one = {
	.manners	= SIM_ENTRIES_APART,
	.setup		= offer_short_lists,
};

static unsigned long cyclic_caps(void)
{
	return sim_op_bit(DMA_CYCLIC);
}

static void offer_cyclic(struct sim *sim)
{
	dma_cap_set(DMA_SLAVE, sim->dd.cap_mask);
}

const struct sim_quirk sim_quirk_cyclic_only = {
	.caps		= cyclic_caps,
	.setup		= offer_cyclic,
};
