// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of rings with less to go by than others have: one period, no interrupts, or nothing that
 * arrives where the CPU could look. What is left are callbacks and the residue.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/ring.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION		"dmaengine/client.rst: Get a descriptor for transaction, dma_cyclic"
#define SECTION_STOP	"dmaengine/client.rst: Further APIs, Terminate APIs"
#define PERIODS		8u	/* of a ring */
#define WINDOW		(2 * PERIODS)	/* callbacks, among which one must be on time */
#define WINDOWS		4
#define ROUNDS		6
#define TOO_FAST_NS	(50 * NSEC_PER_USEC)	/* of a period: callbacks may come late then */
#define QUIET_MS	20
#define LOOKS		100

/* Change to the kind of the ring, and start one. Return: its job, or NULL. */
static struct check_job *start(struct check_bench *b, const struct check_kind *kind,
			       struct check_ring *ring)
{
	ring->dir = kind->dir;
	return check_kind_change(b, kind) ? check_ring_start(b, ring) : NULL;
}

static const struct check_kind *some_kind(const struct check_bench *b)
{
	return rule_sends_only(b) ? &check_kind_send : &check_kind_receive;
}

/* Does its data arrive in memory, and is all of it known? */
static bool shows_data(struct check_bench *b)
{
	return !rule_need_known_register(b);
}

/*
 * By each callback: was the ring written again since the one before? One that comes late, when the
 * next round is over, poisons what nobody writes any more in time, so some rounds may look as if
 * they had not been made.
 */
static void note_round(struct check_job *job, u32 nr)
{
	if (!shows_data(job->b))
		return;
	if (check_ring_is_written(job, 0, job->len))
		job->note[0]++;
	check_ring_poison(job, 0, job->len);
}

static void one_period(struct check_bench *b)
{
	struct check_ring ring = {
		.periods	= 1,
		.flags		= DMA_PREP_INTERRUPT,
		.each		= note_round,
	};
	struct check_job *job = start(b, some_kind(b), &ring);

	if (!job) {
		check_skip(b, "it gives no ring of one period");
		return;
	}
	if (!check_ring_wait(job, ROUNDS) || !check_stop(b))
		return;
	if (shows_data(b) && job->note[0] < 2)
		check_fail(b, job,
			   "want a ring of one period written in every round, got it written in %u of %u",
			   job->note[0], atomic_read(&job->calls));
	check_job_guards(job);
}

/* Poison the ring, and wait until its end is written. */
static bool is_written_again(struct check_job *job)
{
	struct stall_timeout timeout = check_timeout(job->b);

	check_ring_poison(job, 0, job->len);
	while (!check_ring_is_written(job, 0, job->len)) {
		if (dmarig_stall_timeout_is_over(&timeout))
			return false;
		usleep_range(100, 200);
	}
	return true;
}

/* Wait until the residue has become larger, as it does at the start of a round. */
static bool starts_over(struct check_job *job)
{
	struct stall_timeout timeout = check_timeout(job->b);
	struct dma_tx_state state = { };
	u32 last = U32_MAX;

	do {
		usleep_range(50, 100);
		check_job_status(job, &state);
		if (state.residue > last)
			return true;
		last = state.residue;
	} while (!dmarig_stall_timeout_is_over(&timeout));
	return false;
}

static void goes_unasked(struct check_job *job, bool (*goes)(struct check_job *job),
			 const char *what)
{
	int n;

	for (n = 0; n < ROUNDS; n++) {
		if (goes(job))
			continue;
		check_note_timeout(job->b);
		check_fail(job->b, job,
			   "want a ring without DMA_PREP_INTERRUPT to go round, got %s still after %d rounds",
			   what, n);
		return;
	}
}

static void without_interrupt(struct check_bench *b)
{
	struct check_ring ring = { .periods = PERIODS };
	struct check_job *job;

	if (!shows_data(b) && rule_need_residue_moves(b)) {
		check_skip(b, "neither its data nor its residue would tell");
		return;
	}
	job = start(b, some_kind(b), &ring);
	if (!job) {
		check_skip(b, "it gives no ring without DMA_PREP_INTERRUPT");
		return;
	}
	if (shows_data(b))
		goes_unasked(job, is_written_again, "its memory");
	if (!rule_need_residue_moves(b))
		goes_unasked(job, starts_over, "its residue");
	check_stop(b);
}

static struct check_job *send(struct check_bench *b)
{
	struct check_ring ring = {
		.periods	= PERIODS,
		.flags		= DMA_PREP_INTERRUPT,
	};
	struct check_job *job = start(b, &check_kind_send, &ring);

	if (!job)
		check_fail(b, NULL, "want a cyclic descriptor of %u periods, got NULL", PERIODS);
	return job;
}

/*
 * Return: by how many periods the residue is ahead of the callbacks, modulo the ring. Those that
 * come between the two looks are tried again.
 */
static u32 lead(const struct check_job *job)
{
	struct dma_tx_state state;
	u32 calls, position;

	do {
		calls = (u32)atomic_read(&job->calls);
		memset(&state, 0, sizeof(state));
		check_job_status(job, &state);
	} while (calls != (u32)atomic_read(&job->calls));
	position = (u32)(job->len - min_t(size_t, state.residue, job->len)) / (u32)job->period;
	return (position - calls) % PERIODS;
}

/* Return: the least lead while so many callbacks come, as they may be late but not always. */
static u32 least_lead(struct check_job *job)
{
	struct stall_timeout timeout = check_timeout(job->b);
	int end = atomic_read(&job->calls) + (int)WINDOW;
	u32 least = PERIODS;

	while (atomic_read(&job->calls) < end && !dmarig_stall_timeout_is_over(&timeout)) {
		least = min(least, lead(job));
		usleep_range(50, 100);
	}
	return least;
}

/* A callback too few or too many shifts the lead for good. */
static void count_by_residue(struct check_job *job)
{
	u32 leads[WINDOWS], i;
	u64 begin = ktime_get_ns(), interval_ns;

	for (i = 0; i < WINDOWS; i++)
		leads[i] = least_lead(job);
	interval_ns = div_u64(ktime_get_ns() - begin, WINDOWS * WINDOW);
	if (leads[WINDOWS - 2] == leads[0] || leads[WINDOWS - 1] == leads[0])
		return;
	if (interval_ns < TOO_FAST_NS)
		check_skip(job->b,
			   "a callback comes every %llu ns, which is too fast to count periods",
			   interval_ns);
	else
		check_fail(job->b, job,
			   "want a callback a period, got the residue ahead of them by %u, and after %u callbacks by %u",
			   leads[0], (WINDOWS - 1) * WINDOW, leads[WINDOWS - 1]);
}

static void sent_callbacks(struct check_bench *b)
{
	struct check_job *job = send(b);

	if (!job || !check_ring_wait(job, PERIODS))
		return;
	if (!rule_need_residue_moves(b))
		count_by_residue(job);
	if (!check_failed(b))
		check_ring_wait(job, (int)(PERIODS + WINDOWS * WINDOW));
	check_stop(b);
}

static void sent_residue(struct check_bench *b)
{
	struct check_job *job = send(b);

	if (!job || !check_ring_wait(job, PERIODS))
		return;
	if (!check_ring_residue(job, LOOKS) && !check_failed(b) && !rule_need_residue_moves(b))
		check_fail(b, job, "want residues of the round that goes on, got 0 all the time");
	check_stop(b);
}

/* The ring after a terminated one must go round as well. */
static void sent_stops(struct check_bench *b)
{
	struct check_job *job;
	int called, n;

	for (n = 0; n < 3; n++) {
		job = send(b);
		if (!job || !check_ring_wait(job, PERIODS + 3) || !check_ring_stop(job))
			return;
		called = atomic_read(&job->calls);
		msleep(QUIET_MS);
		if (atomic_read(&job->calls) != called)
			check_fail(b, job,
				   "want no callback after dmaengine_synchronize(), got %d",
				   atomic_read(&job->calls) - called);
		check_clear(b);
	}
}

static const char *need_sending(struct check_bench *b)
{
	return b->has_caps && b->caps.directions & BIT(DMA_MEM_TO_DEV) ?
	       NULL : "it cannot send, by its directions";
}

const struct rule rules_cyclic_bare[] = {
	{
		.id		= "cyclic-one-period",
		.section	= SECTION,
		.says		= "a ring of one period goes round, and calls back every time",
		.needs		= { rule_need_rings },
		.rings		= true,
		.check		= one_period,
	},
	{
		.id		= "cyclic-without-interrupt",
		.section	= "dmaengine/provider.rst: DMA_PREP_INTERRUPT",
		.says		= "a ring without DMA_PREP_INTERRUPT goes round all the same",
		.needs		= { rule_need_rings },
		.rings		= true,
		.check		= without_interrupt,
	},
	{
		.id		= "cyclic-sent-callbacks",
		.section	= SECTION,
		.says		= "a ring that is sent calls back once a period, by its residue",
		.needs		= { rule_need_rings, need_sending },
		.rings		= true,
		.check		= sent_callbacks,
	},
	{
		.id		= "cyclic-sent-residue",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "the residue of a ring that is sent is that of its buffer",
		.needs		= { rule_need_rings, need_sending },
		.rings		= true,
		.check		= sent_residue,
	},
	{
		.id		= "cyclic-sent-stops",
		.section	= SECTION_STOP,
		.says		=
			"terminated, a ring that is sent calls nobody, and the next goes round",
		.needs		= { rule_need_rings, need_sending },
		.rings		= true,
		.check		= sent_stops,
	},
	{ }
};
