// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Configuring slave channels: the knobs against what the channel can do.
 */
#include <linux/bitops.h>
#include <linux/dmaengine.h>
#include "common/params.h"
#include "common/shape.h"
#include "core/base/compat_dma.h"
#include "core/base/sentence.h"
#include "core/base/text.h"
#include "core/chan/chan.h"
#include "core/chan/slave.h"
#include "core/slot/metadata.h"
#include "peer/peer.h"

#define USUAL_WIDTH	4

/* struct side - one side of the register: it is read, or it is written */
struct side {
	const char *name;
	u32 width, burst, window;
	u32 widths;			/* BIT(width) of what it has; 0: it says nothing */
	bool used;			/* by the directions that are wanted */
};

static void write_widths(struct text *text, u32 widths)
{
	const char *before = "";
	u32 width;

	for (width = 0; width < 32; width++) {
		if (!(widths & BIT(width)))
			continue;
		dmarig_text_add(text, "%s%u", before, width);
		before = ",";
	}
}

static u32 usual_width(const struct side *side)
{
	return !side->widths || side->widths & BIT(USUAL_WIDTH) ? USUAL_WIDTH : __ffs(side->widths);
}

/* The kernel's masks have no room for widths above 31 bytes. */
static int settle_width(struct rchan *rc, struct side *side)
{
	char list[64] = "";
	struct text text = { .at = list, .room = sizeof(list) };

	if (!side->width)
		side->width = usual_width(side);
	if (!side->widths || side->width > 31 || side->widths & BIT(side->width))
		return 0;
	write_widths(&text, side->widths);
	dmarig_sentence_say(rc->sentence,
			    "%s_width=%u: %s can do %s bytes, by its %s_addr_widths", side->name,
			    side->width, rc->name, list, side->name);
	return -EINVAL;
}

/* Some drivers want to know either side, whichever is used; what it is does not matter then. */
static void fill_unused(struct side *side, const struct dma_slave_caps *caps)
{
	if (side->used)
		return;
	if (!side->width)
		side->width = usual_width(side);
	side->burst = max(side->burst, caps->min_burst);
}

static int check_burst(struct rchan *rc, const struct side *side, const struct dma_slave_caps *caps)
{
	if (side->burst >= caps->min_burst &&
	    (!caps->max_burst || side->burst <= caps->max_burst))
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "%s_burst=%u: %s can do %u to %u words, by its min_burst and max_burst",
			    side->name, side->burst, rc->name, caps->min_burst, caps->max_burst);
	return -EINVAL;
}

static u32 span(const struct side *side)
{
	return side->width * (side->window ?: 1);
}

static int check_size(struct rchan *rc, const struct params *p, const struct side *side)
{
	bool whole = p->random == DMARIG_RANDOM_none || p->random == DMARIG_RANDOM_offset;
	u32 least = whole && !shape_is_cut(p) ? p->size : p->alignment;

	if (least % side->width) {
		dmarig_sentence_say(rc->sentence,
				    "size=%llu alignment=%llu: want a multiple of %s_width=%u",
				    p->size, p->alignment, side->name, side->width);
		return -EINVAL;
	}
	if (least >= span(side))
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "size=%llu alignment=%llu: want at least the %u bytes of %s_width=%u times %s_window=%u",
			    p->size, p->alignment, span(side), side->name, side->width, side->name,
			    side->window);
	return -EINVAL;
}

static int check_side(struct rchan *rc, const struct params *p, struct side *side,
		      const struct dma_slave_caps *caps)
{
	int ret = settle_width(rc, side);

	if (!ret)
		ret = check_burst(rc, side, caps);
	if (!ret)
		ret = check_size(rc, p, side);
	return ret;
}

static const char *dir_name(enum dma_transfer_direction dir)
{
	static const char *const names[] = {
		[DMA_MEM_TO_DEV]	= "mem_to_dev",
		[DMA_DEV_TO_MEM]	= "dev_to_mem",
		[DMA_DEV_TO_DEV]	= "dev_to_dev",
	};

	return names[dir];
}

static int check_direction(struct rchan *rc, const struct dma_slave_caps *caps,
			   enum dma_transfer_direction dir)
{
	if (!caps->directions || caps->directions & BIT(dir))
		return 0;
	dmarig_sentence_say(rc->sentence, "%s cannot do %s, by its directions", rc->name,
			    dir_name(dir));
	return -EINVAL;
}

bool dmarig_slave_caps(struct dma_chan *chan, struct dma_slave_caps *caps)
{
	const struct dma_device *device = chan->device;

	if (!dma_get_slave_caps(chan, caps))
		return true;
	*caps = (struct dma_slave_caps){
		.src_addr_widths	= device->src_addr_widths,
		.dst_addr_widths	= device->dst_addr_widths,
		.min_burst		= device->min_burst,
		.max_burst		= device->max_burst,
	};
	return false;
}

/* Of a channel that goes both ways, the one it goes first. */
static enum dma_transfer_direction first_dir(u32 dirs)
{
	return dirs & BIT(DMA_DEV_TO_DEV) ? DMA_DEV_TO_DEV :
	       dirs & BIT(DMA_MEM_TO_DEV) ? DMA_MEM_TO_DEV :
					    DMA_DEV_TO_MEM;
}

static void fill_config(struct dma_slave_config *cfg, const struct rchan *rc,
			const struct params *p, const struct side *src, const struct side *dst)
{
	*cfg = (struct dma_slave_config) {
		.src_addr		= rc->peer.phys,
		.dst_addr		= rc->peer.far,
		.src_addr_width		= src->width,
		.dst_addr_width		= dst->width,
		.src_maxburst		= src->burst,
		.dst_maxburst		= dst->burst,
		.src_port_window_size	= src->window,
		.dst_port_window_size	= dst->window,
		.device_fc		= p->peer_flow_control,
	};
}

static int check_directions(struct rchan *rc, const struct dma_slave_caps *caps, u32 dirs)
{
	u32 dir;
	int ret = 0;

	for (dir = DMA_MEM_TO_DEV; dir <= DMA_DEV_TO_DEV && !ret; dir++)
		if (dirs & BIT(dir))
			ret = check_direction(rc, caps, dir);
	return ret;
}

/* What one register is read as the other must hold afterwards, in the same places. */
static int check_pair(struct rchan *rc, const struct side *src, const struct side *dst, u32 dirs)
{
	if (!(dirs & BIT(DMA_DEV_TO_DEV)) || span(src) == span(dst))
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "flow=dev_to_dev: want as many bytes of src_width=%u src_window=%u as of dst_width=%u dst_window=%u",
			    src->width, src->window, dst->width, dst->window);
	return -EINVAL;
}

static int check_sides(struct rchan *rc, const struct params *p, struct side *src,
		       struct side *dst, const struct dma_slave_caps *caps, u32 dirs)
{
	int ret = check_directions(rc, caps, dirs);

	fill_unused(src->used ? dst : src, caps);
	if (!ret && dst->used)
		ret = check_side(rc, p, dst, caps);
	if (!ret && src->used)
		ret = check_side(rc, p, src, caps);
	return ret ?: check_pair(rc, src, dst, dirs);
}

static int take_peripheral(struct rchan *rc, const struct params *p)
{
	struct dma_slave_config none;
	int nr = params_peripheral(p, rc->peripheral);

	rc->nr_peripheral = max(nr, 0);
	if (ct_set_peripheral(&none, rc->peripheral, rc->nr_peripheral))
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "peripheral_config=%s: this kernel's dma_slave_config has no peripheral_config",
			    p->peripheral_config);
	return -EINVAL;
}

/* One channel, for the directions it will be used in. */
static int configure(struct rchan *rc, const struct params *p, u32 dirs, const char *peer)
{
	struct dma_slave_caps caps;
	struct side src = { "src", p->src_width, p->src_burst, p->src_window };
	struct side dst = { "dst", p->dst_width, p->dst_burst, p->dst_window };
	int ret;

	/* A driver that does not fill them in gets what was asked for, and may refuse it itself. */
	dmarig_slave_caps(rc->chan, &caps);
	src.widths = caps.src_addr_widths;
	dst.widths = caps.dst_addr_widths;
	src.used = dirs & (BIT(DMA_DEV_TO_MEM) | BIT(DMA_DEV_TO_DEV));
	dst.used = dirs & (BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_DEV));
	ret = check_sides(rc, p, &src, &dst, &caps, dirs);
	if (!ret && peer)
		ret = dmarig_peer_claim(rc, p, span(dst.used ? &dst : &src), peer);
	if (ret)
		return ret;
	fill_config(&rc->config, rc, p, &src, &dst);
	rc->config.direction = first_dir(dirs);
	rc->turns = hweight32(dirs) > 1;
	return take_peripheral(rc, p) ?: dmarig_chan_configure(rc);
}

int dmarig_slave_set_up(struct rchan *rc, const struct params *p, const char *peer)
{
	u32 dirs = BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_MEM);
	bool loop = params_peer(p) == DMARIG_PEER_channel;
	int ret;

	if (loop || p->flow == DMARIG_FLOW_mem_to_dev)
		dirs = BIT(DMA_MEM_TO_DEV);
	else if (p->flow == DMARIG_FLOW_dev_to_mem)
		dirs = BIT(DMA_DEV_TO_MEM);
	else if (p->flow == DMARIG_FLOW_dev_to_dev)
		dirs = BIT(DMA_DEV_TO_DEV);
	ret = configure(rc, p, dirs, peer);
	if (!ret && loop)
		ret = configure(rc->peer_chan, p, BIT(DMA_DEV_TO_MEM), NULL);
	return ret ?: dmarig_metadata_check(rc, p);
}

static const char *grain_name(enum dma_residue_granularity grain)
{
	static const char *const names[] = {
		[DMA_RESIDUE_GRANULARITY_DESCRIPTOR]	= "descriptor",
		[DMA_RESIDUE_GRANULARITY_SEGMENT]	= "segment",
		[DMA_RESIDUE_GRANULARITY_BURST]		= "burst",
	};

	return grain < ARRAY_SIZE(names) ? names[grain] : "unknown";
}

void dmarig_slave_list(struct text *text, struct dma_chan *chan)
{
	struct dma_slave_caps caps;
	const char *before = "";
	u32 dir;

	if (dma_get_slave_caps(chan, &caps))
		return;
	dmarig_text_add(text, " directions=");
	for (dir = DMA_MEM_TO_DEV; dir <= DMA_DEV_TO_DEV; dir++) {
		if (!(caps.directions & BIT(dir)))
			continue;
		dmarig_text_add(text, "%s%s", before, dir_name(dir));
		before = ",";
	}
	dmarig_text_add(text, " src_widths=");
	write_widths(text, caps.src_addr_widths);
	dmarig_text_add(text, " dst_widths=");
	write_widths(text, caps.dst_addr_widths);
	dmarig_text_add(text, " min_burst=%u max_burst=%u max_sg_burst=%u residue=%s reuse=%d",
			caps.min_burst, caps.max_burst, caps.max_sg_burst,
			grain_name(caps.residue_granularity), caps.descriptor_reuse);
}
