// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Cyclic transfers. The callback puts the time and the channel's position into a ring, or a worker
 * does that polls the residue. The worker takes them out, period by period, verifies what was
 * received and poisons it, so that the next round has to write it again.
 */
#include <linux/sched.h>
#include <linux/slab.h>
#include "core/base/sentence.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"
#include "core/slot/slot_data.h"
#include "core/worker/cyclic.h"
#include "core/worker/cyclic_data.h"
#include "core/worker/stage.h"
#include "core/worker/worker.h"
#include "op/op.h"

/*
 * Tasklet context. In a loop-back only the receiving descriptor's periods are counted; callbacks of
 * the sending one are ignored.
 */
void dmarig_cyclic_callback(void *param, const struct dmaengine_result *result)
{
	u64 now = ktime_get_ns();
	struct callback_tag *tag = param;
	struct slot *slot = tag->owner;
	struct worker *w = dmarig_slot_worker(slot);
	struct cycle *cycle = w->cycle;
	struct period_mark *mark;
	u32 head;

	if (READ_ONCE(slot->state) != SLOT_FLIGHT) {
		atomic_inc(&w->spurious);
		return;
	}
	if (tag->nr + 1 < slot->nr_descs)
		return;
	head = cycle->head;
	mark = &cycle->marks[head % CYCLE_MARKS];
	mark->at = now;
	mark->position = dmarig_cyclic_position(w, &slot->descs[tag->nr]);
	mark->failed = result && result->result != DMA_TRANS_NOERROR;
	WRITE_ONCE(w->completed_on, raw_smp_processor_id());
	/* Pairs with cyclic_has_mark(): a reader of the number sees the mark. */
	smp_store_release(&cycle->head, head + 1);
	/*
	 * Pairs with set_current_state() in cyclic_sleep(): the number, then the look at sleeping.
	 */
	smp_mb();
	if (READ_ONCE(w->sleeping))
		wake_up_process(w->task);
}

static bool cyclic_has_mark(const struct cycle *cycle)
{
	/* Pairs with dmarig_cyclic_callback(). */
	return smp_load_acquire(&cycle->head) != cycle->tail;
}

/* Sleep until a period ends: false when none did for timeout_ms. */
static bool cyclic_sleep(struct worker *w)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(w->spec.p->timeout_ms);

	WRITE_ONCE(w->sleeping, 1);
	for (;;) {
		/* A barrier: sleeping is seen by the callback, or its mark is seen here. */
		set_current_state(TASK_IDLE);
		if (cyclic_has_mark(w->cycle) || dmarig_stall_timeout_is_over(&timeout))
			break;
		schedule_timeout(dmarig_stall_timeout_jiffies(&timeout));
	}
	__set_current_state(TASK_RUNNING);
	WRITE_ONCE(w->sleeping, 0);
	return cyclic_has_mark(w->cycle);
}

static void cyclic_mark(struct cycle *cycle, u64 now, u32 position)
{
	struct period_mark *mark = &cycle->marks[cycle->head % CYCLE_MARKS];

	mark->at = now;
	mark->position = position % cycle->nr_periods;
	mark->failed = false;
	cycle->head++;
}

/*
 * Mark the periods that have ended since the last look, by the residue. A round that was missed as
 * a whole shows nowhere.
 */
static void cyclic_look(struct worker *w, const struct slot *slot)
{
	struct cycle *cycle = w->cycle;
	s64 moved = dmarig_cyclic_moved(w, &slot->descs[slot->nr_descs - 1]);
	u32 before = cycle->moved / cycle->period, now_at;
	u64 now = ktime_get_ns();

	if (moved < 0)
		return;
	now_at = (u32)moved / cycle->period;
	if (moved < cycle->moved)
		now_at += cycle->nr_periods;
	cycle->moved = moved;
	for (; before < now_at; before++)
		cyclic_mark(cycle, now, before + 1);
}

/* Look until a period has ended: false when none did for timeout_ms. */
static bool cyclic_poll(struct worker *w, const struct slot *slot)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(w->spec.p->timeout_ms);

	for (;;) {
		cyclic_look(w, slot);
		if (cyclic_has_mark(w->cycle) || dmarig_stage_is_over(w->stage))
			return true;
		if (dmarig_stall_timeout_is_over(&timeout))
			return false;
		cpu_relax();
		cond_resched();
	}
}

static bool cyclic_wait(struct worker *w, const struct slot *slot)
{
	return w->spec.callback ? cyclic_sleep(w) : cyclic_poll(w, slot);
}

/*
 * How far the residue is ahead of the callbacks, in periods, modulo the buffer. A lead that lasts a
 * whole round is a missed callback; one that goes away was a late one.
 */
static void cyclic_track(struct worker *w, const struct period_mark *mark)
{
	struct cycle *cycle = w->cycle;
	u32 n = cycle->nr_periods, ahead;

	if (mark->position < 0)
		return;
	ahead = (mark->position + n - (cycle->tail + 1) % n) % n;
	cycle->ahead = cycle->tail % n ? min(cycle->ahead, ahead) : ahead;
	if (cycle->tail % n == n - 1)
		w->tally.periods_missed = cycle->ahead;
}

static void cyclic_time(struct worker *w, struct slot *slot, const struct period_mark *mark,
			u64 now)
{
	struct cycle *cycle = w->cycle;
	u64 interval = mark->at - cycle->last, before = cycle->last_interval;

	slot->sample.start = cycle->last;
	slot->sample.phase_ns[PHASE_interval] = interval;
	slot->sample.phase_ns[PHASE_wake] = now - mark->at;
	if (dmarig_stage_state(w->stage) == DMARIG_STATE_measuring) {
		w->tally.jitter_ns += interval > before ? interval - before : before - interval;
		w->tally.intervals++;
	}
	cycle->last = mark->at;
	cycle->last_interval = interval;
}

/* One period has ended. */
static void cyclic_period(struct worker *w, struct slot *slot)
{
	struct cycle *cycle = w->cycle;
	const struct period_mark *mark = &cycle->marks[cycle->tail % CYCLE_MARKS];
	u64 now = ktime_get_ns();

	slot->sample.transfer = cycle->tail;
	slot->sample.len = cycle->period;
	slot->sample.outcome = mark->failed ? DMARIG_OUTCOME_error : DMARIG_OUTCOME_good;
	slot->mark = now;
	cyclic_time(w, slot, mark, now);
	cyclic_track(w, mark);
	slot->checked = w->spec.p->verify && is_nth(cycle->tail, w->spec.p->verify);
	if (slot->checked && !mark->failed)
		slot->sample.outcome = dmarig_cyclic_verify(w, slot);
	cycle->tail++;
	/* The first interval is the start's. */
	if (cycle->tail > 1)
		dmarig_worker_count(w, slot);
}

static void cyclic_overrun(struct worker *w)
{
	struct cycle *cycle = w->cycle;
	u32 head = READ_ONCE(cycle->head);

	if (head - cycle->tail < CYCLE_MARKS)
		return;
	dmarig_sentence_say(w->spec.sentence,
			    "%s: worker %u is %u periods behind: use longer periods or verify=0",
			    w->spec.rc->name, w->spec.index, head - cycle->tail);
	dmarig_stage_abort(w->stage);
	cycle->tail = head;
}

static int cyclic_start(struct worker *w, struct slot *slot)
{
	const struct rchan *peer = w->spec.rc->peer_chan;
	int ret;

	do {
		ret = dmarig_slot_submit(slot);
	} while (ret == -EAGAIN && dmarig_worker_waits_its_turn(w));
	w->turn.slice = 0;
	if (ret) {
		dmarig_sentence_say(w->spec.sentence,
				    "%s: no cyclic descriptor for size=%llu period=%llu (%d)",
				    w->spec.rc->name, w->spec.p->size, w->spec.p->period, ret);
		return ret;
	}
	w->cycle->last = ktime_get_ns();
	if (peer)
		dma_async_issue_pending(peer->chan);
	dma_async_issue_pending(w->spec.rc->chan);
	return 0;
}

static void cyclic_loop(struct worker *w, struct slot *slot)
{
	while (!dmarig_stage_is_over(w->stage)) {
		if (!cyclic_wait(w, slot)) {
			dmarig_sentence_say(w->spec.sentence,
					    "%s: worker %u: no period ended within timeout_ms=%llu",
					    w->spec.rc->name, w->spec.index, w->spec.p->timeout_ms);
			w->tally.outcome[DMARIG_OUTCOME_timeout]++;
			dmarig_stage_abort(w->stage);
			return;
		}
		while (cyclic_has_mark(w->cycle)) {
			cyclic_overrun(w);
			if (cyclic_has_mark(w->cycle))
				cyclic_period(w, slot);
		}
		cond_resched();
	}
}

static bool cyclic_begin(struct worker *w, struct slot *slot)
{
	if (dmarig_cyclic_prepare(w, slot)) {
		dmarig_sentence_say(w->spec.sentence, "no memory for a cyclic transfer");
		return false;
	}
	if (dmarig_slot_begin(slot, 0, 0)) {
		dmarig_sentence_say(w->spec.sentence, "mapping its buffers failed");
		return false;
	}
	dmarig_cyclic_expect(w, slot);
	return !cyclic_start(w, slot);
}

void dmarig_cyclic_load(struct worker *w)
{
	struct slot *slot = list_first_entry(&w->idle, struct slot, node);

	if (!cyclic_begin(w, slot)) {
		dmarig_stage_abort(w->stage);
		if (dmarig_slot_is_partly_submitted(slot) || slot->state == SLOT_FLIGHT)
			dmarig_worker_keep_in_flight(w, slot);
		return;
	}
	cyclic_loop(w, slot);
	/* Not terminated, it is in flight, and the run sees to it. */
	if (dmarig_chan_terminate(w->spec.rc)) {
		dmarig_worker_keep_in_flight(w, slot);
		return;
	}
	dmarig_slot_abandon(slot);
	dmarig_cyclic_settle(w, slot);
}
