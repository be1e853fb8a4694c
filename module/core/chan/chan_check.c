// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The knobs against what a channel can do. What its memory can be is judged by the mappings.
 */
#include <linux/dmaengine.h>
#include "common/params.h"
#include "common/shape.h"
#include "completion/completion.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/chan/chan_check.h"
#include "map/segments.h"
#include "op/op.h"

int dmarig_chan_check_align(const struct rchan *rc, unsigned int shift)
{
	if (shift <= CHAN_MAX_ALIGN)
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "%s: its driver %s says alignment %u, which is a shift and no number of bytes; want at most %u",
			    rc->name, dmarig_chan_driver(rc->chan), shift, CHAN_MAX_ALIGN);
	return -EINVAL;
}

static int check_op_alignment(const struct rchan *rc, const struct params *p)
{
	u64 align = chan_align(rc->op->align_shift(rc->chan->device));
	u64 bits = p->size | p->src_offset | p->dst_offset | p->chunk | p->src_gap |
		   p->dst_gap;

	/* Random sizes and offsets, and the cuts of a list, are multiples of alignment only. */
	if (p->random != DMARIG_RANDOM_none || shape_is_cut(p))
		bits |= p->alignment;
	if (!(bits & (align - 1)))
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "%s needs size, offsets and alignment in multiples of %llu for op=%s",
			    rc->name, align, dmarig_ops[p->op].name);
	return -EINVAL;
}

/* What goes round for ever can only be got rid of so. */
static int check_end(const struct rchan *rc, const struct params *p)
{
	if (!(dmarig_ops[p->op].traits & OP_CYCLES) || rc->chan->device->device_terminate_all)
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "channel=%s op=%s: its driver %s has no device_terminate_all",
			    rc->name, dmarig_ops[p->op].name, dmarig_chan_driver(rc->chan));
	return -EOPNOTSUPP;
}

/*
 * Without callbacks, only a residue that moves tells the periods of a ring; and the rounds of one
 * that is a single period, only a residue by bursts.
 */
static int check_periods(const struct rchan *rc, const struct params *p,
			 const struct completion_ops *ops)
{
	enum dma_residue_granularity least = p->period < p->size ? DMA_RESIDUE_GRANULARITY_SEGMENT :
								   DMA_RESIDUE_GRANULARITY_BURST;
	struct dma_slave_caps caps;

	if (!(dmarig_ops[p->op].traits & OP_CYCLES) || ops->callback)
		return 0;
	if (!dma_get_slave_caps(rc->chan, &caps) &&
	    caps.residue_granularity >= least)
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "completion=%s op=%s period=%llu: %s says nothing of periods, by its residue_granularity; want irq",
			    dmarig_completions[p->completion].name, dmarig_ops[p->op].name,
			    p->period, rc->name);
	return -EOPNOTSUPP;
}

static int check_sources(const struct rchan *rc, const struct params *p)
{
	unsigned int most = rc->op->max_sources(rc->chan->device, p);

	if (params_sources(p) <= most)
		return 0;
	dmarig_sentence_say(rc->sentence, "sources=%u op=%s: %s takes at most %u, by its %s",
			    params_sources(p), dmarig_ops[p->op].name, rc->name, most,
			    rc->op->limit);
	return -EINVAL;
}

static int check_driver(const struct rchan *rc, const struct params *p)
{
	const char *lack = rc->op->lacks(rc->chan->device);

	if (!lack)
		return 0;
	dmarig_sentence_say(rc->sentence, "channel=%s op=%s: its driver %s has no %s", rc->name,
			    dmarig_ops[p->op].name, dmarig_chan_driver(rc->chan), lack);
	return -EOPNOTSUPP;
}

/* dmaengine tells it with the capabilities of slave channels, and of no other. */
static int check_reuse(const struct rchan *rc, const struct params *p)
{
	struct dma_slave_caps caps;

	if (!p->reuse)
		return 0;
	if (!dma_get_slave_caps(rc->chan, &caps) && caps.descriptor_reuse)
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "reuse=1: %s cannot use a descriptor again, by its descriptor_reuse",
			    rc->name);
	return -EOPNOTSUPP;
}

int dmarig_chan_check(const struct rchan *rc, const struct params *p,
		      const struct completion_ops *ops)
{
	const struct op *op = rc->op;

	if (op->maps && dmarig_segments_check(rc->dev, p, rc->sentence))
		return -EINVAL;
	if (!op->prep)
		return 0;
	if (ops->missing) {
		dmarig_sentence_say(rc->sentence, "completion=%s: this kernel %s",
				    dmarig_completions[p->completion].name, ops->missing);
		return -EINVAL;
	}
	if ((ops->needs_order || p->irq_every > 1) &&
	    dma_has_cap(DMA_COMPLETION_NO_ORDER, rc->chan->device->cap_mask)) {
		dmarig_sentence_say(rc->sentence,
				    "completion=%s irq_every=%llu: %s completes out of order",
				    dmarig_completions[p->completion].name, p->irq_every, rc->name);
		return -EINVAL;
	}
	if (op->lacks && check_driver(rc, p))
		return -EOPNOTSUPP;
	if (check_end(rc, p) || check_periods(rc, p, ops))
		return -EOPNOTSUPP;
	if (op->max_sources && check_sources(rc, p))
		return -EINVAL;
	if (check_reuse(rc, p))
		return -EOPNOTSUPP;
	if (!op->align_shift)
		return 0;
	return dmarig_chan_check_align(rc, op->align_shift(rc->chan->device)) ?:
	       check_op_alignment(rc, p);
}
