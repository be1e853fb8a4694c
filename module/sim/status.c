// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * device_tx_status: what a channel says of a cookie.
 */
#include "sim/fault/fault.h"
#include "sim/quirk/power.h"
#include "sim/sim.h"
#include "sim/status.h"

static struct sim_desc *find_cookie(struct list_head *list, dma_cookie_t cookie)
{
	struct sim_desc *d;

	list_for_each_entry(d, list, node)
		if (d->txd.cookie == cookie)
			return d;
	return NULL;
}

/* Find a descriptor that the device is not through with. */
static struct sim_desc *find_desc(struct sim_chan *c, dma_cookie_t cookie)
{
	struct sim_desc *d = c->active;

	lockdep_assert_held(&c->lock);
	if (d && d->txd.cookie == cookie)
		return d;
	return find_cookie(&c->issued, cookie) ?: find_cookie(&c->submitted, cookie);
}

/* What the driver takes for started has a register that says how much is left. */
static bool is_asked_of_device(const struct sim_chan *c, const struct sim_desc *d)
{
	return d == c->active || (!c->active && d->node.prev == &c->issued);
}

/* The residue is 0 of a transfer that the device is through with or that was terminated. */
static size_t residue_of(const struct sim_chan *c, const struct sim_desc *d)
{
	if (!d)
		return 0;
	if (sim_power_is_down(c) && is_asked_of_device(c, d))
		return U32_MAX;
	return sim_quirks_residue(c, d, d == c->active ? d->len - d->seen : d->len);
}

/* Only the last SIM_NR_FAILED failures are remembered; older ones look like successes. */
static bool has_failed(const struct sim_chan *c, dma_cookie_t cookie)
{
	unsigned int i, nr = min_t(unsigned int, READ_ONCE(c->nr_failed), SIM_NR_FAILED);

	for (i = 0; i < nr; i++)
		if (READ_ONCE(c->failed[i]) == cookie)
			return true;
	return false;
}

static enum dma_status cookie_status(struct sim_chan *c, dma_cookie_t cookie,
				     struct dma_tx_state *state)
{
	enum dma_status status;
	dma_cookie_t last, used;

	/* Pairs with the release in sim_desc_complete(). */
	last = smp_load_acquire(&c->chan.completed_cookie);
	used = READ_ONCE(c->chan.cookie);
	status = dma_async_is_complete(cookie, last, used);
	dma_set_tx_state(state, last, used, 0);
	return status == DMA_COMPLETE && has_failed(c, cookie) ? DMA_ERROR : status;
}

static enum dma_status answer_locked(struct sim_chan *c, dma_cookie_t cookie,
				     struct dma_tx_state *state)
{
	struct sim_question q = { .cookie = cookie, .state = state };

	lockdep_assert_held(&c->lock);
	q.status = cookie_status(c, cookie, state);
	if (q.status == DMA_IN_PROGRESS) {
		q.d = find_desc(c, cookie);
		if (state)
			state->residue = residue_of(c, q.d);
		if (c->paused)
			q.status = DMA_PAUSED;
	}
	sim_fault_answer(c, &q);
	return q.status;
}

enum dma_status sim_chan_tx_status(struct dma_chan *chan, dma_cookie_t cookie,
				   struct dma_tx_state *state)
{
	struct sim_chan *c = to_sim_chan(chan);
	enum dma_status status;
	unsigned long flags;

	sim_fault_before(c, SIM_CALL_STATUS);
	status = cookie_status(c, cookie, state);
	if (status == DMA_IN_PROGRESS || sim_fault_answers(c)) {
		raw_spin_lock_irqsave(&c->lock, flags);
		status = answer_locked(c, cookie, state);
		raw_spin_unlock_irqrestore(&c->lock, flags);
	}
	return sim_has_manner(c, SIM_NO_ORDER) ? DMA_OUT_OF_ORDER : status;
}
