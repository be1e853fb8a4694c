/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Whether a channel can do what a run asks of it.
 */
#ifndef DMARIG_CORE_CHAN_CHECK_H
#define DMARIG_CORE_CHAN_CHECK_H

struct completion_ops;
struct params;
struct rchan;

/**
 * dmarig_chan_check() - can the channel do what the knobs ask?
 * @rc: the channel, claimed for the op that it will do
 * @p: the knobs
 * @ops: how the end of its transfers is noticed
 *
 * May sleep. Return: 0 or -errno, and then dmarig_sentence_say() was called.
 */
int dmarig_chan_check(const struct rchan *rc, const struct params *p,
		      const struct completion_ops *ops);

/**
 * dmarig_chan_check_align() - is what a driver says of alignment possible?
 * @rc: the channel
 * @shift: what stands in copy_align or its like: log2 of what addresses and lengths are multiples
 *	of
 *
 * There are drivers that put the multiple itself there. Return: 0, or -EINVAL after
 * dmarig_sentence_say().
 */
int dmarig_chan_check_align(const struct rchan *rc, unsigned int shift);

#endif
