// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A worker's thread: keep the channel full, reap what ended, count it. How it learns what ended is
 * in worker_complete.c.
 */
#include <linux/delay.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/topology.h>
#include "completion/completion.h"
#include "core/base/compat.h"
#include "core/base/sentence.h"
#include "core/base/thread_pool.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"
#include "core/observe/trace.h"
#include "core/worker/cyclic.h"
#include "core/worker/pace.h"
#include "core/worker/stage.h"
#include "core/worker/worker.h"
#include "op/op.h"

/* Once is enough: an interrupt that moves meanwhile shows in the wake phase. */
static void worker_follow(struct worker *w)
{
	int cpu = READ_ONCE(w->completed_on);

	if (set_cpus_allowed_ptr(current, cpumask_of(cpu)))
		dmarig_sentence_say(w->spec.sentence,
				    "cpu=irq: worker %u cannot run on CPU %d", w->spec.index, cpu);
}

static void worker_record(struct worker *w, const struct sample *s, bool checked)
{
	u32 phases = w->phases | (checked ? w->checks : 0);
	int i;

	for (i = 0; i < NR_PHASES; i++)
		if (phases & BIT(i))
			hist_add(&w->hist[i], s->phase_ns[i]);
}

void dmarig_worker_count(struct worker *w, struct slot *slot)
{
	/* Before what follows opens the window: what makes a worker warm is not in it. */
	bool measured = dmarig_stage_state(w->stage) == DMARIG_STATE_measuring;
	const struct sample *s = &slot->sample;

	w->tally.outcome[s->outcome]++;
	w->tally.verified += slot->checked && s->outcome != DMARIG_OUTCOME_error;
	if (unlikely(!w->warm)) {
		w->warm = true;
		if (w->follows)
			worker_follow(w);
		dmarig_stage_warm(w->stage);
	}
	if (!measured)
		return;
	if (!w->tally.transfers++)
		dmarig_thread_cputime_now(w->account, &w->opened);
	w->tally.bytes += s->len;
	if (w->hist && slot->timed)
		worker_record(w, s, slot->checked);
	if (trace_dmarig_transfer_enabled() && slot->timed &&
	    is_nth(s->transfer, w->spec.p->trace_every))
		trace_dmarig_transfer(s);
	if (w->tally.transfers == w->spec.p->transfers || dmarig_stage_may_close(w->stage))
		dmarig_stage_close_window(w->stage);
}

/* The receiver first: what is sent must find it ready. */
static void worker_issue_pending(struct worker *w)
{
	if (w->spec.rc->peer_chan)
		dma_async_issue_pending(w->spec.rc->peer_chan->chan);
	dma_async_issue_pending(w->spec.rc->chan);
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
		worker_issue_pending(w);
		return;
	}
	from = ktime_get_ns();
	worker_issue_pending(w);
	now = ktime_get_ns();
	/* They stay on the flight list until this thread takes them off, completed or not. */
	for (; n; n--, slot = list_prev_entry(slot, node)) {
		slot->sample.phase_ns[PHASE_issue] = now - from;
		slot->sample.issued = now;
		slot->mark = now;
	}
}

static void worker_fail(struct worker *w, const char *what)
{
	dmarig_sentence_say(w->spec.sentence,
			    "%s: worker %u transfer %llu: %s", w->spec.rc->name, w->spec.index,
			    w->next, what);
	dmarig_stage_abort(w->stage);
}

void dmarig_worker_keep_in_flight(struct worker *w, struct slot *slot)
{
	list_move_tail(&slot->node, &w->flight);
	w->nr_flight++;
	w->gave_up = true;
}

/*
 * A mapping failed. Room may come when a transfer in flight ends; that this is waited for has to be
 * asked for, since it would hide how small the room is.
 */
static void worker_unmapped(struct worker *w)
{
	const struct observed *o = w->observed;

	if (w->retry_map && w->nr_flight) {
		w->tally.map_busy++;
		return;
	}
	dmarig_sentence_say(w->spec.sentence,
			    "%s: worker %u transfer %llu: %smapping its buffers failed with %u transfers in flight; %llu KiB of bounce buffers, swiotlb_forced=%llu",
			    w->spec.rc->name, w->spec.index, w->next,
			    w->spec.p->fresh ? "getting or " : "", w->nr_flight,
			    o->swiotlb_bytes >> 10, o->swiotlb_forced);
	dmarig_stage_abort(w->stage);
}

/* Other workers may have all descriptors, or a driver gives them back some time after their end. */
bool dmarig_worker_waits_its_turn(struct worker *w)
{
	if (!w->turn.slice)
		w->turn = dmarig_stall_timeout_begin(w->spec.p->timeout_ms);
	ct_nap(20, 100);
	return !dmarig_stall_timeout_is_over(&w->turn);
}

/* Handle an error of dmarig_slot_submit(). Return: false always, as not all was submitted. */
static bool worker_refused(struct worker *w, struct slot *slot, int ret)
{
	if (dmarig_slot_is_partly_submitted(slot)) {
		list_del_init(&slot->node);
		w->partly_submitted = slot;
		/* The descriptor that is wanted may be the one that it has already. */
		worker_issue(w);
		worker_issue_pending(w);
	}
	if (ret == -EAGAIN && (w->nr_flight || dmarig_worker_waits_its_turn(w)))
		w->tally.prep_busy++;
	else if (ret == -EAGAIN)
		worker_fail(w, "the channel prepared no descriptor although none is in flight");
	else
		worker_fail(w, "dmaengine_submit() was refused");
	return false;
}

static bool worker_can_submit(struct worker *w)
{
	if (w->partly_submitted)
		return true;
	return !list_empty(&w->idle) && w->nr_flight < w->spec.p->depth && dmarig_pace_is_due(w);
}

/* The slot of the next transfer, mapped; or NULL. */
static struct slot *worker_begin(struct worker *w)
{
	struct slot *slot = w->partly_submitted;

	if (slot) {
		w->partly_submitted = NULL;
		list_add(&slot->node, &w->idle);
		return slot;
	}
	slot = list_first_entry(&w->idle, struct slot, node);
	if (!dmarig_slot_begin(slot, w->next, w->due))
		return slot;
	worker_unmapped(w);
	return NULL;
}

/* Start one more transfer on an idle slot. */
static bool worker_submit(struct worker *w)
{
	struct slot *slot = worker_begin(w);
	int ret;

	if (!slot)
		return false;
	ret = dmarig_slot_submit(slot);
	if (ret)
		return worker_refused(w, slot, ret);
	w->turn.slice = 0;
	w->next++;
	dmarig_pace_next(w);
	if (w->spec.op->work) {
		list_move_tail(&slot->node, &w->ended);
		return true;
	}
	list_move_tail(&slot->node, &w->flight);
	w->nr_flight++;
	if (++w->nr_unissued == w->spec.p->batch)
		worker_issue(w);
	return true;
}

/*
 * End a slot's life, and use it first next time: its buffers are warm. With more of them than
 * transfers each has its turn, so that they are not.
 */
static void worker_end(struct worker *w, struct slot *slot, enum dmarig_outcome outcome)
{
	dmarig_slot_end(slot, outcome);
	dmarig_worker_count(w, slot);
	if (w->spec.p->buffers)
		list_move_tail(&slot->node, &w->idle);
	else
		list_move(&slot->node, &w->idle);
}

static void worker_reap(struct worker *w)
{
	struct slot *slot, *next;

	list_for_each_entry_safe(slot, next, &w->ended, node)
		worker_end(w, slot, DMARIG_OUTCOME_good);
}

/*
 * No callback came for timeout_ms. Ask for the status of each transfer once: one that is complete
 * only lost its callback, and its buffers are ours again. One that is not stays in flight, for the
 * run to recover.
 */
static void worker_overdue(struct worker *w)
{
	struct slot *slot, *next;

	list_for_each_entry_safe(slot, next, &w->flight, node) {
		if (dmarig_slot_status(slot) != DMA_COMPLETE)
			continue;
		if (!dmarig_slot_complete(slot, DMA_TRANS_NOERROR, ktime_get_ns()))
			continue;
		if (!slot->no_irq)
			dmarig_sentence_say(w->spec.sentence,
					    "%s: worker %u transfer %llu is complete, but was never announced",
					    w->spec.rc->name, w->spec.index, slot->sample.transfer);
		if (w->spec.completion->disarm)
			w->spec.completion->disarm(slot);
		w->nr_flight--;
		worker_end(w, slot,
			   slot->no_irq ? DMARIG_OUTCOME_good : DMARIG_OUTCOME_lost);
	}
	dmarig_worker_reap_done(w);
	if (w->nr_flight) {
		slot = list_first_entry(&w->flight, struct slot, node);
		dmarig_sentence_say(w->spec.sentence,
				    "%s: worker %u transfer %llu not complete after timeout_ms=%llu",
				    w->spec.rc->name, w->spec.index, slot->sample.transfer,
				    w->spec.p->timeout_ms);
		w->tally.outcome[DMARIG_OUTCOME_timeout] += w->nr_flight;
		w->gave_up = true;
	}
	dmarig_stage_abort(w->stage);
}

/* Have all transfers in flight no callback? irq_every leaves such ones over at the end. */
static bool worker_must_poll(const struct worker *w)
{
	const struct slot *slot;

	if (w->spec.p->irq_every == 1 || w->alarm)
		return false;
	list_for_each_entry(slot, &w->flight, node)
		if (!slot->no_irq)
			return false;
	return true;
}

static void worker_await(struct worker *w)
{
	const struct completion_ops *ops = worker_must_poll(w) ? w->poll_ops : w->spec.completion;

	if (!w->nr_flight)
		dmarig_pace_sleep(w);
	else if (!ops->wait(w))
		worker_overdue(w);
	worker_reap(w);
}

/* A transfer that was never submitted whole can only be got rid of by terminating the channel. */
static void worker_settle(struct worker *w)
{
	if (w->partly_submitted)
		dmarig_worker_keep_in_flight(w, w->partly_submitted);
	w->partly_submitted = NULL;
}

static void worker_load(struct worker *w)
{
	while (!dmarig_stage_is_over(w->stage)) {
		while (worker_can_submit(w) && worker_submit(w))
			;
		worker_issue(w);
		dmarig_pace_set_alarm(w);
		worker_await(w);
		cond_resched();
	}
	dmarig_thread_cputime_now(w->account, &w->closed);
	w->alarm = 0;
	while (w->nr_flight && !w->gave_up)
		worker_await(w);
	worker_settle(w);
}

/* The work of the thread. */
static void worker_work(struct kthread_work *work)
{
	struct worker *w = container_of(work, struct worker, work);
	struct stage *stage = w->stage;

	dmarig_thread_cputime_enter(w->account);
	w->cycles ? dmarig_cyclic_load(w) : worker_load(w);
	if (!w->closed.ran)
		dmarig_thread_cputime_now(w->account, &w->closed);
	w->node = numa_node_id();
	/*
	 * Pairs with dmarig_worker_join(), which sees all counts; the worker may be freed from now
	 * on.
	 */
	smp_store_release(&w->finished, true);
	wake_up_all(&stage->wake);
}

void dmarig_worker_start(struct worker *w)
{
	kthread_init_work(&w->work, worker_work);
	kthread_queue_work(w->thread, &w->work);
}
