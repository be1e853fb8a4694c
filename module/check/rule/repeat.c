// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of transfers that repeat themselves until another one takes their place.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"

#define SECTION		"dmaengine/provider.rst: DMA_PREP_REPEAT, DMA_PREP_LOAD_EOT"
#define ROUNDS		4
#define QUIET_MS	20

/* Make a template of one frame of one chunk, the way of the bench's kind. */
static void describe(struct dma_interleaved_template *t, const struct check_job *job)
{
	t->dir = job->b->kind->dir;
	t->src_inc = t->dir != DMA_DEV_TO_MEM;
	t->dst_inc = t->dir != DMA_MEM_TO_DEV;
	t->src_start = t->src_inc ? job->src_dma : job->b->rc->peer.phys;
	t->dst_start = t->dst_inc ? job->dst_dma : job->b->rc->peer.phys;
	t->frame_size = 1;
	t->numf = 1;
	t->sgl[0].size = job->len;
}

static struct dma_async_tx_descriptor *prep(struct check_job *job, unsigned long flags)
{
	struct dma_interleaved_template *t = kzalloc(struct_size(t, sgl, 1), GFP_KERNEL);
	struct dma_async_tx_descriptor *tx;

	if (!t)
		return NULL;
	describe(t, job);
	tx = dmaengine_prep_interleaved_dma(job->b->chan, t, flags | DMA_CTRL_ACK);
	kfree(t);
	return tx;
}

/*
 * Submit and issue such a transfer. Return: its job, or NULL when there is no descriptor or the
 * rule has failed.
 */
static struct check_job *start(struct check_bench *b, unsigned long flags)
{
	struct check_job *job = check_job_new(b, b->len);
	struct dma_async_tx_descriptor *tx = job ? prep(job, flags | DMA_PREP_INTERRUPT) : NULL;

	if (!tx) {
		check_skip(b, "it gives no descriptor that repeats of %s", b->kind->name);
		return NULL;
	}
	job->lasts = true;
	check_job_set_callback(job, tx);
	if (!check_job_submit(job, 0))
		return NULL;
	check_issue(b);
	return job;
}

static bool goes_round(struct check_job *job)
{
	int nr = atomic_read(&job->calls) + ROUNDS;
	struct stall_timeout timeout = dmarig_stall_timeout_begin(job->b->p.timeout_ms);

	while (atomic_read(&job->calls) < nr && !dmarig_stall_timeout_is_over(&timeout))
		usleep_range(200, 400);
	if (atomic_read(&job->calls) >= nr)
		return true;
	check_note_timeout(job->b);
	check_fail(job->b, job,
		   "want a transfer that repeats to call back every time, got %d callbacks within timeout_ms=%llu",
		   atomic_read(&job->calls), job->b->p.timeout_ms);
	return false;
}

static bool is_right(struct check_job *job)
{
	return job->b->kind->bad(job) == job->len || (check_job_data(job), false);
}

static void goes_on(struct check_bench *b)
{
	struct check_job *job = start(b, DMA_PREP_REPEAT);
	struct check_job *next;

	if (!job || !goes_round(job) || !is_right(job))
		return;
	/* A transfer without DMA_PREP_LOAD_EOT waits for ever behind one that repeats. */
	next = start(b, 0);
	if (!next || !goes_round(job))
		return;
	msleep(QUIET_MS);
	if (check_job_called(next) || check_job_written(next))
		check_fail(b, next,
			   "want it to wait behind one that repeats, without DMA_PREP_LOAD_EOT, got it run");
	check_stop(b);
}

static void replaces(struct check_bench *b)
{
	struct check_job *job = start(b, DMA_PREP_REPEAT), *next;
	int called;

	if (!job || !goes_round(job))
		return;
	next = start(b, DMA_PREP_REPEAT | DMA_PREP_LOAD_EOT);
	if (!next || !goes_round(next) || !is_right(next))
		return;
	called = atomic_read(&job->calls);
	if (!goes_round(next))
		return;
	if (atomic_read(&job->calls) != called)
		check_fail(b, job,
			   "want no callback after one with DMA_PREP_LOAD_EOT took its place, got %d",
			   atomic_read(&job->calls) - called);
	else if (!check_says_done(check_job_status(job, NULL)))
		check_fail(b, job, "want it complete when another took its place, got status %d",
			   check_job_status(job, NULL));
	check_stop(b);
}

/* Some are slaves alone, and of these some only send, where callbacks are all there is to see. */
static const struct check_kind *slave_kind(const struct check_bench *b)
{
	return rule_sends_only(b) ? &check_kind_send : &check_kind_receive;
}

static void slave_goes_on(struct check_bench *b)
{
	if (check_kind_change(b, slave_kind(b)))
		goes_on(b);
}

static void slave_replaces(struct check_bench *b)
{
	if (check_kind_change(b, slave_kind(b)))
		replaces(b);
}

const struct rule rules_repeat[] = {
	{
		.id		= "repeat-repeats",
		.section	= SECTION,
		.says		= "DMA_PREP_REPEAT goes on until DMA_PREP_LOAD_EOT comes",
		.needs		= { rule_need_repeat, rule_need_memcpy, rule_need_terminate },
		.check		= goes_on,
	},
	{
		.id		= "load-eot-replaces",
		.section	= SECTION,
		.says		= "DMA_PREP_LOAD_EOT takes the place of what repeats, at its end",
		.needs		= { rule_need_repeat, rule_need_memcpy, rule_need_terminate },
		.check		= replaces,
	},
	{
		.id		= "repeat-slave-repeats",
		.section	= SECTION,
		.says		= "with a peripheral, too, DMA_PREP_REPEAT goes on",
		.needs		= { rule_need_repeat, rule_need_slave, rule_need_terminate },
		.check		= slave_goes_on,
	},
	{
		.id		= "load-eot-slave-replaces",
		.section	= SECTION,
		.says		= "with a peripheral, too, DMA_PREP_LOAD_EOT takes its place",
		.needs		= { rule_need_repeat, rule_need_slave, rule_need_terminate },
		.check		= slave_replaces,
	},
	{ }
};
