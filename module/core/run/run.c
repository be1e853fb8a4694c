// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's life. dmarig_run_start() sets everything up; from then on supervise(), one work item,
 * alone moves it on, but for dmarig_stage_abort(), which may cut it short:
 *
 *   idle -> preparing -> warming -> measuring -> draining -> done | failed
 *               |            |           |           ^
 *               |            +-----------+-----------+  stage_abort()
 *               +-> failed (set-up error: nothing was started)
 *
 * Workers start together when preparing ends, measure while the state says so, and keep the load up
 * until the window has closed for all. It closes when its time is over and enough transfers have
 * ended, those of all workers counted together: rates and latencies are the whole run's, too. A
 * channel or worker that ends none at all is overdue by itself.
 * Lock order: run->lock, then held_lock of chan.c.
 */
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "cdev/cdev.h"
#include "cdev/view.h"
#include "core/base/deferred.h"
#include "core/base/stall_timeout.h"
#include "core/run/run.h"
#include "core/run/run_setup.h"
#include "core/worker/worker.h"

static struct workqueue_struct *run_wq;
static atomic_t next_id;

static void run_finish(struct run *run, enum dmarig_state state)
{
	lockdep_assert_held(&run->lock);
	WRITE_ONCE(run->stage.state, state);
	/* Pairs with is_live(): a reader that sees the end sees how it ended, too. */
	smp_store_release(&run->live, false);
	wake_up_all(&run->stage.wake);
}

/* Let the load run for that long, or until there is no point in going on. */
static void run_pause(struct run *run, u64 ms)
{
	struct stage *stage = &run->stage;

	wait_event_interruptible_hrtimeout(stage->wake, dmarig_stage_is_over(stage),
					   ms_to_ktime(ms));
}

static void run_warm_up(struct run *run)
{
	u32 i;

	dmarig_stage_advance(&run->stage, DMARIG_STATE_preparing, DMARIG_STATE_warming);
	for (i = 0; i < run->nr_workers; i++)
		dmarig_worker_start(run->workers[i]);
	if (!run->p.warmup_ms) {
		wait_event_idle(run->stage.wake, dmarig_run_state(run) > DMARIG_STATE_warming);
		return;
	}
	run_pause(run, run->p.warmup_ms);
	wait_event_idle(run->stage.wake, dmarig_stage_is_warm(&run->stage) ||
			dmarig_stage_is_over(&run->stage));
	dmarig_stage_open_window(&run->stage);
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

static bool has_enough(const struct stage *stage)
{
	const struct run *run = container_of(stage, struct run, stage);

	return run_measured(run) >= run->enough;
}

/*
 * The time is over, but a busy computer or a slow channel has let too few transfers end. The worker
 * whose transfer is the last one wanted closes the window; this waits for that, up to timeout_ms.
 */
static void run_extend(struct run *run)
{
	struct stage *stage = &run->stage;
	struct stall_timeout timeout = dmarig_stall_timeout_begin(run->p.timeout_ms);

	WRITE_ONCE(stage->overtime, true);
	while (!dmarig_stage_is_over(stage) && !has_enough(stage) &&
	       !dmarig_stall_timeout_is_over(&timeout))
		wait_event_idle_timeout(stage->wake, dmarig_stage_is_over(stage),
					dmarig_stall_timeout_jiffies(&timeout));
}

static void run_measure(struct run *run)
{
	if (run->p.duration_ms) {
		run_pause(run, run->p.duration_ms);
		run_extend(run);
	} else {
		wait_event_idle(run->stage.wake, dmarig_stage_is_over(&run->stage));
	}
	dmarig_stage_close_window(&run->stage);
}

static void run_join(struct run *run)
{
	u32 i;

	for (i = 0; i < run->nr_workers; i++)
		dmarig_worker_join(run->workers[i]);
}

static void run_load(struct run *run)
{
	run->enough = params_enough(&run->p, run->nr_workers);
	run->stage.nr_workers = run->nr_workers;
	run->stage.warms_up = run->p.warmup_ms;
	run_warm_up(run);
	run_measure(run);
	run_join(run);
}

static void run_serve_channel(struct run *run)
{
	if (!dmarig_cdev_watch(run->cdev))
		dmarig_stage_close_window(&run->stage);
	dmarig_cdev_close(run->cdev);
}

static void run_serve_buffer(struct run *run)
{
	wait_event_idle(run->stage.wake, dmarig_stage_is_over(&run->stage));
	if (!dmarig_view_close(run->view, &run->observed))
		run->counters.quarantined++;
}

/* Others are the load, until the run is stopped. */
static void run_serve(struct run *run)
{
	dmarig_stage_advance(&run->stage, DMARIG_STATE_preparing, DMARIG_STATE_warming);
	WRITE_ONCE(run->stage.window_start, ktime_get_ns());
	dmarig_stage_advance(&run->stage, DMARIG_STATE_warming, DMARIG_STATE_measuring);
	run->cdev ? run_serve_channel(run) : run_serve_buffer(run);
}

static u32 flight_of(struct run *run, struct rchan *rc)
{
	u32 i, n = dmarig_cdev_flight(run->cdev);

	for (i = 0; i < run->nr_workers; i++)
		if (run->workers[i]->spec.rc == rc)
			n += run->workers[i]->nr_flight;
	return n;
}

/* Terminate the channel to get back transfers that never completed, or leave it their memory. */
static void run_recover(struct run *run, struct rchan *rc)
{
	u32 i, n = flight_of(run, rc), leaked = 0;
	int ret;

	lockdep_assert_held(&run->lock);
	if (!n)
		return;
	ret = dmarig_chan_terminate(rc);
	for (i = 0; i < run->nr_workers; i++)
		if (run->workers[i]->spec.rc == rc)
			leaked += dmarig_worker_abandon_flight(run->workers[i], !ret);
	leaked += dmarig_cdev_abandon(run->cdev, !ret);
	if (!leaked)
		return;
	run->counters.quarantined += leaked;
	dmarig_sentence_append(&run->error,
			       "; %s cannot be terminated (%d): %u transfers are quarantined until reboot",
			       rc->name, ret, leaked);
}

static void supervise(struct work_struct *work)
{
	struct run *run = container_of(work, struct run, work);
	bool good;
	u32 i;

	params_is_served(&run->p) ? run_serve(run) : run_load(run);

	mutex_lock(&run->lock);
	for (i = 0; i < run->nr_chans; i++)
		run_recover(run, run->chans[i]);
	good = dmarig_run_sum_up(run);
	dmarig_run_tear_down(run);
	/*
	 * Before live is cleared: a waiter may then remove the run at once, and waits for this
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
	lockdep_assert_held(&run->lock);
	run_clear_hist(run);
	memset(&run->counters, 0, sizeof(run->counters));
	memset(&run->observed, 0, sizeof(run->observed));
	dmarig_import_rewind(&run->import, &run->p);
	dmarig_sentence_clear(&run->error);
	dmarig_stage_reset(&run->stage);
	run->id = atomic_inc_return(&next_id);
}

int dmarig_run_start(struct run *run)
{
	int ret;

	mutex_lock(&run->lock);
	ret = -EBUSY;
	if (run->live)
		goto out_unlock;
	run_reset(run);
	WRITE_ONCE(run->stage.state, DMARIG_STATE_preparing);
	ret = params_check(&run->p, run->error.text, sizeof(run->error.text));
	if (!ret)
		ret = dmarig_run_set_up(run);
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

void dmarig_run_stop(struct run *run)
{
	/* Being stopped is how a run ends that serves others. */
	if (!params_is_served(&run->p) && dmarig_run_state(run) < DMARIG_STATE_draining &&
	    dmarig_run_state(run) > DMARIG_STATE_idle)
		run_explain(run, "stopped before the measuring window closed");
	/* Preparing ends by itself, at once, when the work item runs. */
	wait_event_idle(run->stage.wake, dmarig_run_state(run) != DMARIG_STATE_preparing);
	dmarig_stage_abort(&run->stage);
	flush_work(&run->work);
}

static bool is_live(struct run *run)
{
	/* Pairs with run_finish(). */
	return smp_load_acquire(&run->live);
}

int dmarig_run_wait(struct run *run)
{
	return wait_event_interruptible(run->stage.wake, !is_live(run));
}

int dmarig_run_occupy(struct run *run)
{
	int ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live) {
		dmarig_sentence_clear(&run->error);
		WRITE_ONCE(run->live, true);
		ret = 0;
	}
	mutex_unlock(&run->lock);
	return ret;
}

void dmarig_run_vacate(struct run *run)
{
	mutex_lock(&run->lock);
	/* Pairs with is_live(): a reader that sees the end sees the result, too. */
	smp_store_release(&run->live, false);
	wake_up_all(&run->stage.wake);
	mutex_unlock(&run->lock);
}

void dmarig_run_progress(struct run *run, u64 *transfers, u64 *elapsed_ns)
{
	enum dmarig_state state;
	u64 start;

	*elapsed_ns = 0;
	mutex_lock(&run->lock);
	state = dmarig_run_state(run);
	start = READ_ONCE(run->stage.window_start);
	*transfers = run_measured(run);
	if (run->cdev)
		*transfers += dmarig_cdev_accesses(run->cdev);
	if (run->live && start && state == DMARIG_STATE_measuring)
		*elapsed_ns = ktime_get_ns() - start;
	if (!run->live) {
		*transfers = run->counters.done;
		*elapsed_ns = run->counters.window_ns;
	}
	mutex_unlock(&run->lock);
}

void dmarig_run_init(struct run *run, const char *name)
{
	strscpy(run->name, name, sizeof(run->name));
	mutex_init(&run->lock);
	dmarig_sentence_init(&run->error);
	run->import.sentence = &run->error;
	dmarig_stage_init(&run->stage, has_enough);
	INIT_WORK(&run->work, supervise);
	params_init(&run->p);
}

void dmarig_run_exit(struct run *run)
{
	flush_work(&run->work);
	dmarig_thread_pool_free(&run->pool);
	dmarig_import_release(&run->import);
	kvfree(run->hist);
}

int dmarig_run_module_init(void)
{
	run_wq = alloc_workqueue("dmarig", WQ_UNBOUND, 0);
	return run_wq ? 0 : -ENOMEM;
}

void dmarig_run_module_exit(void)
{
	destroy_workqueue(run_wq);
	dmarig_free_all_deferred();
}
