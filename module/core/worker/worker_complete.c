// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How transfers of a worker complete: by a callback, or by their status where none comes.
 */
#include <linux/sched.h>
#include "completion/completion.h"
#include "core/base/sentence.h"
#include "core/observe/trace.h"
#include "core/slot/metadata.h"
#include "core/worker/stage.h"
#include "core/worker/worker.h"

/*
 * Clear the bit of descriptor @nr; true if it was the last one. A bit that is clear already is a
 * second callback of that descriptor. slot->error is written before the bit is cleared, and
 * fetch_andnot() is a full barrier, so the callback that clears the last bit sees every error.
 */
static bool worker_last_desc(struct slot *slot, u32 nr, enum dmaengine_tx_result result)
{
	long open;

	if (result != DMA_TRANS_NOERROR)
		WRITE_ONCE(slot->error, result);
	open = atomic_long_fetch_andnot(BIT(nr), &slot->open);
	if (!(open & BIT(nr)))
		atomic_inc(&dmarig_slot_worker(slot)->spurious);
	return open == BIT(nr);
}

/*
 * The slot is the worker's only from dmarig_worker_complete() on, so its sample may still be read.
 */
static void worker_trace_end(const struct slot *slot)
{
	const struct sample *s = &slot->sample;

	if (trace_dmarig_complete_enabled() && slot->timed &&
	    is_nth(s->transfer, slot->spec->p->trace_every))
		trace_dmarig_complete(s);
}

bool dmarig_worker_accept_callback(struct callback_tag *tag, const struct dmaengine_result *result,
				   u64 now)
{
	enum dmaengine_tx_result error = result ? result->result : DMA_TRANS_NOERROR;
	struct slot *slot = tag->owner;

	if (tag->gen == READ_ONCE(slot->gen)) {
		if (slot->metadata)
			dmarig_metadata_take(slot, tag->nr);
		if (slot->nr_descs > 1) {
			if (!worker_last_desc(slot, tag->nr, error))
				return false;
			error = READ_ONCE(slot->error);
		}
		if (dmarig_slot_complete(slot, error, now)) {
			worker_trace_end(slot);
			return true;
		}
	}
	atomic_inc(&dmarig_slot_worker(slot)->spurious);
	return false;
}

void dmarig_worker_complete(struct slot *slot)
{
	struct worker *w = dmarig_slot_worker(slot);

	WRITE_ONCE(w->completed_on, raw_smp_processor_id());
	llist_add(&slot->done, &w->done);
	/*
	 * Pairs with callback_sleep(): llist_add() is a full barrier, so the list is seen or the
	 * sleep is.
	 */
	if (READ_ONCE(w->sleeping))
		wake_up_process(w->task);
}

bool dmarig_worker_poll_status(struct worker *w, struct slot *slot)
{
	enum dma_status status = dmarig_slot_status(slot);
	bool failed = status == DMA_ERROR;

	if (status != DMA_COMPLETE && !failed)
		return false;
	if (dmarig_slot_complete(slot, failed ? DMA_TRANS_ABORTED : DMA_TRANS_NOERROR,
				 slot->timed ? ktime_get_ns() : 0)) {
		list_move_tail(&slot->node, &w->ended);
		w->nr_flight--;
	}
	return true;
}

/* Slots before @last without an interrupt have ended with it: the channel completes in order. */
static void worker_poll_no_irq(struct worker *w, const struct slot *last)
{
	struct slot *slot, *next;

	list_for_each_entry_safe(slot, next, &w->flight, node) {
		if (slot == last)
			return;
		if (!slot->no_irq || dmarig_worker_poll_status(w, slot))
			continue;
		dmarig_sentence_say(w->spec.sentence,
				    "%s: worker %u transfer %llu is not complete, although transfer %llu after it is",
				    w->spec.rc->name, w->spec.index, slot->sample.transfer,
				    last->sample.transfer);
		dmarig_stage_abort(w->stage);
	}
}

bool dmarig_worker_reap_done(struct worker *w)
{
	struct llist_node *node = llist_reverse_order(llist_del_all(&w->done));
	struct slot *slot;
	bool any = node;

	while (node) {
		slot = llist_entry(node, struct slot, done);
		node = node->next;
		if (w->spec.p->irq_every > 1)
			worker_poll_no_irq(w, slot);
		list_move_tail(&slot->node, &w->ended);
		w->nr_flight--;
	}
	return any;
}
