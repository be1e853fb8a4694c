/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults: deliberate defects. One more is a block (struct sim_fault) in the fault_*.c file of its
 * kind, and a row in fault_rows.h.
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
#ifndef DMARIG_SIM_FAULT_H
#define DMARIG_SIM_FAULT_H

#include <linux/dmaengine.h>
#include <linux/types.h>
#include "sim/fault_rows.h"

struct sim_chan;
struct sim_config;
struct sim_desc;

/* Points in the life of a descriptor; the channel's lock is held at all of them. */
enum sim_point {
	SIM_AT_PREPARE,		/* its op, length and flags are known */
	SIM_AT_SUBMIT,		/* it has its cookie, and waits for issue_pending */
	SIM_AT_PICK,		/* first of the issued; another may be put before it */
	SIM_AT_STEP,		/* the engine would go on with it; true: it does not */
	SIM_AT_START,		/* about to begin, addresses not looked at */
	SIM_AT_BEGIN,		/* addresses were checked; before the first byte */
	SIM_AT_END,		/* the last byte, or that of a part, has moved */
	SIM_AT_FINISH,		/* it has ended, and its result is due */
	SIM_AT_DELIVER,		/* metadata is due; true: it is not delivered */
	SIM_AT_INTERRUPT,	/* it is over, or a part is; true: no interrupt */
	SIM_AT_TURN,		/* first of the callbacks due; another may be put before it */
	SIM_AT_ANNOUNCE,	/* the callback is next */
	SIM_AT_CALLBACK,	/* the callback comes; true: once more */
	SIM_AT_RETIRE,		/* it would be free again; true: it is not, and nobody's */
	SIM_AT_RESUME,		/* the channel is resumed; the first that is not over */
	SIM_AT_CONFIG,		/* the channel is configured; issued or submitted */
	SIM_AT_TERMINATE,	/* active; true: terminate_all returns terminate_error */
	SIM_AT_ABORT,		/* terminated; may be put elsewhere */
	SIM_AT_FREE,		/* reused, and the client's; true: it cannot be freed */
	SIM_NR_POINTS
};

/* Operations of a channel */
enum sim_call {
	SIM_CALL_PREP,		/* true: it returns NULL */
	SIM_CALL_SUBMIT,
	SIM_CALL_ISSUE,		/* true: the hook has done it in its way */
	SIM_CALL_STATUS,
	SIM_CALL_PAUSE,		/* true: nothing stops */
	SIM_CALL_RESUME,	/* of a channel that is not paused; true: it succeeds */
	SIM_CALL_TERMINATE,	/* true: it returns terminate_error */
	SIM_CALL_REQUEST,	/* true: the channel is busy */
	SIM_CALL_RELEASE,
	SIM_CALL_INTERRUPT,	/* true: the hook sees to the callbacks */
	SIM_CALL_CALLBACK,
	SIM_NR_CALLS
};

/* What must be refused, as bits of fault->accepts */
enum sim_wrong {
	SIM_ZERO_LENGTH		= 1 << 0,
	SIM_ZERO_ENTRIES	= 1 << 1,
	SIM_LONG_PERIOD		= 1 << 2,
	SIM_DIRECTION		= 1 << 3,
	SIM_ODD_LENGTH		= 1 << 4,
	SIM_WIDTH		= 1 << 5,
	SIM_BURST		= 1 << 6,
};

/**
 * struct sim_question - a tx_status that is being answered
 * @d: the descriptor asked for; NULL if it is complete, or unknown
 * @cookie: its cookie
 * @state: where the residue goes; may be NULL
 * @status: the answer
 */
struct sim_question {
	struct sim_desc *d;
	dma_cookie_t cookie;
	struct dma_tx_state *state;
	enum dma_status status;
};

/**
 * struct sim_fault - what is wrong
 * @at: by point of a descriptor that has the fault
 * @in: by operation, while the channel's lock is held
 * @before: by operation, before it, with no lock held: it may sleep. Draws for itself
 * @answer: distort an answer about a descriptor that has the fault, or was marked; lock held
 * @report: distort what callback_result is told; lock held
 * @latency: distort the latency, in ns
 * @witness: called for every part of every transfer that moved memory, after SIM_AT_END, for faults
 *	with a memory; lock held
 * @setup: break the dma_device before it is registered; such a fault is chosen before live
 * @accepts: enum sim_wrong
 * @terminate_error: what device_terminate_all returns, doing nothing, when a hook says so
 *
 * What is not set is as it should be. SIM_AT_START to SIM_AT_END and @witness are only called by an
 * engine that moves memory.
 */
struct sim_fault {
	bool (*at[SIM_NR_POINTS])(struct sim_chan *c, struct sim_desc *d);
	bool (*in[SIM_NR_CALLS])(struct sim_chan *c);
	bool (*before[SIM_NR_CALLS])(struct sim_chan *c);
	bool (*answer)(struct sim_chan *c, struct sim_question *q);
	bool (*report)(struct sim_desc *d, struct dmaengine_result *result);
	u64 (*latency)(const struct sim_chan *c, u64 ns);
	void (*witness)(struct sim_chan *c, struct sim_desc *d);
	bool (*setup)(struct dma_device *dd);
	unsigned long accepts;
	int terminate_error;
};

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
 * Context: the caller's; no lock of the controller is held.
 */
void sim_fault_before(struct sim_chan *c, enum sim_call call);

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
