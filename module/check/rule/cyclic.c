// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of cyclic transfers. The CPU corrupts each period when its callback comes. So it shows
 * whether a period was written before its callback, and how many were written without one.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/ring.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define SECTION		"dmaengine/client.rst: Get a descriptor for transaction, dma_cyclic"
#define PERIODS		8u	/* of a ring */
#define WINDOW		(2 * PERIODS)	/* callbacks, among which one must be on time */
#define WATCHED		(3 * WINDOW)	/* callbacks */
#define TOO_FAST_NS	(50 * NSEC_PER_USEC)	/* of a period: callbacks may come late then */
#define QUIET_MS	20

/* The entries of job->note that a ring uses. */
enum {
	AHEAD,		/* the fewest periods written without a callback, in this window */
	DELAY,		/* that of the first window: callbacks may be late, but not ever later */
	MISSED,		/* by how many it was more than that in a later window */
	LAPPED,		/* all were written: which of them twice nobody can tell */
};

static bool is_written(const struct check_job *job, u32 i)
{
	return check_ring_is_written(job, i * job->period, job->period);
}

static void poison_period(struct check_job *job, u32 i)
{
	check_ring_poison(job, i * job->period, job->period);
}

static u32 count_ahead(const struct check_job *job, u32 i)
{
	u32 n;

	for (n = 0; n < PERIODS - 1; n++)
		if (!is_written(job, (i + n + 1) % PERIODS))
			break;
	return n;
}

static void note_ahead(struct check_job *job, u32 nr, u32 ahead)
{
	u32 *note = job->note;

	note[AHEAD] = nr % WINDOW == 1 ? ahead : min(note[AHEAD], ahead);
	if (nr == WINDOW)
		note[DELAY] = note[AHEAD];
	if (nr % WINDOW == 0)
		note[MISSED] = max(note[MISSED], note[AHEAD] - min(note[AHEAD], note[DELAY]));
	if (ahead == PERIODS - 1)
		note[LAPPED] = 1;
}

/* A job's each(): the n-th callback is for the n-th period. */
static void count_periods(struct check_job *job, u32 nr)
{
	u32 i = (nr - 1) % PERIODS;

	if (!is_written(job, i) && !job->note[LAPPED])
		check_fail(job->b, job,
			   "want callback %u after period %u was written, got it before", nr, i);
	note_ahead(job, nr, count_ahead(job, i));
	poison_period(job, i);
}

static size_t first_wrong(const struct check_job *job, size_t from, size_t len)
{
	size_t at;

	for (at = from; at < from + len; at++)
		if (job->dst[at] != check_job_received(job, at))
			break;
	return at - from;
}

/*
 * A job's each() that checks every byte of the period. A ring that was lapped is being written
 * meanwhile, and is not checked.
 */
static void verify_periods(struct check_job *job, u32 nr)
{
	size_t len = job->period, bad;
	u32 i = (nr - 1) % PERIODS;

	if (count_ahead(job, i) == PERIODS - 1)
		job->note[LAPPED] = 1;
	bad = first_wrong(job, i * len, len);
	if (bad < len && !job->note[LAPPED])
		check_fail(job->b, job,
			   "want period %u written in round %u, got its byte %zu wrong", i,
			   (nr - 1) / PERIODS, bad);
	poison_period(job, i);
}

/* A ring that is received. Return: its job, or NULL when the rule has failed. */
static struct check_job *start(struct check_bench *b, void (*each)(struct check_job *job, u32 nr))
{
	const struct check_ring ring = {
		.dir		= DMA_DEV_TO_MEM,
		.periods	= PERIODS,
		.flags		= DMA_PREP_INTERRUPT,
		.each		= each,
	};
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_receive))
		return NULL;
	job = check_ring_start(b, &ring);
	if (!job)
		check_fail(b, NULL, "want a cyclic descriptor of %u periods, got NULL", PERIODS);
	return job;
}

/* Run a ring and stop it. Return: its job, or NULL when the rule has failed. */
static struct check_job *watch(struct check_bench *b, void (*each)(struct check_job *job, u32 nr),
			       u64 *interval_ns)
{
	u64 begin = ktime_get_ns();
	struct check_job *job = start(b, each);

	if (!job || !check_ring_wait(job, WATCHED))
		return NULL;
	*interval_ns = div_u64(ktime_get_ns() - begin, WATCHED);
	return check_stop(b) ? job : NULL;
}

static void period_callbacks(struct check_bench *b)
{
	u64 interval_ns;
	struct check_job *job = watch(b, count_periods, &interval_ns);

	if (!job || !check_job_guards(job))
		return;
	if (job->note[MISSED] && interval_ns < TOO_FAST_NS)
		check_skip(b, "a callback comes every %llu ns, which is too fast to count periods",
			   interval_ns);
	else if (job->note[MISSED])
		check_fail(b, job, "want a callback a period, got %u periods that had none",
			   job->note[MISSED]);
}

static void cyclic_data(struct check_bench *b)
{
	u64 interval_ns;
	struct check_job *job = watch(b, verify_periods, &interval_ns);

	if (!job || !check_job_guards(job))
		return;
	if (job->note[LAPPED])
		check_skip(b,
			   "the ring is written more often than callbacks come, every %llu ns: see cyclic-period-callbacks",
			   interval_ns);
}

#define LOOKS	200

static void residue_in_buffer(struct check_bench *b)
{
	struct check_job *job = start(b, NULL);

	if (!job || !check_ring_wait(job, PERIODS))
		return;
	if (!check_ring_residue(job, LOOKS) && !check_failed(b) && !rule_need_residue_moves(b))
		check_fail(b, job, "want residues of the round that goes on, got 0 all the time");
	check_stop(b);
}

/*
 * Run one transfer that is not cyclic. The channel is stopped before the memory is freed, because a
 * wrong driver may go on for ever.
 */
static bool once(struct check_bench *b, const struct check_kind *kind, const char *after)
{
	struct check_job *job;

	if (!check_kind_change(b, kind))
		return false;
	job = check_job_start(b, b->len);
	if (!job)
		return false;
	job->lasts = true;
	if (!check_job_wait(job) || !check_job_data(job))
		return false;
	job->over = false;
	msleep(QUIET_MS);
	if (atomic_read(&job->calls) != 1)
		check_fail(b, job, "want one callback of %s after %s, got %d", kind->name, after,
			   atomic_read(&job->calls));
	else if (!check_says_done(check_job_status(job, NULL)))
		check_fail(b, job, "want %s complete after %s, got status %d", kind->name, after,
			   check_job_status(job, NULL));
	return check_reset(b) && !check_failed(b);
}

static bool round_and_stop(struct check_bench *b)
{
	struct check_job *job = start(b, NULL);

	return job && check_ring_wait(job, 3) && check_reset(b);
}

static void mode_change(struct check_bench *b)
{
	u64 interval_ns;

	if (!round_and_stop(b) || !once(b, &check_kind_receive, "a cyclic transfer"))
		return;
	if (!rule_need_memcpy(b) && !once(b, &check_kind_memcpy, "one of a slave"))
		return;
	if (!round_and_stop(b))
		return;
	if (!rule_need_memcpy(b) && !once(b, &check_kind_memcpy, "a cyclic transfer"))
		return;
	watch(b, verify_periods, &interval_ns);
}

const struct rule rules_cyclic[] = {
	{
		.id		= "cyclic-period-callbacks",
		.section	= SECTION,
		.says		= "a cyclic transfer calls back once a period, when it was moved",
		.needs		= { rule_need_rings, rule_need_known_register },
		.rings		= true,
		.check		= period_callbacks,
	},
	{
		.id		= "cyclic-data",
		.section	= SECTION,
		.says		= "a cyclic transfer moves every period again in every round",
		.needs		= { rule_need_rings, rule_need_known_register },
		.rings		= true,
		.check		= cyclic_data,
	},
	{
		.id		= "cyclic-residue-in-buffer",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "the residue of a cyclic transfer is that of its buffer",
		.needs		= { rule_need_rings, rule_need_known_register },
		.rings		= true,
		.check		= residue_in_buffer,
	},
	{
		.id		= "mode-change",
		.section	= "dmaengine/provider.rst: Supported transaction types",
		.says		= "a channel may change from cyclic to other transfers, and back",
		.needs		= { rule_need_rings, rule_need_slave, rule_need_known_register },
		.check		= mode_change,
	},
	{ }
};
