// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of a channel's lifetime: requesting and releasing it again and again, and using up its
 * descriptors.
 */
#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/time64.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include "check/bench/job.h"
#include "check/bench/open.h"
#include "check/bench/ring.h"
#include "check/rule/held.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION		"dmaengine/client.rst: Allocate a DMA slave channel"
#define CYCLES		50	/* requests and releases, and as many transfers each as below */
#define TRANSFERS	16
#define ROUNDS		3	/* of cycles, which all have to leak to be believed */
#define LEAK_NS		(5ULL * NSEC_PER_SEC)	/* for all of it: only its sum shows a leak */
#define LEAK_BYTES	256	/* a cycle: less is lost in what else goes on */
#define SEEN_BYTES	SZ_16K	/* and a round, of however few cycles */
#define FULL		4096	/* descriptors: a channel with more is never filled */

static void request_again(struct check_bench *b)
{
	u32 n = check_tries(b, 8, 1);

	do {
		if (!check_works(b) || !check_restart(b))
			return;
	} while (--n);
	check_works(b);
}

static bool cycle(struct check_bench *b)
{
	u32 i, n = check_tries_in(b, LEAK_NS, TRANSFERS, CYCLES * ROUNDS);

	if (b->rings_only)
		return check_works(b) && check_restart(b);
	for (i = 0; i < n; i++) {
		struct check_job *job = check_job_start(b, b->align);

		if (!job || !check_job_wait(job))
			return false;
	}
	return check_restart(b);
}

/*
 * Return: bytes in unreclaimable slabs. Memory that RCU or vmalloc frees later is not leaked, so it
 * is waited for. What the rest of the system allocates there mostly comes and goes.
 */
static long slab_bytes(void)
{
	vm_unmap_aliases();
	rcu_barrier();
	return (long)global_node_page_state_pages(NR_SLAB_UNRECLAIMABLE_B) << PAGE_SHIFT;
}

/* Return: bytes that each cycle left behind. */
static long cycles(struct check_bench *b, bool (*cycle)(struct check_bench *b), u32 nr)
{
	long before = slab_bytes();
	u32 i;

	for (i = 0; i < nr && !check_failed(b); i++)
		if (!cycle(b))
			return 0;
	return (slab_bytes() - before) / (long)nr;
}

/* Go through cycles that end with a release, and see whether they leave anything. */
static void leaks(struct check_bench *b, bool (*cycle)(struct check_bench *b), const char *what)
{
	u32 round, nr = check_tries_in(b, LEAK_NS, CYCLES, ROUNDS);
	struct held was;
	long leak = 0;

	/* The first cycle may fill caches. */
	if (!cycle(b))
		return;
	was = rule_held_count(b);
	for (round = 0; round < ROUNDS; round++) {
		leak = cycles(b, cycle, nr);
		if (check_failed(b))
			return;
		rule_held_check(b, &was, what);
		if (leak < LEAK_BYTES || leak * (long)nr < SEEN_BYTES)
			return;
	}
	/* KASAN keeps freed memory in quarantine for a while, which looks like a leak. */
	if (!IS_ENABLED(CONFIG_KASAN))
		check_fail(b, NULL, "want no memory kept by %s, got %ld bytes gone with each of %u",
			   what, leak, ROUNDS * nr);
}

static void leaks_nothing(struct check_bench *b)
{
	leaks(b, cycle, "releases and requests");
}

static bool terminate_ring(struct check_bench *b)
{
	return check_ring_usual(b) && check_stop(b) && check_restart(b);
}

/* Of what is terminated every other one has been issued. */
static bool terminate_cycle(struct check_bench *b)
{
	struct check_job *job;
	u32 i;

	if (b->rings_only)
		return terminate_ring(b);
	job = check_job_new(b, b->len);
	if (!job)
		return false;
	for (i = 0; i < TRANSFERS; i++) {
		if (!check_job_submit(job, DMA_PREP_INTERRUPT))
			return false;
		if (i & 1)
			check_issue(b);
		if (!check_stop(b))
			return false;
	}
	return check_restart(b);
}

static void terminate_leaks_nothing(struct check_bench *b)
{
	leaks(b, terminate_cycle, "terminations and releases");
}

/* Some drivers give descriptors back a while after the callbacks of their transfers. */
static bool bide(struct check_bench *b, struct stall_timeout *timeout)
{
	usleep_range(500, 1000);
	return !dmarig_stall_timeout_is_over(timeout);
}

/*
 * Submit as many descriptors as there are, all with one job's memory, and issue none. The first
 * @least are waited for.
 */
static u32 fill(struct check_job *job, u32 most, u32 least)
{
	struct stall_timeout timeout = check_timeout(job->b);
	u32 n = 0;

	while (n < most && !check_failed(job->b)) {
		if (check_job_prep(job, DMA_PREP_INTERRUPT))
			n += check_job_submit_prepared(job);
		else if (n >= least || !bide(job->b, &timeout))
			break;
	}
	return n;
}

static bool drain(struct check_job *job, u32 nr)
{
	u32 i;

	check_issue(job->b);
	for (i = 0; i < nr; i++)
		if (!dmarig_stall_timeout_wait(&job->done, job->b->p.timeout_ms))
			break;
	if (i == nr) {
		job->over = true;
		return true;
	}
	check_fail(job->b, job,
		   "want %u callbacks for as many that were queued, got %u within timeout_ms=%llu",
		   nr, i, job->b->p.timeout_ms);
	return false;
}

static void fills_and_wraps(struct check_bench *b)
{
	u32 most = max(2u, check_tries(b, FULL, ROUNDS)), first = 0, n, i;
	struct check_job *job = check_job_new(b, b->align);

	if (!job)
		return;
	job->lasts = true;
	for (i = 0; i < ROUNDS; i++) {
		n = fill(job, most, max(first, 1u));
		if (check_failed(b))
			return;
		if (!n || n < first) {
			check_fail(b, job,
				   "want room for %u descriptors in round %u, as before, got %u",
				   max(first, 1u), i, n);
			return;
		}
		first = n;
		if (!drain(job, n) || !check_job_data(job))
			return;
		check_job_refill(job);
	}
	check_works(b);
}

#define QUIET_MS	20
#define LEFT_NS		(2 * NSEC_PER_MSEC)	/* of work that is left behind */
#define MOST_LEFT	16

/* What was in flight has no client any more, so nobody may be called for it. */
static void walk_away(struct check_bench *b)
{
	u32 n = check_tries(b, 4, MOST_LEFT);
	int called;

	while (n-- && !check_failed(b)) {
		if (!check_load(b, check_queue(b, LEFT_NS, MOST_LEFT)) || !check_walk_away(b))
			return;
		called = atomic_read(&b->nr_called);
		msleep(QUIET_MS);
		if (atomic_read(&b->nr_called) != called)
			check_fail(b, NULL,
				   "want no callback after dma_release_channel(), got %d",
				   atomic_read(&b->nr_called) - called);
		check_clear(b);
		if (!check_works(b) || !check_reset(b))
			return;
	}
}

/*
 * The far end of a slave channel goes with it, and what is sent by then would go astray. A driver
 * that frees what the hardware still reads may damage any memory.
 */
static const char *need_walk_away(struct check_bench *b)
{
	return b->kind->dir != DMA_MEM_TO_MEM ?
	       "its peripheral would be gone with it" :
	       rule_need_terminate(b) ?: rule_need_contained(b);
}

const struct rule rules_lifetime[] = {
	{
		.id		= "release-request-again",
		.section	= SECTION,
		.says		= "a channel that was released can be had again, and works",
		.needs		= { rule_need_end },
		.rings		= true,
		.check		= request_again,
	},
	{
		.id		= "release-leaks-nothing",
		.section	= SECTION,
		.says		= "a release gives back all that a request and its transfers took",
		.needs		= { rule_need_end },
		.rings		= true,
		.check		= leaks_nothing,
	},
	{
		.id		= "terminate-leaks-nothing",
		.section	= "dmaengine/provider.rst: device_terminate_all",
		.says		= "of what was terminated nothing is left after a release",
		.needs		= { rule_need_terminate },
		.rings		= true,
		.check		= terminate_leaks_nothing,
	},
	{
		.id		= "release-in-flight",
		.section	= SECTION,
		.says		=
			"a channel that was released with transfers in flight can be had again",
		.needs		= { need_walk_away },
		.check		= walk_away,
	},
	{
		.id		= "fills-and-wraps",
		.section	= "dmaengine/client.rst: Get a descriptor for transaction",
		.says		= "all descriptors can be queued, complete, and are there again",
		.check		= fills_and_wraps,
	},
	{ }
};
