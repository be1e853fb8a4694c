// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * engine=copy: a thread for each channel plays the device and moves memory with the CPU.
 *
 * It moves at most PIECE_BYTES, in at most PIECE_ROWS rows of a list, with the channel's lock
 * held and interrupts off (some microseconds), and lets others run in between. One row at a time
 * would be too few: a client that polls wants the same lock, and where two virtual CPUs share a
 * real one, each change of hands costs a time slice. A transfer ends when all has been moved
 * and its modelled time is over. If that time lies ahead a timer is armed, whose handler is the
 * device's interrupt; else an interrupt is raised at once, and the thread goes on with the next
 * descriptor, as hardware would.
 *
 * The device sees memory through the linear map. If it is not coherent, the CPU that plays it must
 * not look into caches, or what a client's forgotten sync would break goes unnoticed, and what it
 * writes would be lost in the client's invalidation: so lines are written back and dropped before
 * reading and after writing. Dirty lines of a source are thereby written back as well, so a sync
 * towards the device that the client forgot is forgiven.
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include "core/base/compat.h"
#include "sim/bus.h"
#include "sim/chan.h"
#include "sim/complete.h"
#include "sim/engine/engine.h"
#include "sim/fault/fault.h"
#include "sim/part.h"
#include "sim/quirk/quirk.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/slave/fifo.h"
#include "sim/world/translate.h"

#define PIECE_BYTES	4096
#define PIECE_ROWS	64

static bool translate(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (!d->len)
		return true;
	if (!sim_side_start(c->sim, &d->src, d->len, false))
		d->result = DMA_TRANS_READ_FAILED;
	else if (!sim_side_start(c->sim, &d->dst, d->len, true))
		d->result = DMA_TRANS_WRITE_FAILED;
	else if (d->peer && d->peer->start && !d->peer->start(c, d))
		d->result = d->src.nr ? DMA_TRANS_WRITE_FAILED : DMA_TRANS_READ_FAILED;
	return d->result == DMA_TRANS_NOERROR;
}

/* A fault of a terminated transfer may act on the next one. */
static void meddle_start(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (c->faults.carry == READ_ONCE(c->sim->cfg->fault)) {
		d->fault = c->faults.carry;
		d->carried = true;
		c->faults.carry = NULL;
	}
	sim_fault_at(c, d, SIM_AT_START);
}

/* A transfer with a bad address moves nothing and takes as long as an empty one. */
static void copy_begin(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	d->fresh = false;
	meddle_start(c, d);
	d->todo = d->len;
	d->keep = d->len;
	if (!translate(c, d))
		d->todo = 0;
	else
		sim_fault_at(c, d, SIM_AT_BEGIN);
	sim_bus_grant(c, d);
}

static void copy_moved_part(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_fault *fault = READ_ONCE(c->sim->cfg->fault);

	lockdep_assert_held(&c->lock);
	sim_fault_at(c, d, SIM_AT_END);
	if (fault->witness)
		fault->witness(c, d);
}

static void flush(struct sim_chan *c, const struct sim_side *side, size_t n)
{
	unsigned int i;

	for (i = 0; i < side->nr; i++)
		sim_flush(c->sim, side->at[i], n);
}

/* A byte takes longer the more sources there are, so a piece is shorter then. */
static size_t piece_bytes(const struct sim_desc *d)
{
	return PIECE_BYTES / max(d->src.nr, 1U);
}

/* End the transfer with @result after the bytes that have been moved. */
static void cut_short(struct sim_desc *d, enum dmaengine_tx_result result)
{
	d->result = result;
	d->todo = d->moved;
	d->granted = d->moved;
}

/* Go to the next piece of each list. End the transfer if a piece is not memory of the device's. */
static bool next_piece(struct sim_chan *c, struct sim_desc *d)
{
	if (!sim_side_ready(c->sim, &d->src, false))
		cut_short(d, DMA_TRANS_READ_FAILED);
	else if (!sim_side_ready(c->sim, &d->dst, true))
		cut_short(d, DMA_TRANS_WRITE_FAILED);
	return d->result == DMA_TRANS_NOERROR;
}

/* Check again that both sides are mapped, because the client may have unmapped them since. */
static bool is_mapped(struct sim_chan *c, struct sim_desc *d, size_t n, bool landing)
{
	if (!sim_side_is_mapped(c->sim, &d->src, n, false))
		cut_short(d, DMA_TRANS_READ_FAILED);
	else if (landing && !sim_side_is_mapped(c->sim, &d->dst, n, true))
		cut_short(d, DMA_TRANS_WRITE_FAILED);
	return d->result == DMA_TRANS_NOERROR;
}

/*
 * How many of @n bytes can be moved in one go. The destination limits them only if they land there,
 * which a fault may prevent.
 */
static size_t next_bytes(struct sim_chan *c, struct sim_desc *d, size_t n, bool landing)
{
	n = sim_side_limit(&d->src, n);
	if (landing)
		n = sim_side_limit(&d->dst, min(n, d->keep - d->moved));
	return d->peer && d->peer->limit ? d->peer->limit(c, d, n) : n;
}

/* Move at most @most bytes of a row. Return: false if the peer is not ready. */
static bool copy_row(struct sim_chan *c, struct sim_desc *d, size_t most)
{
	bool landing = d->moved < d->keep;
	size_t n;

	lockdep_assert_held(&c->lock);
	if (!next_piece(c, d))
		return true;
	n = next_bytes(c, d, most, landing);
	if (!n)
		return false;
	if (!is_mapped(c, d, n, landing))
		return true;
	flush(c, &d->src, n);
	flush(c, &d->dst, landing ? n : 0);
	d->op->move(d, n);
	flush(c, &d->dst, landing ? n : 0);
	sim_side_advance(&d->src, n);
	sim_side_advance(&d->dst, landing ? n : 0);
	d->moved += n;
	if (d->moved == sim_part_end(d))
		copy_moved_part(c, d);
	return true;
}

/* Return: false if the peer is not ready for a single byte. */
static bool copy_move(struct sim_chan *c, struct sim_desc *d)
{
	size_t end = d->moved + min(d->granted - d->moved, piece_bytes(d));
	unsigned int rows, most = sim_has_manner(c, SIM_ENTRIES_APART) ? 1 : PIECE_ROWS;

	lockdep_assert_held(&c->lock);
	for (rows = 0; rows < most && d->moved < min(end, d->granted); rows++)
		if (!copy_row(c, d, end - d->moved))
			return rows;
	return true;
}

static bool copy_must_wait(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (!d->over_at || ktime_get() >= d->over_at)
		return false;
	c->waiting = true;
	hrtimer_start(&c->timer, d->over_at, HRTIMER_MODE_ABS_HARD);
	return true;
}

static void copy_finish(struct sim_chan *c, struct sim_desc *d, ktime_t over_at)
{
	lockdep_assert_held(&c->lock);
	c->busy_until = over_at;
	c->active = NULL;
	sim_complete_finish(c, d);
}

/*
 * If the CPU is slower than the model, the next transfer starts now and not in the past: the model
 * does not make up for lost time.
 */
static void copy_part_over_late(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (sim_part_over(c, d))
		copy_finish(c, d, d->over_at ? ktime_get() : 0);
	sim_complete_raise(c);
}

/* Return: true if there is more to do at once. */
static bool copy_some(struct sim_chan *c)
{
	struct sim_desc *d = c->active ?: sim_chan_next(c);

	lockdep_assert_held(&c->lock);
	if (!d || sim_fault_at(c, d, SIM_AT_STEP))
		return false;
	if (d->fresh)
		copy_begin(c, d);
	if (d->moved < d->granted && !copy_move(c, d)) {
		d->seen = d->moved;
		return false;
	}
	if (d->moved < d->granted)
		return true;
	if (copy_must_wait(c, d))
		return false;
	d->seen = d->moved;
	if (d->moved < sim_part_end(d))
		sim_bus_grant(c, d);
	else
		copy_part_over_late(c, d);
	return true;
}

static bool copy_step(struct sim_chan *c)
{
	bool more;

	raw_spin_lock_irq(&c->lock);
	more = !c->halted && !c->waiting && copy_some(c);
	raw_spin_unlock_irq(&c->lock);
	sim_fifo_kick(c);
	return more;
}

static int play_device(void *arg)
{
	struct sim_chan *c = arg;

	for (;;) {
		/* Before looking for work, so that a kick that comes after the look is not lost. */
		set_current_state(TASK_IDLE);
		if (kthread_should_stop())
			break;
		if (copy_step(c)) {
			__set_current_state(TASK_RUNNING);
			cond_resched();
		} else {
			schedule();
		}
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

/* There may be no thread: the partner of a pair also kicks a channel that never had a client. */
static void copy_kick(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (!c->waiting && !c->halted && c->thread)
		wake_up_process(c->thread);
}

/* A timer that fires while the channel is paused changes nothing: resuming looks again. */
static void copy_time_over(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	c->waiting = false;
	if (c->halted)
		return;
	d->seen = d->moved;
	if (d->moved == sim_part_end(d)) {
		if (sim_part_over(c, d))
			copy_finish(c, d, d->over_at);
		sim_complete_interrupt(c);
	}
	if (c->active || !list_empty(&c->issued))
		wake_up_process(c->thread);
}

/*
 * The device's interrupt. Between expiry and taking the lock the transfer may have been terminated
 * and another one begun, which has armed the timer anew. That one is not over yet.
 */
static enum hrtimer_restart on_copy_timer(struct hrtimer *timer)
{
	struct sim_chan *c = container_of(timer, struct sim_chan, timer);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (c->waiting && ktime_get() >= c->active->over_at)
		copy_time_over(c, c->active);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return HRTIMER_NORESTART;
}

static void set_thread(struct sim_chan *c, struct task_struct *thread)
{
	raw_spin_lock_irq(&c->lock);
	c->thread = thread;
	raw_spin_unlock_irq(&c->lock);
}

static int copy_make_thread(struct sim_chan *c)
{
	struct task_struct *thread;

	ct_hrtimer_setup(&c->timer, on_copy_timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_HARD);
	thread = kthread_run(play_device, c, "sim-%s", dma_chan_name(&c->chan));
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	set_thread(c, thread);
	return 0;
}

/*
 * The thread stays when the client goes, because making one takes longer than a short client runs.
 * Without a client the channel's lists are empty, and the thread sleeps.
 */
static int copy_start(struct sim_chan *c)
{
	return c->thread ? 0 : copy_make_thread(c);
}

static void copy_stop(struct sim_chan *c)
{
	hrtimer_cancel(&c->timer);
}

static void copy_destroy(struct sim_chan *c)
{
	if (c->thread)
		kthread_stop(c->thread);
}

const struct sim_engine sim_engine_copy = {
	.name		= "copy",
	.help		= "the CPU moves the bytes; latency and bandwidth are modelled",
	.start		= copy_start,
	.stop		= copy_stop,
	.destroy	= copy_destroy,
	.kick		= copy_kick,
};
