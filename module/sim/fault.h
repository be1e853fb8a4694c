/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults: deliberate defects. One more is a block (struct sim_fault) in the fault_*.c file of its
 * kind, and a row here.
 */
#ifndef DMARIG_SIM_FAULT_H
#define DMARIG_SIM_FAULT_H

#include <linux/types.h>

struct dma_device;
struct sim_chan;
struct sim_config;
struct sim_desc;

/* The rows, the honest device first: row(name, what it does) */
#define SIM_FAULTS(row)										\
	row(none,		"does what it is told")						\
	row(lost_interrupt,	"the transfer completes, but its interrupt never comes")	\
	row(stuck,		"the transfer never completes; terminating works")		\
	row(stuck_unterminable,	"the transfer never completes, and terminating it fails")	\
	row(no_terminate,	"the transfer never completes, and nothing can terminate it")	\
	row(slow,		"latency times ten, and at least a millisecond")		\
	row(double_callback,	"the callback comes twice")					\
	row(late_callback,	"the callback comes for a transfer already terminated")		\
	row(error_result,	"reports a write error although all was copied")		\
	row(false_success,	"reports success for a transfer never done")			\
	row(corrupt_byte,	"one byte of the destination is wrong")				\
	row(short_copy,		"the last bytes are missing")					\
	row(overrun,		"writes a few bytes beyond the end")				\
	row(underrun,		"writes a few bytes before the start")				\
	row(off_by_one,		"everything lands one byte too far")				\
	row(stale_data,		"writes what the transfer before copied")			\
	row(source_damage,	"flips a byte of the source")					\
	row(xor_source0,	"an xor copies the first source and forgets the others")	\
	row(pq_wrong_coefficient, "a pq multiplies its last source with the wrong coefficient")	\
	row(pq_writes_disabled,	"a pq writes P or Q although it is disabled")

/**
 * struct sim_fault - what is wrong
 * @hangs: a transfer that has it never ends
 * @calls_aborted: a transfer that has it gets a callback when it is terminated
 * @extra_callbacks: callbacks more than the one that is due; -1: its interrupt is lost
 * @terminate_error: what device_terminate_all returns, doing nothing, while it is active
 * @setup: break the dma_device before it is registered; such a fault is chosen before live
 * @latency: distort the latency, in ns
 * @prepare: distort what the client asks for
 * @begin: before the first byte moves; the addresses have been checked
 * @end: when the last byte has moved
 * @verdict: when the result is due
 * @witness: called for every transfer that moved memory, after @end, whether it has the fault or
 *	not, for faults with a memory
 *
 * What is not set is as it should be. All but @setup are called with the channel's lock held;
 * @begin, @end and @witness only by an engine that moves memory.
 */
struct sim_fault {
	bool hangs;
	bool calls_aborted;
	int extra_callbacks;
	int terminate_error;
	void (*setup)(struct dma_device *dd);
	u64 (*latency)(u64 ns);
	void (*prepare)(struct sim_desc *d);
	void (*begin)(struct sim_chan *c, struct sim_desc *d);
	void (*end)(struct sim_chan *c, struct sim_desc *d);
	void (*verdict)(struct sim_desc *d);
	void (*witness)(struct sim_chan *c, struct sim_desc *d);
};

#define DECLARE(name, help)	extern const struct sim_fault sim_fault_##name;
SIM_FAULTS(DECLARE)
#undef DECLARE

/**
 * struct sim_fault_row - a fault by name
 * @name: as in configfs
 * @help: what it does
 * @fault: the block
 */
struct sim_fault_row {
	const char *name;
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
 * sim_fault_draw() - decide whether the next transfer of a channel has the fault
 * @c: the channel
 * @n: the transfer's position in the channel's sequence
 * @random: filled with a number the fault may use for its own choices
 *
 * A pure function of fault_seed, channel and @n, so that a run can be repeated. One transfer in
 * fault_rate has the fault, on average; every one if that is 1.
 *
 * Return: the fault, or the honest one.
 */
const struct sim_fault *sim_fault_draw(const struct sim_chan *c, u64 n, u64 *random);

#endif
