// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's life. run_start() sets everything up; from then on supervise(), one work item, is the
 * only one who moves it on, but for run_abort(), which may cut it short:
 *
 *   idle -> preparing -> warming -> measuring -> draining -> done | failed
 *               |            |           |           ^
 *               |            +-----------+-----------+  run_abort()
 *               +-> failed (set-up error: nothing was started)
 *
 * Workers start together when preparing ends, measure while the state says so, and keep the load up
 * until the window has closed for all. It closes when its time is over and enough transfers have
 * ended, those of all workers counted together: rates and latencies are the whole run's, too. A
 * channel or worker that ends none at all is overdue by itself.
 * Lock order: run->lock, then held_lock of chan.c.
 */
#include <linux/ktime.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/patience.h"
#include "core/run.h"
#include "core/run_setup.h"
#include "core/worker.h"
#include "outlet/outlet.h"

static struct workqueue_struct *run_wq;
static atomic_t next_id;

/* The state moves forward by exactly one caller. */
static bool run_advance(struct run *run, enum dmarig_state from, enum dmarig_state to)
{
	if (cmpxchg(&run->state, from, to) != from)
		return false;
	wake_up_all(&run->wake);
	return true;
}

static void run_finish(struct run *run, enum dmarig_state state)
{
	WRITE_ONCE(run->state, state);
	/* Pairs with is_live(): whoever sees that it is over sees how it ended. */
	smp_store_release(&run->live, false);
	wake_up_all(&run->wake);
}

bool run_close_window(struct run *run)
{
	u64 now = ktime_get_ns();

	if (!run_advance(run, DMARIG_STATE_measuring, DMARIG_STATE_draining))
		return false;
	taken_now(&run->closed);
	/* One caller gets here; it is read when the workers were joined. */
	WRITE_ONCE(run->window_end, now);
	return true;
}

void run_abort(struct run *run)
{
	if (!run_close_window(run))
		run_advance(run, DMARIG_STATE_warming, DMARIG_STATE_draining);
}

/* By one caller: the last worker to be warm, where nothing more is waited for, else the run. */
static void run_open_window(struct run *run)
{
	taken_now(&run->opened);
	WRITE_ONCE(run->window_start, ktime_get_ns());
	run_advance(run, DMARIG_STATE_warming, DMARIG_STATE_measuring);
}

void run_warm(struct run *run)
{
	if (atomic_inc_return(&run->nr_warm) == run->nr_workers && !run->p.warmup_ms)
		run_open_window(run);
	else
		wake_up_all(&run->wake);
}

static bool is_over(struct run *run)
{
	return run_state(run) >= DMARIG_STATE_draining;
}

/* Let the load run for that long, or until there is no point in going on. */
static void run_pause(struct run *run, u64 ms)
{
	wait_event_interruptible_hrtimeout(run->wake, is_over(run), ms_to_ktime(ms));
}

static bool is_warm(struct run *run)
{
	return atomic_read(&run->nr_warm) >= run->nr_workers;
}

static void run_warm_up(struct run *run)
{
	u32 i;

	run_advance(run, DMARIG_STATE_preparing, DMARIG_STATE_warming);
	for (i = 0; i < run->nr_workers; i++)
		worker_start(run->workers[i]);
	if (!run->p.warmup_ms) {
		wait_event_idle(run->wake, run_state(run) > DMARIG_STATE_warming);
		return;
	}
	run_pause(run, run->p.warmup_ms);
	wait_event_idle(run->wake, is_warm(run) || is_over(run));
	run_open_window(run);
}

/* Read while the workers count: each is one word, and a little old does no harm. */
static u64 run_measured(const struct run *run)
{
	u64 transfers = 0;
	u32 i;

	for (i = 0; i < run->nr_workers; i++)
		transfers += READ_ONCE(run->workers[i]->tally.transfers);
	return transfers;
}

bool run_has_enough(const struct run *run)
{
	return run_measured(run) >= run->enough;
}

/*
 * The time is over, but a busy computer or a slow channel has let too few transfers end. The worker
 * whose transfer is the last one wanted closes the window; here is who gives up.
 */
static void run_extend(struct run *run)
{
	struct patience patience = patience_begin(run->p.timeout_ms);

	WRITE_ONCE(run->overtime, true);
	while (!is_over(run) && !run_has_enough(run) && !patience_is_over(&patience))
		wait_event_idle_timeout(run->wake, is_over(run), patience_jiffies(&patience));
}

static void run_measure(struct run *run)
{
	if (run->p.duration_ms) {
		run_pause(run, run->p.duration_ms);
		run_extend(run);
	} else {
		wait_event_idle(run->wake, is_over(run));
	}
	run_close_window(run);
}

static void run_join(struct run *run)
{
	u32 i;

	for (i = 0; i < run->nr_workers; i++)
		worker_join(run->workers[i]);
}

static void run_load(struct run *run)
{
	run->enough = params_enough(&run->p, run->nr_workers);
	run_warm_up(run);
	run_measure(run);
	run_join(run);
}

/* Others load the channel, until the run is stopped. */
static void run_serve(struct run *run)
{
	run_advance(run, DMARIG_STATE_preparing, DMARIG_STATE_warming);
	WRITE_ONCE(run->window_start, ktime_get_ns());
	run_advance(run, DMARIG_STATE_warming, DMARIG_STATE_measuring);
	if (!outlet_watch(run->outlet, is_over))
		run_close_window(run);
	outlet_close(run->outlet);
}

static u32 flight_of(struct run *run, struct rchan *rc)
{
	u32 i, n = outlet_flight(run->outlet);

	for (i = 0; i < run->nr_workers; i++)
		if (run->workers[i]->spec.rc == rc)
			n += run->workers[i]->nr_flight;
	return n;
}

/* Get back what a channel never announced, or leave it the memory for good. */
static void run_recover(struct run *run, struct rchan *rc)
{
	u32 i, n = flight_of(run, rc), leaked = 0;
	int ret;

	if (!n)
		return;
	ret = chan_terminate(rc);
	for (i = 0; i < run->nr_workers; i++)
		if (run->workers[i]->spec.rc == rc)
			leaked += worker_abandon_flight(run->workers[i], !ret);
	leaked += outlet_abandon(run->outlet, !ret);
	if (!leaked)
		return;
	run->counters.quarantined += leaked;
	sentence_append(&run->error,
			"; %s cannot be terminated (%d): %u transfers are quarantined until reboot",
			rc->name, ret, leaked);
}

static void supervise(struct work_struct *work)
{
	struct run *run = container_of(work, struct run, work);
	bool good;
	u32 i;

	run->outlet ? run_serve(run) : run_load(run);

	mutex_lock(&run->lock);
	for (i = 0; i < run->nr_chans; i++)
		run_recover(run, run->chans[i]);
	good = run_sum_up(run);
	run_tear_down(run);
	/*
	 * Before live falls: whoever waits for that may remove us at once, and then waits for this
	 * work.
	 */
	if (run->ended)
		run->ended(run);
	run_finish(run, good ? DMARIG_STATE_done : DMARIG_STATE_failed);
	mutex_unlock(&run->lock);
}

/* Clearing them takes less than making new ones, which are some hundred pages. */
static void run_clear_hist(struct run *run)
{
	int i;

	for (i = 0; run->hist && i < NR_PHASES; i++)
		hist_clear(&run->hist[i]);
}

static void run_reset(struct run *run)
{
	run_clear_hist(run);
	memset(&run->counters, 0, sizeof(run->counters));
	memset(&run->observed, 0, sizeof(run->observed));
	handed_rewind(&run->handed, &run->p);
	sentence_clear(&run->error);
	run->overtime = false;
	run->window_start = 0;
	run->window_end = 0;
	atomic_set(&run->nr_warm, 0);
	run->id = atomic_inc_return(&next_id);
}

int run_start(struct run *run)
{
	int ret;

	mutex_lock(&run->lock);
	ret = -EBUSY;
	if (run->live)
		goto out_unlock;
	run_reset(run);
	WRITE_ONCE(run->state, DMARIG_STATE_preparing);
	ret = params_check(&run->p, run->error.text, sizeof(run->error.text));
	if (!ret)
		ret = run_set_up(run);
	if (ret) {
		run_finish(run, DMARIG_STATE_failed);
		goto out_unlock;
	}
	WRITE_ONCE(run->live, true);
	queue_work(run_wq, &run->work);
out_unlock:
	mutex_unlock(&run->lock);
	return ret;
}

void run_stop(struct run *run)
{
	/* Being stopped is how a run with an outlet ends. */
	if (!run->p.expose && run_state(run) < DMARIG_STATE_draining &&
	    run_state(run) > DMARIG_STATE_idle)
		run_explain(run, "stopped before the measuring window closed");
	/* Preparing ends by itself, at once, when the work item runs. */
	wait_event_idle(run->wake, run_state(run) != DMARIG_STATE_preparing);
	run_abort(run);
	flush_work(&run->work);
}

static bool is_live(struct run *run)
{
	/* Pairs with run_finish(). */
	return smp_load_acquire(&run->live);
}

int run_wait(struct run *run)
{
	return wait_event_interruptible(run->wake, !is_live(run));
}

int run_occupy(struct run *run)
{
	int ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live) {
		sentence_clear(&run->error);
		WRITE_ONCE(run->live, true);
		ret = 0;
	}
	mutex_unlock(&run->lock);
	return ret;
}

void run_vacate(struct run *run)
{
	mutex_lock(&run->lock);
	/* Pairs with is_live(): whoever sees that it is over sees what came of it. */
	smp_store_release(&run->live, false);
	wake_up_all(&run->wake);
	mutex_unlock(&run->lock);
}

void run_progress(struct run *run, u64 *transfers, u64 *elapsed_ns)
{
	enum dmarig_state state;
	u64 start;

	*elapsed_ns = 0;
	mutex_lock(&run->lock);
	state = run_state(run);
	start = READ_ONCE(run->window_start);
	*transfers = run_measured(run);
	if (run->outlet)
		*transfers += outlet_accesses(run->outlet);
	if (run->live && start && state == DMARIG_STATE_measuring)
		*elapsed_ns = ktime_get_ns() - start;
	if (!run->live) {
		*transfers = run->counters.done;
		*elapsed_ns = run->counters.window_ns;
	}
	mutex_unlock(&run->lock);
}

void run_init(struct run *run, const char *name)
{
	strscpy(run->name, name, sizeof(run->name));
	mutex_init(&run->lock);
	sentence_init(&run->error);
	run->handed.sentence = &run->error;
	init_waitqueue_head(&run->wake);
	INIT_WORK(&run->work, supervise);
	params_init(&run->p);
}

void run_exit(struct run *run)
{
	flush_work(&run->work);
	crew_dismiss(&run->crew);
	handed_release(&run->handed);
	kvfree(run->hist);
}

int run_module_init(void)
{
	run_wq = alloc_workqueue("dmarig", WQ_UNBOUND, 0);
	return run_wq ? 0 : -ENOMEM;
}

void run_module_exit(void)
{
	destroy_workqueue(run_wq);
	worker_exhume_all();
	outlet_exhume_all();
}
