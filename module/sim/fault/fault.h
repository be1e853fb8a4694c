/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults: deliberate defects. One more is a block (struct sim_fault) in the file of its kind, and a
 * row in rows.h.
 *
 * A fault hooks into the life of a descriptor (enum sim_point), or into the operations of a channel
 * (enum sim_call). A hook returns true if the fault has really been committed, which is counted:
 * so "never happened" can be told from "not caught". Where it says so below, the caller then leaves
 * out what it would have done.
 *
 * No fault writes to memory that is not the client's: what has to come late is written only where
 * everything still looks as it did. A callback that must not come does so before synchronize has
 * returned; where it comes later, our own clients are known to keep its parameter.
 */
#ifndef DMARIG_SIM_FAULT_FAULT_H
#define DMARIG_SIM_FAULT_FAULT_H

#include "sim/fault/rows.h"
#include "sim/type/fault.h"

struct sim_chan;
struct sim_desc;

#define DECLARE(name, rule, help)	extern const struct sim_fault sim_fault_##name;
SIM_FAULTS(DECLARE)
#undef DECLARE

/**
 * struct sim_fault_row - a fault by name
 * @name: as in configfs
 * @caught_by: the rule that is meant to catch it, or "-"
 * @help: what it does
 * @fault: the block
 */
struct sim_fault_row {
	const char *name;
	const char *caught_by;
	const char *help;
	const struct sim_fault *fault;
};

/* The table, made from the rows; ends with a row without a name. */
extern const struct sim_fault_row sim_faults[];

/**
 * sim_fault_find() - a fault by its name
 * @name: the name
 *
 * Return: the fault or NULL.
 */
const struct sim_fault *sim_fault_find(const char *name);

/* sim_fault_refuse() - list all faults in the kernel's log: there is none of that name. -EINVAL */
int sim_fault_refuse(const char *name);

/**
 * sim_fault_name() - the name of a fault
 * @fault: from the table
 *
 * Return: the name.
 */
const char *sim_fault_name(const struct sim_fault *fault);

/**
 * sim_fault_draw() - decide whether a transfer, or the next part of one, has the fault
 * @c: the channel
 * @d: the descriptor; its fault is set, and a random number the fault may use
 *
 * A pure function of fault_seed, channel and position in the channel's sequence of transfers since
 * the fault was chosen, so that a run can be repeated. None of the first fault_after transfers has
 * it; then one in fault_rate, on average.
 * Context: the channel's lock is held.
 */
void sim_fault_draw(struct sim_chan *c, struct sim_desc *d);

/**
 * sim_fault_drawn() - the same for an operation
 * @c: the channel
 *
 * Return: true if it has the fault. Context: any; the channel's lock is not held.
 */
bool sim_fault_drawn(struct sim_chan *c);

/**
 * sim_fault_count() - the fault has been committed
 * @d: the descriptor; counts once until it is drawn for again
 */
void sim_fault_count(struct sim_desc *d);

/**
 * sim_fault_at() - a descriptor has come to a point of its life
 * @c: its channel
 * @d: the descriptor
 * @point: the point
 *
 * Return: true if that was where its fault was committed. Context: the channel's lock is held.
 */
bool sim_fault_at(struct sim_chan *c, struct sim_desc *d, enum sim_point point);

/**
 * sim_fault_in() - a channel's operation
 * @c: the channel
 * @call: the operation
 *
 * Return: true if the fault was committed. Context: the channel's lock is held.
 */
bool sim_fault_in(struct sim_chan *c, enum sim_call call);

/**
 * sim_fault_before() - a channel's operation, at its entry
 * @c: the channel
 * @call: the operation
 *
 * Return: true if the fault was committed. Context: the caller's; no lock of the controller is
 * held.
 */
bool sim_fault_before(struct sim_chan *c, enum sim_call call);

/**
 * sim_fault_accepts() - is something accepted that must be refused?
 * @c: the channel
 * @wrong: what
 *
 * Return: true if so. Context: any; the channel's lock is not held.
 */
bool sim_fault_accepts(struct sim_chan *c, enum sim_wrong wrong);

/**
 * sim_fault_answers() - does the fault meddle with tx_status?
 * @c: the channel
 */
bool sim_fault_answers(const struct sim_chan *c);

/**
 * sim_fault_answer() - distort the answer to a tx_status
 * @c: the channel
 * @q: the question, and the honest answer
 *
 * Context: the channel's lock is held.
 */
void sim_fault_answer(struct sim_chan *c, struct sim_question *q);

/* sim_fault_always() - the hook whose return value is all there is to it */
bool sim_fault_always(struct sim_chan *c, struct sim_desc *d);

#endif
