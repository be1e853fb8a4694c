// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Descriptors: where they come from, how they are submitted, where they go. Cookies are handled
 * here too, over the public fields of struct dma_chan.
 */
#include <linux/minmax.h>
#include <linux/slab.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/quirk/desc.h"
#include "sim/quirk/quirk.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/slave/meta.h"

#define NR_RESERVED	64

/*
 * Put a descriptor to the start of its transfer, before it runs for the first time or again
 * (DMA_CTRL_REUSE).
 */
static void desc_rewind(struct sim_desc *d)
{
	d->found = 0;
	d->todo = d->len;
	d->keep = d->len;
	d->part = 0;
	d->moved = 0;
	d->granted = 0;
	d->seen = 0;
	d->fresh = true;
	d->timed = false;
	d->repeated = false;
	d->due = 0;
	d->irq_suppressed = false;
	d->abandoned = false;
	d->ended_early = false;
	d->cookie_due = false;
	d->held_until = 0;
	d->nr_distorted = 0;
	d->issued_at = 0;
	d->over_at = 0;
	d->result = DMA_TRANS_NOERROR;
}

/*
 * Submitting starts nothing; device_issue_pending tells the engine (provider.rst). A descriptor
 * that is not the client's is only submitted where a fault has taken it away.
 */
static dma_cookie_t desc_submit(struct dma_async_tx_descriptor *txd)
{
	struct sim_desc *d = to_sim_desc(txd);
	struct sim_chan *c = to_sim_chan(txd->chan);
	dma_cookie_t cookie;
	unsigned long flags;

	sim_fault_before(c, SIM_CALL_SUBMIT);
	if (!READ_ONCE(d->owned))
		return -EINVAL;
	desc_rewind(d);
	sim_meta_submit(d);
	raw_spin_lock_irqsave(&c->lock, flags);
	if (d->submitted++)
		sim_fault_draw(c, d);
	cookie = txd->chan->cookie + 1;
	if (cookie < DMA_MIN_COOKIE)
		cookie = DMA_MIN_COOKIE;
	txd->chan->cookie = cookie;
	txd->cookie = cookie;
	d->complete_as = cookie;
	d->owned = false;
	list_move_tail(&d->node, &c->submitted);
	sim_fault_at(c, d, SIM_AT_SUBMIT);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_quirk_parted(d);
	return cookie;
}

/* dmaengine_desc_free() calls this for a reused descriptor, which nothing else frees. */
static int desc_free(struct dma_async_tx_descriptor *txd)
{
	struct sim_desc *d = to_sim_desc(txd);
	struct sim_chan *c = to_sim_chan(txd->chan);
	unsigned long flags;
	int ret = -EBUSY;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (d->owned && !sim_fault_at(c, d, SIM_AT_FREE)) {
		d->owned = false;
		list_move(&d->node, &c->free);
		ret = 0;
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return ret;
}

static struct sim_desc *desc_new(struct sim_chan *c, gfp_t gfp)
{
	struct sim_desc *d = kzalloc(sizeof(*d), gfp);

	if (!d)
		return NULL;
	dma_async_tx_descriptor_init(&d->txd, &c->chan);
	d->txd.tx_submit = desc_submit;
	d->txd.desc_free = desc_free;
	INIT_LIST_HEAD(&d->node);
	return d;
}

/* A client that had not acknowledged a retired descriptor may have done so since. */
static void desc_recycle(struct sim_chan *c)
{
	struct sim_desc *d, *next;

	lockdep_assert_held(&c->lock);
	list_for_each_entry_safe(d, next, &c->retired, node)
		if (async_tx_test_ack(&d->txd))
			list_move(&d->node, &c->free);
}

static struct sim_desc *desc_take(struct sim_chan *c)
{
	struct sim_desc *d;

	lockdep_assert_held(&c->lock);
	desc_recycle(c);
	d = list_first_entry_or_null(&c->free, struct sim_desc, node);
	if (d)
		list_del_init(&d->node);
	return d;
}

static void desc_reset(struct sim_desc *d, unsigned long flags)
{
	struct dma_async_tx_descriptor *txd = &d->txd;

	txd->flags = flags;
	txd->cookie = -EBUSY;
	txd->callback = NULL;
	txd->callback_result = NULL;
	txd->callback_param = NULL;
	txd->unmap = NULL;
	txd->desc_metadata_mode = DESC_METADATA_NONE;
	txd_clear_next(txd);
	txd_clear_parent(txd);
	sim_side_clear(&d->src);
	sim_side_clear(&d->dst);
	d->verdict = NULL;
	d->peer = NULL;
	sim_meta_offer(d);
	d->period = 0;
}

/* Take or allocate a descriptor; NULL if a fault or a quirk refuses, or too many leaked. */
static struct sim_desc *desc_get(struct sim_chan *c)
{
	struct sim_desc *d = NULL;
	unsigned long flags;
	bool refused;

	sim_fault_before(c, SIM_CALL_PREP);
	raw_spin_lock_irqsave(&c->lock, flags);
	refused = sim_fault_in(c, SIM_CALL_PREP) || c->faults.nr_leaked >= SIM_MAX_LEAKED ||
		  (sim_is_quirky(c) && sim_quirks_refuse(c));
	if (!refused)
		d = desc_take(c);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return refused || d ? d : desc_new(c, GFP_NOWAIT | __GFP_NOWARN);
}

/* Residue has 32 bits, so a transfer may not be longer than that. */
struct sim_desc *sim_desc_prepare(struct sim_chan *c, const struct sim_op *op, size_t len,
				  unsigned long flags)
{
	unsigned long irq_flags;
	struct sim_desc *d;

	if (len > U32_MAX || READ_ONCE(c->gone))
		return NULL;
	d = desc_get(c);
	if (!d)
		return NULL;
	raw_spin_lock_irqsave(&c->lock, irq_flags);
	d->op = op;
	d->len = len;
	d->submitted = 0;
	sim_fault_draw(c, d);
	desc_reset(d, flags);
	sim_fault_at(c, d, SIM_AT_PREPARE);
	d->owned = true;
	list_add_tail(&d->node, &c->prepared);
	raw_spin_unlock_irqrestore(&c->lock, irq_flags);
	sim_quirk_prepared(d);
	return d;
}

void sim_desc_discard(struct sim_desc *d)
{
	struct sim_chan *c = to_sim_chan(d->txd.chan);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	list_move(&d->node, &c->free);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_quirk_parted(d);
}

bool sim_desc_withhold(struct sim_desc *d, size_t n)
{
	n = min(n, d->todo);
	if (!d->peer || !d->peer->flows)
		d->todo -= n;
	else if (d->dst.nr)
		d->keep -= n;
	else
		return false;
	return n;
}

int sim_desc_reserve(struct sim_chan *c)
{
	struct sim_desc *d;
	int i;

	for (i = 0; i < NR_RESERVED; i++) {
		d = desc_new(c, GFP_KERNEL);
		if (!d)
			return -ENOMEM;
		list_add(&d->node, &c->free);
	}
	return 0;
}

static void desc_free_list(struct list_head *list)
{
	struct sim_desc *d, *next;

	list_for_each_entry_safe(d, next, list, node) {
		sim_side_free(&d->src);
		sim_side_free(&d->dst);
		kfree(d);
	}
	INIT_LIST_HEAD(list);
}

void sim_desc_release(struct sim_chan *c)
{
	desc_free_list(&c->free);
	desc_free_list(&c->prepared);
	desc_free_list(&c->retired);
}

struct list_head *sim_desc_home(struct sim_chan *c, struct sim_desc *d)
{
	if (sim_desc_is_reused(d))
		return &c->prepared;
	return async_tx_test_ack(&d->txd) ? &c->free : &c->retired;
}

void sim_desc_retire(struct sim_desc *d)
{
	struct sim_chan *c = to_sim_chan(d->txd.chan);

	lockdep_assert_held(&c->lock);
	if (sim_fault_at(c, d, SIM_AT_RETIRE))
		return;
	d->owned = sim_desc_is_reused(d);
	if (!sim_quirk_keep(c, d))
		list_add(&d->node, sim_desc_home(c, d));
}

void sim_desc_complete(struct sim_desc *d)
{
	struct sim_chan *c = to_sim_chan(d->txd.chan);

	lockdep_assert_held(&c->lock);
	if (d->result != DMA_TRANS_NOERROR)
		c->failed[c->nr_failed++ % SIM_NR_FAILED] = d->txd.cookie;
	if (d->verdict && d->result == DMA_TRANS_NOERROR)
		*d->verdict = d->found;
	/* A reader without the lock that sees the cookie complete sees data, verdict, failure. */
	smp_store_release(&c->chan.completed_cookie, d->complete_as);
}
