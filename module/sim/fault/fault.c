// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of faults, the draw, and the calls of their hooks.
 */
#include <linux/math64.h>
#include <linux/string.h>
#include "common/pattern.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/sim.h"

const struct sim_fault sim_fault_none = { };

#define ROW(name, rule, help)		{ #name, rule, help, &sim_fault_##name },
const struct sim_fault_row sim_faults[] = { SIM_FAULTS(ROW) { } };
#undef ROW

const struct sim_fault *sim_fault_find(const char *name)
{
	const struct sim_fault_row *row;

	for (row = sim_faults; row->name; row++)
		if (sysfs_streq(row->name, name))
			return row->fault;
	return NULL;
}

#define NAMES_BYTES	400	/* of a line: the kernel's log cuts longer ones */

int sim_fault_refuse(const char *name)
{
	const struct sim_fault_row *row;
	char line[NAMES_BYTES + 64];
	size_t n = 0;

	pr_err("dmarig_sim: there is no fault '%.*s'; there are:\n", (int)strcspn(name, "\n"),
	       name);
	for (row = sim_faults; row->name; row++) {
		n += scnprintf(line + n, sizeof(line) - n, " %s", row->name);
		if (n < NAMES_BYTES && row[1].name)
			continue;
		pr_err("dmarig_sim:%s\n", line);
		n = 0;
	}
	return -EINVAL;
}

const char *sim_fault_name(const struct sim_fault *fault)
{
	const struct sim_fault_row *row;

	for (row = sim_faults; row->name; row++)
		if (row->fault == fault)
			return row->name;
	return NULL;
}

/* The chosen fault may change between two calls. */
static const struct sim_fault *chosen(const struct sim_chan *c)
{
	return READ_ONCE(c->sim->cfg->fault);
}

/* Choosing a fault starts all sequences over. */
static void follow_config(struct sim_chan *c)
{
	u32 epoch = READ_ONCE(c->sim->cfg->fault_epoch);

	lockdep_assert_held(&c->lock);
	if (c->faults.epoch == epoch)
		return;
	c->faults.epoch = epoch;
	c->faults.transfers = (struct sim_sequence){ };
	c->faults.calls = (struct sim_sequence){ };
}

static bool is_hit(const struct sim_chan *c, u64 n, u64 *random)
{
	const struct sim_config *cfg = c->sim->cfg;
	u64 x, rem;

	x = pattern_mix(READ_ONCE(cfg->fault_seed) + pattern_mix(n ^ (u64)c->chan.chan_id << 56));
	*random = pattern_mix(x);
	div64_u64_rem(x, READ_ONCE(cfg->fault_rate), &rem);
	return !rem;
}

/* If there is no hit in so many steps, the search goes on with the next draw. */
#define SEEK_STEPS	65536

/*
 * If the next hit is fault_near positions away or more, skip ahead in the sequence so that fewer
 * are left before it. How many are left is random, so that the fault meets any phase of what a
 * client does.
 */
static void pass_over(struct sim_chan *c, struct sim_sequence *s, u64 flip)
{
	u64 near = READ_ONCE(c->sim->cfg->fault_near), hit = s->next, random, rest;
	u64 end = hit + SEEK_STEPS;

	if (!near || s->next < s->sought)
		return;
	while (hit < end && !is_hit(c, hit ^ flip, &random))
		hit++;
	s->sought = hit + 1;
	if (hit - s->next < near)
		return;
	div64_u64_rem(pattern_mix(hit), near, &rest);
	atomic64_add(hit - rest - s->next, &c->sim->cfg->passed_over);
	s->next = hit - rest;
}

/*
 * Draw for the next position of a sequence. @flip has all bits set for one of the two sequences,
 * which makes them independent.
 */
static bool draw(struct sim_chan *c, struct sim_sequence *s, u64 flip, u64 *random)
{
	bool due;

	lockdep_assert_held(&c->lock);
	follow_config(c);
	pass_over(c, s, flip);
	due = c->faults.transfers.next >= READ_ONCE(c->sim->cfg->fault_after);
	return is_hit(c, s->next++ ^ flip, random) && due;
}

void sim_fault_draw(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_fault *fault = chosen(c);

	lockdep_assert_held(&c->lock);
	d->faulty = false;
	d->carried = false;
	atomic64_inc(&c->sim->cfg->transfers);
	d->fault = &sim_fault_none;
	if (fault == &sim_fault_none)
		return;
	if (draw(c, &c->faults.transfers, 0, &d->random))
		d->fault = fault;
}

static bool is_drawn(struct sim_chan *c)
{
	u64 unused;

	return draw(c, &c->faults.calls, U64_MAX, &unused);
}

bool sim_fault_drawn(struct sim_chan *c)
{
	unsigned long flags;
	bool drawn;

	raw_spin_lock_irqsave(&c->lock, flags);
	drawn = is_drawn(c);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return drawn;
}

static void count(struct sim_chan *c)
{
	atomic64_inc(&c->sim->cfg->fault_count);
}

void sim_fault_count(struct sim_desc *d)
{
	if (!d->faulty)
		count(to_sim_chan(d->txd.chan));
	d->faulty = true;
}

bool sim_fault_at(struct sim_chan *c, struct sim_desc *d, enum sim_point point)
{
	lockdep_assert_held(&c->lock);
	if (!d->fault->at[point] || !d->fault->at[point](c, d))
		return false;
	sim_fault_count(d);
	return true;
}

bool sim_fault_in(struct sim_chan *c, enum sim_call call)
{
	const struct sim_fault *fault = chosen(c);

	lockdep_assert_held(&c->lock);
	if (!fault->in[call] || !is_drawn(c) || !fault->in[call](c))
		return false;
	count(c);
	return true;
}

bool sim_fault_before(struct sim_chan *c, enum sim_call call)
{
	const struct sim_fault *fault = chosen(c);

	if (!fault->before[call] || !fault->before[call](c))
		return false;
	count(c);
	return true;
}

bool sim_fault_accepts(struct sim_chan *c, enum sim_wrong wrong)
{
	if (!(chosen(c)->accepts & wrong) || !sim_fault_drawn(c))
		return false;
	count(c);
	return true;
}

bool sim_fault_answers(const struct sim_chan *c)
{
	return chosen(c)->answer;
}

void sim_fault_answer(struct sim_chan *c, struct sim_question *q)
{
	const struct sim_fault *fault = chosen(c);

	lockdep_assert_held(&c->lock);
	if (!fault->answer)
		return;
	if (q->d ? q->d->fault != fault : !sim_fault_is_marked(c, q->cookie))
		return;
	if (!fault->answer(c, q))
		return;
	if (q->d)
		sim_fault_count(q->d);
	else
		count(c);
}

bool sim_fault_always(struct sim_chan *c, struct sim_desc *d)
{
	return true;
}
