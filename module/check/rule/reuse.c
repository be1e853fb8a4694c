// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of descriptors that stay the client's, and of the metadata they carry.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/second.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "common/pattern.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"

#define SECTION_REUSE	"dmaengine/provider.rst: DMA_CTRL_REUSE"
#define SECTION_META	"dmaengine/client.rst: Optional: per descriptor metadata"
#define METADATA	16	/* bytes */
#define LATE_MS		20	/* what is written after the end is written by then */

/* Make a reusable descriptor, which the client owns until it frees it, and keep it in job->priv. */
static struct check_job *prepare(struct check_bench *b)
{
	struct check_job *job = check_job_new(b, b->len);
	int ret;

	if (!job)
		return NULL;
	if (!check_job_get(job, DMA_PREP_INTERRUPT)) {
		check_fail(b, job, "want a descriptor of %s, got NULL", b->kind->name);
		return NULL;
	}
	job->priv = job->tx;
	ret = dmaengine_desc_set_reuse(job->tx);
	if (ret)
		check_fail(b, job,
			   "want dmaengine_desc_set_reuse() to return 0, as descriptor_reuse says, got %d",
			   ret);
	if (ret)
		check_drop(b, job->tx);
	return ret ? NULL : job;
}

static bool once_more(struct check_job *job)
{
	check_job_refill(job);
	job->tx = job->priv;
	if (!check_job_submit(job, 0))
		return false;
	check_issue(job->b);
	return check_job_wait(job) && check_job_data(job);
}

/* The callback may come before the provider is through with the descriptor. */
static bool give_back(struct check_job *job)
{
	int ret, tries = 10;

	do {
		usleep_range(500, 1000);
		ret = dmaengine_desc_free(job->priv);
	} while (ret && --tries);
	if (ret)
		check_fail(job->b, job, "want dmaengine_desc_free() to return 0, got %d", ret);
	return !ret;
}

static void reuse_again(struct check_bench *b)
{
	struct check_job *job = prepare(b);
	u32 n = check_tries(b, 100, 1) + 1;

	if (!job)
		return;
	while (n--)
		if (!once_more(job))
			return;
	give_back(job);
}

/*
 * Free far more descriptors than a channel has. A terminated one still has to be freed by the
 * client.
 */
static void freed_once(struct check_bench *b)
{
	u32 n = check_tries(b, 500, 1);
	struct check_job *job;

	while (n--) {
		job = prepare(b);
		if (!job || !once_more(job))
			return;
		if (!(n & 7) && !rule_need_terminate(b)) {
			job->tx = job->priv;
			if (!check_job_submit(job, 0) || !check_stop(b) || !once_more(job))
				return;
		}
		if (!give_back(job) || !check_reset(b))
			return;
	}
}

static bool attach(struct check_job *job, u8 *metadata)
{
	int ret;

	if (!check_job_get(job, DMA_PREP_INTERRUPT)) {
		check_fail(job->b, job, "want a descriptor of %s, got NULL", job->b->kind->name);
		return false;
	}
	ret = dmaengine_desc_attach_metadata(job->tx, metadata, METADATA);
	if (ret)
		check_fail(job->b, job, "want %u bytes of metadata attached, got %d", METADATA,
			   ret);
	if (ret)
		check_drop(job->b, job->tx);
	return !ret && check_job_submit(job, 0);
}

/*
 * Wait until the status is complete, which may be before the callback comes. Out of order, only the
 * callback tells.
 */
static void wait_until_complete(const struct check_job *job)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(job->b->p.timeout_ms);
	enum dma_status status;

	do {
		usleep_range(50, 100);
		status = check_job_status(job, NULL);
	} while ((status == DMA_IN_PROGRESS || status == DMA_OUT_OF_ORDER) &&
		 !check_job_called(job) && !dmarig_stall_timeout_is_over(&timeout));
}

/*
 * The metadata is in the source, which is not used otherwise here and stays as long as a late
 * callback may come.
 */
static void watch_metadata(struct check_bench *b, struct check_bench *other)
{
	struct check_job *out, *in;
	size_t bad;
	u8 *meta;

	b->kind = &check_kind_send;
	other->kind = &check_kind_receive;
	out = check_job_new(b, b->len);
	in = check_job_new(other, other->len);
	if (!out || !in || !attach(in, in->src) || !attach(out, out->src))
		return;
	check_issue(other);
	check_issue(b);
	wait_until_complete(in);
	meta = in->src;
	if (pattern_compare(meta, METADATA, out->key) != METADATA)
		check_fail(b, out,
			   "want the metadata that was sent when the transfer is complete, got other bytes");
	pattern_fill(meta, METADATA, ~out->key);
	msleep(LATE_MS);
	bad = pattern_compare(meta, METADATA, ~out->key);
	if (bad != METADATA)
		check_fail(b, out,
			   "want metadata left alone after completion, got byte %zu written", bad);
	if (check_job_wait(out))
		check_job_wait(in);
}

static bool configure(struct check_bench *b)
{
	struct dma_slave_config cfg = {
		.direction	= b->kind->dir,
		.src_addr_width	= DMA_SLAVE_BUSWIDTH_4_BYTES,
		.dst_addr_width	= DMA_SLAVE_BUSWIDTH_4_BYTES,
		.src_maxburst	= 1,
		.dst_maxburst	= 1,
	};
	int ret = dmaengine_slave_config(b->chan, &cfg);

	if (ret)
		check_skip(b, "%s refuses registers of 4 bytes (%d)", b->rc->name, ret);
	return !ret;
}

/*
 * Only with a pair, where one channel sends and another receives, can metadata be seen to arrive.
 */
static void metadata_late(struct check_bench *b)
{
	const struct check_kind *kind = b->kind;
	struct check_bench *other;

	other = check_open_second(b, b->p.peer, kind);
	if (IS_ERR(other)) {
		check_skip(b, "the channel peer=%s cannot be had (%ld)", b->p.peer, PTR_ERR(other));
		return;
	}
	if (configure(b) && configure(other))
		watch_metadata(b, other);
	check_close_second(b, other);
	b->kind = kind;
}

static const char *need_peer_channel(struct check_bench *b)
{
	return params_peer(&b->p) == DMARIG_PEER_channel ?
	       NULL : "metadata is only seen to come where the peer is a channel";
}

const struct rule rules_reuse[] = {
	{
		.id		= "reuse-again",
		.section	= SECTION_REUSE,
		.says		= "a reusable descriptor can be submitted again and again",
		.needs		= { rule_need_reuse },
		.check		= reuse_again,
	},
	{
		.id		= "reuse-freed-once",
		.section	= SECTION_REUSE,
		.says		= "a reusable descriptor is the client's until it frees it",
		.needs		= { rule_need_reuse },
		.check		= freed_once,
	},
	{
		.id		= "metadata-returns",
		.section	= SECTION_META,
		.says		= "metadata that goes out with a descriptor comes in",
		.needs		= { rule_need_metadata },
		.knobs		= "op=slave_single metadata=16",
	},
	{
		.id		= "metadata-after-completion",
		.section	= SECTION_META,
		.says		= "metadata is the client's again when its transfer is complete",
		.needs		= { rule_need_metadata, need_peer_channel },
		.check		= metadata_late,
	},
	{ }
};
