// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The FIFO of a pair, and the peers that stand at its ends. Two channels never hold their locks at
 * once: each moves bytes under its own and the FIFO's, and wakes the other after it has let go.
 */
#include <linux/minmax.h>
#include <linux/string.h>
#include "sim/sim.h"
#include "sim/slave/fifo.h"
#include "sim/slave/peer.h"

static bool is_receiver(const struct sim_chan *c)
{
	return c->chan.chan_id & 1;
}

void sim_fifo_init(struct sim_fifo *fifo)
{
	raw_spin_lock_init(&fifo->lock);
}

void sim_fifo_open(struct sim_fifo *fifo)
{
	unsigned long flags;

	if (!fifo)
		return;
	raw_spin_lock_irqsave(&fifo->lock, flags);
	fifo->clients++;
	raw_spin_unlock_irqrestore(&fifo->lock, flags);
}

static void fifo_drain(struct sim_fifo *fifo)
{
	lockdep_assert_held(&fifo->lock);
	fifo->taken = fifo->put;
	fifo->marks_taken = fifo->marks_put;
}

void sim_fifo_close(struct sim_fifo *fifo)
{
	unsigned long flags;

	if (!fifo)
		return;
	raw_spin_lock_irqsave(&fifo->lock, flags);
	if (!--fifo->clients)
		fifo_drain(fifo);
	raw_spin_unlock_irqrestore(&fifo->lock, flags);
}

void sim_fifo_abort(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (!c->fifo || !is_receiver(c))
		return;
	raw_spin_lock(&c->fifo->lock);
	fifo_drain(c->fifo);
	raw_spin_unlock(&c->fifo->lock);
	c->kick_partner = true;
}

void sim_fifo_kick(struct sim_chan *c)
{
	struct sim_chan *partner = &c->sim->chans[c->chan.chan_id ^ 1];
	unsigned long flags;

	if (!c->fifo || !xchg(&c->kick_partner, false))
		return;
	raw_spin_lock_irqsave(&partner->lock, flags);
	c->sim->engine->kick(partner);
	raw_spin_unlock_irqrestore(&partner->lock, flags);
}

/* Return: how many of @n bytes there are before the ring starts over. */
static size_t until_wrap(u64 pos, size_t n)
{
	return min_t(size_t, n, SIM_FIFO_BYTES - (pos & (SIM_FIFO_BYTES - 1)));
}

static u8 *ring_at(struct sim_fifo *fifo, u64 pos)
{
	return fifo->bytes + (pos & (SIM_FIFO_BYTES - 1));
}

/* With packets, the end of what is sent is marked, whether or not there is metadata. */
static bool has_mark(const struct sim_chan *c, const struct sim_desc *d)
{
	return d->meta.len || (c->sim->cfg->packets && !d->period);
}

static bool is_last(const struct sim_desc *d, size_t n)
{
	return d->moved + n == d->todo;
}

/*
 * The last byte and its mark go together, so the last byte waits until there is room for both.
 */
static size_t room_for(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_fifo *fifo = c->fifo;
	size_t room;

	lockdep_assert_held(&c->lock);
	raw_spin_lock(&fifo->lock);
	room = min_t(size_t, n, SIM_FIFO_BYTES - (fifo->put - fifo->taken));
	if (has_mark(c, d) && is_last(d, room) &&
	    fifo->marks_put - fifo->marks_taken == SIM_NR_MARKS)
		room--;
	raw_spin_unlock(&fifo->lock);
	return room;
}

/* Return: how many of @n bytes there are before the end of the first packet. */
static size_t until_packet(const struct sim_fifo *fifo, size_t n)
{
	const struct sim_mark *mark = &fifo->marks[fifo->marks_taken % SIM_NR_MARKS];

	lockdep_assert_held(&fifo->lock);
	return fifo->marks_taken == fifo->marks_put ? n : min_t(u64, n, mark->end - fifo->taken);
}

static size_t have_for(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_fifo *fifo = c->fifo;
	size_t have;

	lockdep_assert_held(&c->lock);
	raw_spin_lock(&fifo->lock);
	have = min_t(size_t, n, fifo->put - fifo->taken);
	if (c->sim->cfg->packets)
		have = until_packet(fifo, have);
	raw_spin_unlock(&fifo->lock);
	return have;
}

static void put_mark(struct sim_fifo *fifo, const struct sim_meta *meta)
{
	struct sim_mark *mark = &fifo->marks[fifo->marks_put++ % SIM_NR_MARKS];

	lockdep_assert_held(&fifo->lock);
	mark->end = fifo->put;
	mark->len = meta->len;
	memcpy(mark->bytes, meta->bytes, meta->len);
}

/*
 * A receiver gets the metadata of the transfer whose last byte it takes; if there are several, the
 * last. Return: true if there was any mark.
 */
static bool take_marks(struct sim_fifo *fifo, struct sim_meta *meta)
{
	unsigned int before = fifo->marks_taken;
	const struct sim_mark *mark;

	lockdep_assert_held(&fifo->lock);
	for (; fifo->marks_taken != fifo->marks_put; fifo->marks_taken++) {
		mark = &fifo->marks[fifo->marks_taken % SIM_NR_MARKS];
		if (mark->end > fifo->taken)
			break;
		meta->len = mark->len;
		memcpy(meta->bytes, mark->bytes, mark->len);
	}
	return fifo->marks_taken != before;
}

static void fifo_send(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_fifo *fifo = c->fifo;
	const u8 *from = d->src.at[0];
	size_t first;

	lockdep_assert_held(&c->lock);
	raw_spin_lock(&fifo->lock);
	first = until_wrap(fifo->put, n);
	memcpy(ring_at(fifo, fifo->put), from, first);
	memcpy(fifo->bytes, from + first, n - first);
	fifo->put += n;
	if (has_mark(c, d) && is_last(d, n))
		put_mark(fifo, &d->meta);
	raw_spin_unlock(&fifo->lock);
	c->kick_partner = true;
}

/* The peripheral ends the transfer, with @moved bytes of it. */
static void end_early(struct sim_desc *d, size_t moved)
{
	d->ended_early = moved < d->len;
	d->todo = moved;
	d->granted = moved;
}

/*
 * A fault may withhold bytes from the destination. They are taken out of the FIFO all the same, or
 * nothing could follow them.
 */
static void fifo_receive(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_fifo *fifo = c->fifo;
	u8 *to = d->dst.at[0];
	size_t first;

	lockdep_assert_held(&c->lock);
	raw_spin_lock(&fifo->lock);
	first = until_wrap(fifo->taken, n);
	if (d->moved < d->keep) {
		memcpy(to, ring_at(fifo, fifo->taken), first);
		memcpy(to + first, fifo->bytes, n - first);
	}
	fifo->taken += n;
	if (take_marks(fifo, &d->meta) && c->sim->cfg->packets && !d->period)
		end_early(d, d->moved + n);
	raw_spin_unlock(&fifo->lock);
	c->kick_partner = true;
}

const struct sim_peer sim_peer_fifo_tx = {
	.dir	= DMA_MEM_TO_DEV,
	.flows	= true,
	.limit	= room_for,
	.move	= fifo_send,
};

const struct sim_peer sim_peer_fifo_rx = {
	.dir	= DMA_DEV_TO_MEM,
	.flows	= true,
	.limit	= have_for,
	.move	= fifo_receive,
};
