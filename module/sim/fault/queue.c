// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in the queue: when something starts, in what order, and whether at all.
 */
#include <linux/time64.h>
#include "sim/chan.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/sim.h"

#define RING	16	/* transfers of which the last is lost */

static bool start_now(struct sim_chan *c, struct sim_desc *d)
{
	sim_chan_issue(c);
	return true;
}

const struct sim_fault sim_fault_starts_at_submit = {
	.at[SIM_AT_SUBMIT]	= start_now,
};

static bool is_busy(const struct sim_chan *c)
{
	return c->active || !list_empty(&c->issued);
}

static bool ignore_if_idle(struct sim_chan *c)
{
	return !is_busy(c) && !list_empty(&c->submitted);
}

const struct sim_fault sim_fault_issue_ignored_idle = {
	.in[SIM_CALL_ISSUE]	= ignore_if_idle,
};

/*
 * The channel counts as busy for another 2 ms, so that the fault is met even if clients are slow.
 */
static bool ignore_if_busy(struct sim_chan *c)
{
	ktime_t idle = ktime_add_ns(c->busy_until, 2 * NSEC_PER_MSEC);

	return !list_empty(&c->submitted) && (is_busy(c) || ktime_get() < idle);
}

const struct sim_fault sim_fault_issue_ignored_busy = {
	.in[SIM_CALL_ISSUE]	= ignore_if_busy,
};

static bool issue_all_but_last(struct sim_chan *c)
{
	struct list_head *last = c->submitted.prev;

	if (list_empty(&c->submitted) || list_is_singular(&c->submitted))
		return false;
	list_del(last);
	sim_chan_issue(c);
	list_add(last, &c->submitted);
	return true;
}

const struct sim_fault sim_fault_issue_forgets_last = {
	.in[SIM_CALL_ISSUE]	= issue_all_but_last,
};

/* Take off the list what does not work yet, which the first counts as doing. */
static void cut_waiting(struct sim_chan *c, struct list_head *waiting)
{
	struct list_head *front = c->active ? &c->issued : c->issued.next;

	while (front->next != &c->issued)
		list_move_tail(front->next, waiting);
}

/*
 * What was issued goes before what waits. No cookie completes before its transfer is over: those in
 * front complete none, and the last of the others completes all.
 */
static bool issue_in_front(struct sim_chan *c)
{
	struct sim_desc *first, *last, *d;
	LIST_HEAD(waiting);

	if (!is_busy(c) || list_empty(&c->submitted))
		return false;
	cut_waiting(c, &waiting);
	first = list_first_entry_or_null(&waiting, struct sim_desc, node);
	if (!first || first->complete_as != first->txd.cookie) {
		list_splice_tail(&waiting, &c->issued);
		return false;
	}
	last = list_last_entry(&waiting, struct sim_desc, node);
	last->complete_as = list_last_entry(&c->submitted, struct sim_desc, node)->txd.cookie;
	list_for_each_entry(d, &c->submitted, node)
		d->complete_as = first->txd.cookie - 1;
	sim_chan_issue(c);
	list_splice_tail(&waiting, &c->issued);
	return true;
}

const struct sim_fault sim_fault_issue_in_front = {
	.in[SIM_CALL_ISSUE]	= issue_in_front,
};

static bool wedge_if_idle(struct sim_chan *c)
{
	if (is_busy(c) || !list_empty(&c->submitted))
		return false;
	c->faults.wedged = true;
	return true;
}

const struct sim_fault sim_fault_idle_issue_wedges = {
	.in[SIM_CALL_ISSUE]	= wedge_if_idle,
};

static void kick(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	c->sim->engine->kick(c);
}

/*
 * Let the next descriptor start first, and have the fault from now on. Its end completes no cookie
 * and the end of @d completes both, so that no cookie completes before its transfer is over.
 */
static bool let_next_start(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_desc *next;

	if (d->faulty || d->period || list_is_last(&d->node, &c->issued))
		return false;
	next = list_next_entry(d, node);
	list_move(&next->node, &c->issued);
	next->fault = d->fault;
	next->carried = true;
	d->complete_as = next->complete_as;
	next->complete_as = d->txd.cookie - 1;
	return true;
}

/* Return: true if the descriptor has to wait; the engine asks again later. */
static bool is_waiting(struct sim_chan *c, struct sim_desc *d, u64 ns)
{
	lockdep_assert_held(&c->lock);
	if (!d->held_until) {
		d->held_until = ktime_add_ns(ktime_get(), ns);
		sim_fault_later(c, ns, kick);
	}
	if (ktime_get() < d->held_until)
		return true;
	d->held_until = 0;
	return false;
}

/* Wait for a millisecond between the two, so that a client can see the wrong order. */
static bool wait_for_next(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->faulty || d->carried || is_waiting(c, d, NSEC_PER_MSEC))
		return d->held_until;
	d->faulty = false;
	return false;
}

static bool mark_early(struct sim_chan *c, struct sim_desc *d)
{
	return d->carried && sim_fault_mark(c, d);
}

static bool say_all_complete(struct sim_chan *c, struct sim_question *q)
{
	if (q->d || q->status != DMA_IN_PROGRESS)
		return false;
	q->status = DMA_COMPLETE;
	return true;
}

const struct sim_fault sim_fault_order_swapped = {
	.at[SIM_AT_PICK]	= let_next_start,
	.at[SIM_AT_STEP]	= wait_for_next,
	.at[SIM_AT_FINISH]	= mark_early,
	.answer			= say_all_complete,
};

static unsigned int count_list(const struct list_head *list)
{
	const struct list_head *at;
	unsigned int nr = 0;

	list_for_each(at, list)
		nr++;
	return nr;
}

static bool lose_if_full(struct sim_chan *c, struct sim_desc *d)
{
	unsigned int nr = !!c->active + count_list(&c->issued) + count_list(&c->submitted);

	if (nr < RING)
		return false;
	sim_fault_lose(c, d);
	return true;
}

const struct sim_fault sim_fault_ring_off_by_one = {
	.at[SIM_AT_SUBMIT]	= lose_if_full,
};

static bool wait_for_others(struct sim_chan *c, struct sim_desc *d)
{
	if (c->chan.chan_id || c->sim->nr_chans == 1 || !d->fresh)
		return false;
	return is_waiting(c, d, 20 * NSEC_PER_MSEC);
}

const struct sim_fault sim_fault_starves_channel = {
	.at[SIM_AT_STEP]	= wait_for_others,
};
