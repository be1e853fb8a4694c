// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of what a channel advertises: capabilities, and how long a segment may be.
 */
#include <linux/dma-mapping.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "check/rule/run.h"
#include "core/base/compat.h"
#include "op/op.h"

#define LONGEST		SZ_256K		/* bytes of a job: its memory is in one piece */
#define FEW		"transfers=8"

/* struct offer - an operation, and what advertises it */
struct offer {
	const char *name;
	enum dma_transaction_type cap;
	bool (*is_there)(const struct dma_device *dd);
};

#define OFFER(op)						\
static bool has_##op(const struct dma_device *dd)		\
{								\
	return dd->device_prep_##op;				\
}

OFFER(dma_memcpy)
OFFER(dma_xor)
OFFER(dma_xor_val)
OFFER(dma_pq)
OFFER(dma_pq_val)
OFFER(dma_memset)
OFFER(dma_memset_sg)
OFFER(dma_interrupt)
OFFER(dma_cyclic)
OFFER(interleaved_dma)
OFFER(slave_sg)

/* DMA_SLAVE alone does not say which prep there is. */
static bool has_slave(const struct dma_device *dd)
{
#ifdef CT_HAVE_PERIPHERAL_VEC
	if (dd->device_prep_peripheral_dma_vec)
		return true;
#endif
	return has_slave_sg(dd) || has_dma_cyclic(dd) || has_interleaved_dma(dd);
}

static const struct offer offers[] = {
	{ "device_prep_dma_memcpy", DMA_MEMCPY, has_dma_memcpy },
	{ "device_prep_dma_xor", DMA_XOR, has_dma_xor },
	{ "device_prep_dma_xor_val", DMA_XOR_VAL, has_dma_xor_val },
	{ "device_prep_dma_pq", DMA_PQ, has_dma_pq },
	{ "device_prep_dma_pq_val", DMA_PQ_VAL, has_dma_pq_val },
	{ "device_prep_dma_memset", DMA_MEMSET, has_dma_memset },
	{ "device_prep_dma_memset_sg", DMA_MEMSET_SG, has_dma_memset_sg },
	{ "device_prep_dma_interrupt", DMA_INTERRUPT, has_dma_interrupt },
	{ "device_prep_dma_cyclic", DMA_CYCLIC, has_dma_cyclic },
	{ "device_prep_interleaved_dma", DMA_INTERLEAVE, has_interleaved_dma },
};

static void only_advertised(struct check_bench *b)
{
	struct dma_device *dd = b->chan->device;
	const struct offer *o;

	for (o = offers; o < offers + ARRAY_SIZE(offers); o++) {
		bool there = o->is_there(dd), said = dma_has_cap(o->cap, dd->cap_mask);

		if (there && !said)
			check_fail(b, NULL,
				   "want the capability that goes with %s, got an operation that nobody is told of",
				   o->name);
		else if (said && !there)
			check_fail(b, NULL, "want %s, as it is advertised, got NULL", o->name);
	}
	if (has_slave_sg(dd) && !dma_has_cap(DMA_SLAVE, dd->cap_mask))
		check_fail(b, NULL,
			   "want DMA_SLAVE, which goes with device_prep_slave_sg, got it not advertised");
	else if (dma_has_cap(DMA_SLAVE, dd->cap_mask) && !has_slave(dd))
		check_fail(b, NULL,
			   "want an operation for DMA_SLAVE, as it is advertised, got none");
}

/* Return: false if the run was refused, and so tells nothing of the channel. */
static bool try_op(struct check_bench *b, u32 op, char text[SENTENCE_LEN])
{
	char knobs[64];
	enum check_verdict verdict;

	snprintf(knobs, sizeof(knobs), "op=%s " FEW, dmarig_ops[op].name);
	verdict = rule_try(b, knobs, text);
	if (verdict == VERDICT_FAIL)
		check_fail(b, NULL, "want %s to work, as it is advertised, got: %s",
			   dmarig_ops[op].name, text);
	else if (verdict == VERDICT_BROKEN)
		check_break(b, "the run cannot start: %s", text);
	return verdict != VERDICT_SKIP;
}

static void capability_works(struct check_bench *b)
{
	dma_cap_mask_t caps = b->chan->device->cap_mask;
	char text[SENTENCE_LEN] = "";
	u32 op, asked = 0;

	for (op = 0; op < DMARIG_NR_OPS && !check_failed(b); op++)
		if (op_table[op]->prep && dma_has_cap(op_table[op]->cap, caps))
			asked += try_op(b, op, text);
	if (!asked)
		check_skip(b, "none of its capabilities could be asked: %s", text);
}

/* Return: how long a job may be; of a device's own buffer only so many bytes are known. */
static size_t longest(const struct check_bench *b)
{
	size_t most = min_t(size_t, dma_get_max_seg_size(b->dev), LONGEST);

	return rounddown(b->known ? min(most, b->len) : most, b->align);
}

static bool takes(struct check_bench *b, size_t len)
{
	struct check_job *job = check_job_start(b, len);

	return job && check_job_wait(job) && check_job_data(job) && check_reset(b);
}

/* A transfer longer than the limit may be refused or done right. */
static void beyond(struct check_bench *b, size_t len)
{
	struct check_job *job = check_job_new(b, len);

	if (!job || !check_job_prep(job, DMA_PREP_INTERRUPT) || !check_job_submit(job, 0))
		return;
	check_issue(b);
	if (check_job_wait(job) && job->result == DMA_TRANS_NOERROR)
		check_job_data(job);
}

static void segments(struct check_bench *b, const struct check_kind *kind)
{
	size_t most;

	if (!check_kind_change(b, kind))
		return;
	most = longest(b);
	if (!takes(b, most) || (most > b->align && !takes(b, most - b->align)))
		return;
	if (dma_get_max_seg_size(b->dev) > LONGEST || b->known)
		return;
	beyond(b, most + b->align);
	check_reset(b);
}

static void segments_to_limit(struct check_bench *b)
{
	const struct check_kind *kind = b->kind;

	segments(b, kind);
	if (!check_failed(b) && kind == &check_kind_memcpy && !rule_need_slave(b) &&
	    !rule_need_known_register(b))
		segments(b, &check_kind_receive);
}

/*
 * Memory is high by its physical address. A controller that adds an offset may see all of it beyond
 * 4 GiB.
 */
static void high_address(struct check_bench *b)
{
	u32 i, n = check_tries(b, 8, 1);
	struct check_job *job = NULL;

	for (i = 0; i < n && !check_failed(b); i++) {
		job = check_job_new(b, b->len);
		if (!job)
			return;
		if (!upper_32_bits(job->dst_dma)) {
			check_skip(b, "the kernel gives it no memory above 4 GiB, but %pad",
				   &job->dst_dma);
			return;
		}
		if (!check_job_submit(job, DMA_PREP_INTERRUPT))
			return;
		check_issue(b);
		if (!check_job_wait(job) || !check_job_data(job))
			return;
	}
}

static const char *need_wide_address(struct check_bench *b)
{
	return upper_32_bits(dma_get_mask(b->dev)) ?
	       NULL : "its DMA mask ends below 4 GiB";
}

const struct rule rules_limits[] = {
	{
		.id		= "capability-only-advertised",
		.section	= "dmaengine/provider.rst: Supported transaction types",
		.says		= "operations are advertised exactly where they are there",
		.check		= only_advertised,
	},
	{
		.id		= "capability-works",
		.section	= "dmaengine/provider.rst: Supported transaction types",
		.says		= "every capability that is advertised gives descriptors that work",
		.check		= capability_works,
	},
	{
		.id		= "segments-to-limit",
		.section	= "core-api/dma-api-howto.rst: dma_set_max_seg_size",
		.says		= "segments up to the longest are moved, longer ones maybe",
		.check		= segments_to_limit,
	},
	{
		.id		= "data-high-address",
		.section	= "core-api/dma-api-howto.rst: DMA addressing capabilities",
		.says		= "all bits of an address count, beyond 4 GiB",
		.needs		= { need_wide_address },
		.check		= high_address,
	},
	{ }
};
