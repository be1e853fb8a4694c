// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The rule of sharing: channels of one device with equal work advance about equally.
 */
#include <linux/err.h>
#include "check/bench/job.h"
#include "check/bench/second.h"
#include "check/rule/rule.h"
#include "core/chan/chan.h"

#define QUEUED		16	/* transfers of each channel */
#define LEAST_SHARE	3	/* the slower one has done this part when the faster one is done */
#define ATTEMPTS	3	/* a scheduler may be unfair for once */

static u32 count_called(const struct check_bench *b)
{
	return (u32)atomic_read(&b->nr_called);
}

static bool submit(struct check_bench *b, u32 nr)
{
	struct check_job *job;

	while (nr--) {
		job = check_job_new(b, b->len);
		if (!job || !check_job_submit(job, DMA_PREP_INTERRUPT))
			return false;
	}
	return true;
}

/* The last callback of each bench notes how far the other one is. */
static void note_other(struct check_job *job)
{
	struct check_bench *other = job->priv;

	job->note[0] = count_called(other);
}

static void watch(struct check_bench *b, struct check_bench *other)
{
	struct check_job *last = &b->jobs[b->nr_jobs - 1];

	last->priv = other;
	last->called = note_other;
}

/* struct score - of the attempts: how far the slower one was, of those that tell anything */
struct score {
	u32 most, counted;
};

/* An attempt tells nothing if one channel was far ahead before the other was started. */
static bool share(struct check_bench *b, struct check_bench *other, u32 nr, struct score *score)
{
	u32 head, least;

	if (!submit(b, nr) || !submit(other, nr))
		return false;
	watch(b, other);
	watch(other, b);
	check_issue(b);
	check_issue(other);
	head = count_called(b);
	if (!check_wait(b) || !check_wait(other))
		return false;
	least = min(b->jobs[nr - 1].note[0], other->jobs[nr - 1].note[0]);
	if (!check_all_data(b) || !check_all_data(other))
		return false;
	check_clear(b);
	check_clear(other);
	score->counted += head * LEAST_SHARE < nr;
	if (head * LEAST_SHARE < nr)
		score->most = max(score->most, least);
	return true;
}

static void compete(struct check_bench *b, struct check_bench *other)
{
	u32 nr = max(4u, check_tries(b, QUEUED, 2)), i;
	struct score score = { };

	for (i = 0; i < ATTEMPTS && score.most * LEAST_SHARE < nr; i++)
		if (!share(b, other, nr, &score))
			return;
	if (!score.counted)
		check_skip(b,
			   "a channel is through with %u transfers before another can be started; a larger size may help",
			   nr);
	else if (score.most * LEAST_SHARE < nr)
		check_fail(b, NULL,
			   "want channels to share, got %u of %u transfers done by %s or %s when the other was through, %u times",
			   score.most, nr, b->rc->name, other->rc->name, score.counted);
}

static void channels_fair(struct check_bench *b)
{
	struct check_bench *other = check_open_second(b, dev_name(b->chan->device->dev), b->kind);

	if (IS_ERR(other)) {
		check_skip(b, "its device has no other channel that is free");
		return;
	}
	compete(b, other);
	check_close_second(b, other);
}

const struct rule rules_share[] = {
	{
		.id		= "channels-fair",
		.section	= "dmaengine/provider.rst: Hardware Introduction",
		.says		= "channels of one device get about as far with as much to do",
		.check		= channels_fair,
	},
	{ }
};
