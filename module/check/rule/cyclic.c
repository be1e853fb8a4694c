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
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION		"dmaengine/client.rst: Get a descriptor for transaction, dma_cyclic"
#define PERIODS		8u	/* of a ring */
#define WINDOW		(2 * PERIODS)	/* callbacks, among which one must be on time */
#define WATCHED		(3 * WINDOW)	/* callbacks */
#define LONGEST		SZ_64K	/* bytes of a ring */
#define PERIOD_NS	(200 * NSEC_PER_USEC)	/* a period is at least about that long */
#define TOO_FAST_NS	(50 * NSEC_PER_USEC)	/* and if not, callbacks may come late */
#define QUIET_MS	20

/* The entries of job->note that a ring uses. */
enum {
	AHEAD,		/* the fewest periods written without a callback, in this window */
	DELAY,		/* that of the first window: callbacks may be late, but not ever later */
	MISSED,		/* by how many it was more than that in a later window */
	LAPPED,		/* all were written: which of them twice nobody can tell */
};

static size_t period_bytes(const struct check_job *job)
{
	return job->len / PERIODS;
}

static void poison(struct check_job *job, size_t from, size_t len)
{
	size_t at;

	for (at = from; at < from + len; at++)
		job->dst[at] = (u8)~check_job_received(job, at);
}

static void poison_period(struct check_job *job, u32 i)
{
	poison(job, i * period_bytes(job), period_bytes(job));
}

/* The last byte of a period is written last, so it tells whether the period is there. */
static bool is_written(const struct check_job *job, u32 i)
{
	size_t last = (i + 1) * period_bytes(job) - 1;

	return READ_ONCE(job->dst[last]) == check_job_received(job, last);
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
	size_t len = period_bytes(job), bad;
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

/*
 * Return: the length of a ring whose periods are long enough for callbacks to be on time. It is a
 * power of two times b->len, so that periods are whole words.
 */
static size_t ring_bytes(const struct check_bench *b)
{
	u64 ns = b->job_ns;
	size_t len = b->len;

	for (; len < LONGEST && ns < PERIODS * PERIOD_NS; len *= 2)
		ns *= 2;
	return len;
}

static struct check_job *cycle(struct check_bench *b, void (*each)(struct check_job *job, u32 nr))
{
	struct check_job *job = check_job_new(b, ring_bytes(b));
	struct stall_timeout timeout = check_timeout(b);
	struct dma_async_tx_descriptor *tx;

	if (!job)
		return NULL;
	poison(job, 0, job->len);
	do {
		tx = dmaengine_prep_dma_cyclic(b->chan, job->dst_dma, job->len, period_bytes(job),
					       DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT | DMA_CTRL_ACK);
	} while (!tx && check_bide(b, &timeout));
	if (!tx) {
		check_fail(b, job, "want a cyclic descriptor of %u periods, got NULL", PERIODS);
		return NULL;
	}
	job->lasts = true;
	job->each = each;
	check_job_set_callback(job, tx);
	if (!check_job_submit(job, 0))
		return NULL;
	check_issue(b);
	return job;
}

static bool wait_for_calls(struct check_job *job, int nr)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(job->b->p.timeout_ms);

	while (atomic_read(&job->calls) < nr && !dmarig_stall_timeout_is_over(&timeout) &&
	       !check_failed(job->b))
		usleep_range(500, 1000);
	if (atomic_read(&job->calls) >= nr || check_failed(job->b))
		return !check_failed(job->b);
	check_note_timeout(job->b);
	check_fail(job->b, job, "want %d callbacks within timeout_ms=%llu, got %d", nr,
		   job->b->p.timeout_ms, atomic_read(&job->calls));
	return false;
}

/* Run a ring and stop it. Return: its job, or NULL when the rule has failed. */
static struct check_job *watch(struct check_bench *b, void (*each)(struct check_job *job, u32 nr),
			       u64 *interval_ns)
{
	u64 start = ktime_get_ns();
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_receive))
		return NULL;
	job = cycle(b, each);
	if (!job || !wait_for_calls(job, WATCHED))
		return NULL;
	*interval_ns = div_u64(ktime_get_ns() - start, WATCHED);
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
	struct dma_tx_state state;
	enum dma_status status;
	struct check_job *job;
	u32 most = 0;
	int i;

	if (!check_kind_change(b, &check_kind_receive))
		return;
	job = cycle(b, NULL);
	if (!job || !wait_for_calls(job, PERIODS))
		return;
	for (i = 0; i < LOOKS && !check_failed(b); i++) {
		memset(&state, 0xff, sizeof(state));
		status = check_job_status(job, &state);
		if (status != DMA_IN_PROGRESS && status != DMA_OUT_OF_ORDER)
			check_fail(b, job, "want a cyclic transfer in progress, got status %d",
				   status);
		else if (state.residue > job->len)
			check_fail(b, job,
				   "want a residue of at most %zu bytes, the buffer, got %u",
				   job->len, state.residue);
		most = max(most, state.residue);
		usleep_range(100, 200);
	}
	if (!most && !rule_need_residue_moves(b))
		check_fail(b, job, "want residues of the round that goes on, got 0 all the time");
	check_stop(b);
}

/* One callback may have been under way when device_terminate_all was called. */
static bool terminate_slowly(struct check_bench *b, const struct check_job *job)
{
	int called, ret;

	check_note_stopped(b);
	ret = dmaengine_terminate_async(b->chan);
	called = atomic_read(&job->calls);
	if (ret) {
		check_fail(b, job, "want dmaengine_terminate_async() to return 0, got %d", ret);
		return false;
	}
	dmaengine_synchronize(b->chan);
	if (atomic_read(&job->calls) - called > 1)
		check_fail(b, job,
			   "want one callback at most after dmaengine_terminate_async(), got %d",
			   atomic_read(&job->calls) - called);
	return check_stop(b);
}

static void is_still(struct check_job *job)
{
	int called = atomic_read(&job->calls);
	size_t at;

	poison(job, 0, job->len);
	msleep(QUIET_MS);
	if (atomic_read(&job->calls) != called)
		check_fail(job->b, job, "want no callback after dmaengine_synchronize(), got %d",
			   atomic_read(&job->calls) - called);
	for (at = 0; at < job->len; at++)
		if (job->dst[at] != (u8)~check_job_received(job, at))
			break;
	if (at < job->len)
		check_fail(job->b, job,
			   "want memory still after dmaengine_synchronize(), got byte %zu written",
			   at);
}

static void cyclic_stops(struct check_bench *b)
{
	u32 n = 3;
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_receive))
		return;
	while (n-- && !check_failed(b)) {
		job = cycle(b, NULL);
		if (!job || !wait_for_calls(job, PERIODS + 3) || !terminate_slowly(b, job))
			return;
		is_still(job);
		check_clear(b);
	}
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
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_receive))
		return false;
	job = cycle(b, NULL);
	if (!job || !wait_for_calls(job, 3))
		return false;
	return check_reset(b);
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

/* A ring never ends by itself, so the channel must be able to terminate. */
static const char *need_ring(struct check_bench *b)
{
	return rule_need_cyclic(b) ?: rule_need_slave(b) ?: rule_need_known_register(b) ?:
	       rule_need_terminate(b);
}

const struct rule rules_cyclic[] = {
	{
		.id		= "cyclic-period-callbacks",
		.section	= SECTION,
		.says		= "a cyclic transfer calls back once a period, when it was moved",
		.needs		= { need_ring },
		.check		= period_callbacks,
	},
	{
		.id		= "cyclic-data",
		.section	= SECTION,
		.says		= "a cyclic transfer moves every period again in every round",
		.needs		= { need_ring },
		.check		= cyclic_data,
	},
	{
		.id		= "cyclic-residue-in-buffer",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "the residue of a cyclic transfer is that of its buffer",
		.needs		= { need_ring },
		.check		= residue_in_buffer,
	},
	{
		.id		= "cyclic-stops",
		.section	= "dmaengine/client.rst: Further APIs, Terminate APIs",
		.says		= "terminated, a cyclic transfer moves nothing and calls nobody",
		.needs		= { need_ring },
		.check		= cyclic_stops,
	},
	{
		.id		= "mode-change",
		.section	= "dmaengine/provider.rst: Supported transaction types",
		.says		= "a channel may change from cyclic to other transfers, and back",
		.needs		= { need_ring },
		.check		= mode_change,
	},
	{ }
};
