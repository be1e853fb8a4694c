// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of refusing: a prep with arguments that make no sense returns NULL, and the channel works
 * afterwards. A descriptor that is returned all the same is started only if it may be done right.
 */
#include <linux/scatterlist.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/chan/chan.h"
#include "peer/peer.h"

#define SECTION		"dmaengine/provider.rst: Device operations, device_prep_dma_*"

typedef struct dma_async_tx_descriptor *(*bad_prep)(struct check_job *job);

/* struct bad - what makes no sense, for those that can do it at all */
struct bad {
	const char *what;
	need needs;
	bad_prep prep;
};

static const char *need_memset(struct check_bench *b)
{
	return dma_has_cap(DMA_MEMSET, b->chan->device->cap_mask) ? NULL : "it cannot do memset";
}

static const char *need_memset_sg(struct check_bench *b)
{
	return dma_has_cap(DMA_MEMSET_SG, b->chan->device->cap_mask) ?
	       NULL : "it cannot do memset_sg";
}

/* None is begun, so that it takes nothing that ends it. */
static const char *need_ring(struct check_bench *b)
{
	return check_kind_has_rings(b) ? rule_need_peer(b) : "it cannot do cyclic";
}

/* Return: a direction the channel has. */
static enum dma_transfer_direction some_dir(const struct check_bench *b)
{
	return rule_sends_only(b) ? DMA_MEM_TO_DEV : DMA_DEV_TO_MEM;
}

static struct dma_async_tx_descriptor *empty_memcpy(struct check_job *job)
{
	return dmaengine_prep_dma_memcpy(job->b->chan, job->dst_dma, job->src_dma, 0,
					 DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *empty_memset(struct check_job *job)
{
	return dmaengine_prep_dma_memset(job->b->chan, job->dst_dma, 0, 0, DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *empty_slave(struct check_job *job)
{
	return dmaengine_prep_slave_single(job->b->chan, job->dst_dma, 0, some_dir(job->b),
					   DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *prep_ring(struct check_job *job, size_t len, size_t period,
						 enum dma_transfer_direction dir)
{
	return dmaengine_prep_dma_cyclic(job->b->chan, job->dst_dma, len, period, dir,
					 DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *empty_ring(struct check_job *job)
{
	return prep_ring(job, 0, job->len / 2, some_dir(job->b));
}

static struct dma_async_tx_descriptor *long_period(struct check_job *job)
{
	return prep_ring(job, job->len, 2 * job->len, some_dir(job->b));
}

static struct dma_async_tx_descriptor *zero_period(struct check_job *job)
{
	return prep_ring(job, job->len, 0, some_dir(job->b));
}

/*
 * The list has an entry all the same, so that a driver that reads it before it looks at the count
 * reads no garbage.
 */
static void one_entry(struct check_job *job, struct scatterlist *sg)
{
	sg_init_table(sg, 1);
	sg_dma_address(sg) = job->dst_dma;
	sg_dma_len(sg) = job->len;
}

static struct dma_async_tx_descriptor *no_entries(struct check_job *job)
{
	struct scatterlist sg;

	one_entry(job, &sg);
	return dmaengine_prep_slave_sg(job->b->chan, &sg, 0, some_dir(job->b), DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *no_memset_entries(struct check_job *job)
{
	struct dma_chan *chan = job->b->chan;
	struct scatterlist sg;

	one_entry(job, &sg);
	return chan->device->device_prep_dma_memset_sg(chan, &sg, 0, 0, DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *slave_dir(struct check_job *job,
						 enum dma_transfer_direction dir)
{
	return dmaengine_prep_slave_single(job->b->chan, job->dst_dma, job->len, dir,
					   DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *slave_to_memory(struct check_job *job)
{
	return slave_dir(job, DMA_MEM_TO_MEM);
}

static struct dma_async_tx_descriptor *slave_nowhere(struct check_job *job)
{
	return slave_dir(job, DMA_TRANS_NONE);
}

/* Few have it, and a driver that does not look may take it for one of the others. */
static const char *need_no_dev_to_dev(struct check_bench *b)
{
	if (!b->has_caps || b->caps.directions & BIT(DMA_DEV_TO_DEV))
		return "it can do DMA_DEV_TO_DEV, or does not say";
	return rule_need_slave(b);
}

static struct dma_async_tx_descriptor *slave_to_device(struct check_job *job)
{
	return slave_dir(job, DMA_DEV_TO_DEV);
}

static struct dma_async_tx_descriptor *ring_to_memory(struct check_job *job)
{
	return prep_ring(job, job->len, job->len / 2, DMA_MEM_TO_MEM);
}

static struct dma_async_tx_descriptor *ring_nowhere(struct check_job *job)
{
	return prep_ring(job, job->len, job->len / 2, DMA_TRANS_NONE);
}

static const struct bad empty[] = { { "memcpy of 0 bytes", rule_need_memcpy, empty_memcpy },
				    { "memset of 0 bytes", need_memset, empty_memset },
				    { "slave_single of 0 bytes", rule_need_slave, empty_slave },
				    { "cyclic of 0 bytes", need_ring, empty_ring },
				    {} };

static const struct bad entryless[] = { { "slave_sg of 0 entries", rule_need_slave, no_entries },
					{ "memset_sg of 0 entries", need_memset_sg,
					  no_memset_entries },
					{} };

static const struct bad long_periods[] = {
	{ "cyclic with a period of twice the buffer", need_ring, long_period },
	{ }
};

static const struct bad zero_periods[] = {
	{ "cyclic with a period of 0 bytes", need_ring, zero_period },
	{ }
};

static const struct bad directions[] = {
	{ "slave_single with DMA_MEM_TO_MEM", rule_need_slave, slave_to_memory },
	{ "slave_single with DMA_TRANS_NONE", rule_need_slave, slave_nowhere },
	{ "slave_single with DMA_DEV_TO_DEV", need_no_dev_to_dev, slave_to_device },
	{ "cyclic with DMA_MEM_TO_MEM", need_ring, ring_to_memory },
	{ "cyclic with DMA_TRANS_NONE", need_ring, ring_nowhere },
	{}
};

static bool is_refused(struct check_bench *b, const struct bad *bad)
{
	struct check_job *job = check_job_new(b, b->len);
	struct dma_async_tx_descriptor *tx = job ? bad->prep(job) : NULL;

	if (!tx)
		return job;
	check_fail(b, NULL, "want NULL for %s, got a descriptor", bad->what);
	check_drop(b, tx);
	return false;
}

/*
 * Configure the channel for both directions if it accepts that, so that nothing but the argument is
 * wrong.
 */
static bool configure(struct check_bench *b)
{
	struct dma_slave_config cfg;

	if (!check_kind_change(b, some_dir(b) == DMA_MEM_TO_DEV ? &check_kind_send :
								  &check_kind_receive))
		return false;
	cfg = check_kind_config(b);
	dmaengine_slave_config(b->chan, &cfg);
	return true;
}

/*
 * Each argument is tried on a channel that was just claimed, because what a driver does with a bad
 * one may depend on what it has done before.
 */
static bool refuse(struct check_bench *b, const struct bad *bad)
{
	return check_restart(b) && (rule_need_config(b) || configure(b)) && is_refused(b, bad);
}

static void refuse_all(struct check_bench *b, const struct bad *bad)
{
	const struct check_kind *kind = b->kind;
	u32 asked = 0;

	for (; bad->what; bad++) {
		if (bad->needs(b))
			continue;
		if (!refuse(b, bad))
			return;
		asked++;
	}
	if (!asked) {
		check_skip(b, "it has no operation that could be asked so");
		return;
	}
	check_clear(b);
	if (!check_kind_change(b, kind))
		return;
	check_works(b);
}

static void zero_length(struct check_bench *b)
{
	refuse_all(b, empty);
}

static void zero_entries(struct check_bench *b)
{
	refuse_all(b, entryless);
}

static void period_beyond_buffer(struct check_bench *b)
{
	refuse_all(b, long_periods);
}

static void no_period(struct check_bench *b)
{
	refuse_all(b, zero_periods);
}

static void bad_direction(struct check_bench *b)
{
	refuse_all(b, directions);
}

/* An error reported for the transfer is as good as a refusal. */
static bool ends_right(struct check_job *job, struct dma_async_tx_descriptor *tx)
{
	check_job_set_callback(job, tx);
	if (!check_job_submit(job, 0))
		return false;
	check_issue(job->b);
	if (!check_job_wait(job))
		return false;
	return job->has_result && job->result != DMA_TRANS_NOERROR ? true : check_job_data(job);
}

/*
 * Make one of source, destination and length miss copy_align by one byte. The job is made shorter
 * than its memory for that.
 */
static bool one_off(struct check_job *job, u32 which)
{
	struct dma_async_tx_descriptor *tx;
	size_t all = job->len;
	bool right;

	job->len -= job->b->align;
	job->src += which == 0;
	job->src_dma += which == 0;
	job->dst += which == 1;
	job->dst_dma += which == 1;
	job->len += which == 2;
	check_job_refill(job);
	tx = check_kind_memcpy.prep(job, DMA_PREP_INTERRUPT);
	right = !tx || ends_right(job, tx);
	job->len = all;
	return right;
}

static void misaligned_memcpy(struct check_bench *b)
{
	struct check_job *job;
	u32 which;

	for (which = 0; which < 3; which++) {
		job = check_job_new(b, 2 * b->align);
		if (!job || !one_off(job, which))
			return;
	}
}

/* A length that is no whole number of words must be refused, or all of it must arrive. */
static void partial_word(struct check_bench *b)
{
	const struct peer *peer = &b->rc->peer;
	struct dma_async_tx_descriptor *tx;
	struct check_job *job;

	if (!(b->caps.directions & BIT(DMA_MEM_TO_DEV)) || !check_kind_change(b, &check_kind_send))
		return;
	job = check_job_new(b, b->len + 1);
	tx = job ? check_kind_send.prep(job, DMA_PREP_INTERRUPT) : NULL;
	if (!tx || !ends_right(job, tx) || job->result != DMA_TRANS_NOERROR)
		return;
	peer->ops->look(b->rc);
	if (peer->seen[0] != job->src[job->len - 1])
		check_fail(b, job,
			   "want a length refused that is no multiple of the register's %u bytes, got it taken and its last byte lost",
			   peer->span);
}

static void misaligned(struct check_bench *b)
{
	if (b->chan->device->copy_align && !rule_need_memcpy(b))
		misaligned_memcpy(b);
	else if (!b->has_caps || rule_need_memory_peer(b))
		check_skip(b, "it needs peer=memory, to see what of a word came through");
	if (!check_failed(b) && b->has_caps && !rule_need_slave(b) && !rule_need_memory_peer(b))
		partial_word(b);
}

const struct rule rules_refuse[] = {
	{
		.id		= "zero-length-refused",
		.section	= SECTION,
		.says		= "a transfer of no bytes is refused",
		.rings		= true,
		.check		= zero_length,
	},
	{
		.id		= "zero-entries-refused",
		.section	= SECTION,
		.says		= "a list without entries is refused",
		.check		= zero_entries,
	},
	{
		.id		= "period-beyond-buffer-refused",
		.section	= SECTION,
		.says		= "a period longer than the buffer is refused",
		.needs		= { need_ring },
		.rings		= true,
		.check		= period_beyond_buffer,
	},
	{
		.id		= "zero-period-refused",
		.section	= SECTION,
		.says		= "a period of no bytes is refused",
		.needs		= { need_ring, rule_need_division },
		.rings		= true,
		.check		= no_period,
	},
	{
		.id		= "direction-refused",
		.section	= SECTION,
		.says		= "a slave transfer to nowhere, or memory to memory, is refused",
		.needs		= { rule_need_config },
		.rings		= true,
		.check		= bad_direction,
	},
	{
		.id		= "misaligned-refused",
		.section	= "dmaengine/provider.rst: Supported transaction types, alignment",
		.says		= "what alignment forbids is refused, said to fail, or done right",
		.needs		= { rule_need_align },
		.check		= misaligned,
	},
	{ }
};
