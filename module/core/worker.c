// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A worker's thread: keep the channel full, reap what ended, count it.
 */
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "completion/completion.h"
#include "core/chan.h"
#include "core/run.h"
#include "core/trace.h"
#include "core/worker.h"
#include "op/op.h"

bool worker_claim(struct token *token, const struct dmaengine_result *result, u64 now)
{
	struct slot *slot = token->slot;

	if (token->life == READ_ONCE(slot->life) &&
	    slot_announce(slot, result ? result->result : DMA_TRANS_NOERROR, now))
		return true;
	atomic_inc(&slot->worker->stray);
	return false;
}

void worker_tell(struct slot *slot)
{
	struct worker *w = slot->worker;

	WRITE_ONCE(w->announced_on, raw_smp_processor_id());
	llist_add(&slot->done, &w->done);
	/*
	 * Pairs with callback_sleep(): llist_add() is a full barrier, so the list is seen or the
	 * sleep is.
	 */
	if (READ_ONCE(w->sleeping))
		wake_up_process(w->task);
}

bool worker_collect(struct worker *w)
{
	struct llist_node *node = llist_reverse_order(llist_del_all(&w->done));
	struct slot *slot;
	bool any = node;

	while (node) {
		slot = llist_entry(node, struct slot, done);
		node = node->next;
		list_move_tail(&slot->node, &w->ended);
		w->nr_flight--;
	}
	return any;
}

/* Once is enough: an interrupt that moves meanwhile shows in the wake phase. */
static void worker_follow(struct worker *w)
{
	int cpu = READ_ONCE(w->announced_on);

	if (set_cpus_allowed_ptr(current, cpumask_of(cpu)))
		run_explain(w->run, "cpu=irq: worker %u cannot run on CPU %d", w->index, cpu);
}

static void worker_record(struct worker *w, const struct sample *s, bool checked)
{
	u32 phases = w->phases | (checked ? BIT(PHASE_fill) | BIT(PHASE_verify) : 0);
	int i;

	for (i = 0; i < NR_PHASES; i++)
		if (phases & BIT(i))
			hist_add(&w->hist[i], s->phase_ns[i]);
}

/* Count a transfer that has ended, and tell the trace. */
static void worker_count(struct worker *w, struct slot *slot)
{
	const struct sample *s = &slot->sample;

	w->tally.outcome[s->outcome]++;
	w->tally.verified += slot->checked && s->outcome != DMARIG_OUTCOME_error;
	if (unlikely(!w->warm)) {
		w->warm = true;
		if (w->follows)
			worker_follow(w);
		run_warm(w->run);
	}
	if (run_state(w->run) != DMARIG_STATE_measuring)
		return;
	w->tally.transfers++;
	w->tally.bytes += s->len;
	if (w->hist && slot->timed)
		worker_record(w, s, slot->checked);
	if (trace_dmarig_transfer_enabled() && slot->timed && s->transfer % w->p->trace_every == 0)
		trace_dmarig_transfer(s);
	if (w->tally.transfers == w->p->transfers)
		run_close_window(w->run);
}

/*
 * Issue what was submitted since the last time. The call's time is the issue phase of each of them.
 */
static void worker_issue(struct worker *w)
{
	u32 n = w->nr_unissued;
	struct slot *slot;
	u64 from, now;

	if (!n)
		return;
	slot = list_last_entry(&w->flight, struct slot, node);
	w->nr_unissued = 0;
	if (!slot->timed) {
		dma_async_issue_pending(w->rc->chan);
		return;
	}
	from = ktime_get_ns();
	dma_async_issue_pending(w->rc->chan);
	now = ktime_get_ns();
	/* They stay on the flight list until this thread takes them off, announced or not. */
	for (; n; n--, slot = list_prev_entry(slot, node)) {
		slot->sample.phase_ns[PHASE_issue] = now - from;
		slot->mark = now;
	}
}

static void worker_fail(struct worker *w, const char *what)
{
	run_explain(w->run, "%s: worker %u transfer %llu: %s", dma_chan_name(w->rc->chan), w->index,
		    w->next, what);
	run_abort(w->run);
}

/* What went wrong at submit: false always, as nothing was submitted. */
static bool worker_refused(struct worker *w, int ret)
{
	if (ret == -EAGAIN && w->nr_flight)
		w->tally.prep_busy++;
	else if (ret == -EAGAIN)
		worker_fail(w, "the channel prepared no descriptor although none is in flight");
	else
		worker_fail(w, "dmaengine_submit() was refused");
	return false;
}

/* Start one more transfer on an idle slot. */
static bool worker_submit(struct worker *w)
{
	struct slot *slot = list_first_entry(&w->idle, struct slot, node);
	int ret;

	if (slot_begin(slot, w->next)) {
		worker_fail(w, "mapping its buffers failed");
		return false;
	}
	ret = slot_submit(slot);
	if (ret)
		return worker_refused(w, ret);
	w->next++;
	if (w->op->work) {
		list_move_tail(&slot->node, &w->ended);
		return true;
	}
	list_move_tail(&slot->node, &w->flight);
	w->nr_flight++;
	if (++w->nr_unissued == w->p->batch)
		worker_issue(w);
	return true;
}

/* End a slot's life, and use it first next time: its buffers are warm. */
static void worker_end(struct worker *w, struct slot *slot, enum dmarig_outcome outcome)
{
	slot_end(slot, outcome);
	worker_count(w, slot);
	list_move(&slot->node, &w->idle);
}

static void worker_reap(struct worker *w)
{
	struct slot *slot, *next;

	list_for_each_entry_safe(slot, next, &w->ended, node)
		worker_end(w, slot, DMARIG_OUTCOME_good);
}

/*
 * Nothing was announced for timeout_ms. Look once more: what is complete by its status was only
 * never announced, and its buffers are ours again. What is not stays in flight, for the run to
 * recover.
 */
static void worker_overdue(struct worker *w)
{
	struct slot *slot, *next;

	list_for_each_entry_safe(slot, next, &w->flight, node) {
		if (dma_async_is_tx_complete(w->rc->chan, slot->sample.cookie, NULL, NULL) !=
		    DMA_COMPLETE)
			continue;
		if (!slot_announce(slot, DMA_TRANS_NOERROR, ktime_get_ns()))
			continue;
		run_explain(w->run,
			    "%s: worker %u transfer %llu is complete, but was never announced",
			    dma_chan_name(w->rc->chan), w->index, slot->sample.transfer);
		if (w->way->disarm)
			w->way->disarm(slot);
		w->nr_flight--;
		worker_end(w, slot, DMARIG_OUTCOME_lost);
	}
	worker_collect(w);
	if (w->nr_flight) {
		slot = list_first_entry(&w->flight, struct slot, node);
		run_explain(w->run,
			    "%s: worker %u transfer %llu not complete after timeout_ms=%llu",
			    dma_chan_name(w->rc->chan), w->index, slot->sample.transfer,
			    w->p->timeout_ms);
		w->tally.outcome[DMARIG_OUTCOME_timeout] += w->nr_flight;
		w->gave_up = true;
	}
	run_abort(w->run);
}

static void worker_await(struct worker *w)
{
	if (w->nr_flight && !w->way->wait(w))
		worker_overdue(w);
	worker_reap(w);
}

static void worker_load(struct worker *w)
{
	while (run_state(w->run) < DMARIG_STATE_draining) {
		while (!list_empty(&w->idle) && worker_submit(w))
			;
		worker_issue(w);
		worker_await(w);
		cond_resched();
	}
	while (w->nr_flight && !w->gave_up)
		worker_await(w);
}

int worker_thread(void *arg)
{
	struct worker *w = arg;
	struct run *run = w->run;

	wait_event_idle(run->wake,
			run_state(run) != DMARIG_STATE_preparing || kthread_should_stop());
	/* Stopped before it was let go: the run could not be set up. */
	if (run_state(run) != DMARIG_STATE_preparing)
		worker_load(w);
	/* Whoever sees it sees all that this thread has counted. */
	smp_store_release(&w->finished, true);
	wake_up_all(&run->wake);
	for (;;) {
		set_current_state(TASK_IDLE);
		if (kthread_should_stop())
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

void worker_join(struct worker *w)
{
	/* Pairs with smp_store_release() in worker_thread(). */
	wait_event_idle(w->run->wake, smp_load_acquire(&w->finished));
	kthread_stop(w->task);
	w->task = NULL;
}
