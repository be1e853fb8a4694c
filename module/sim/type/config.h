/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The settings of a controller.
 */
#ifndef DMARIG_SIM_TYPE_CONFIG_H
#define DMARIG_SIM_TYPE_CONFIG_H

#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/types.h>
#include "sim/numbers.h"

struct sim_engine;
struct sim_fault;

#define SIM_MAX_PATH	256

/**
 * struct sim_config - the settings of one controller
 * @ref: held by the directory and by the controller made from it
 * @caps: indices into the table of ops, as bits
 * @engine: what moves the bytes
 * @fault: the deliberate defect; never NULL
 * @quirks: the peculiarities, as bits of their rows; does not change while live
 * @fault_epoch: how often it was chosen
 * @fault_count: how often it has been committed since
 * @passed_over: transfers and calls that fault_near has left out since
 * @transfers: descriptors that were prepared, and periods of cyclic ones, since it was made
 * @of_node: path of the device tree's node for it; empty if it has none
 * @MEMBER: one number for each row of SIM_NUMBERS()
 *
 * The directory's mutex serialises writers;
 * the controller reads what may change at any time with READ_ONCE().
 */
struct sim_config {
	struct kref ref;
	unsigned long caps;
	const struct sim_engine *engine;
	const struct sim_fault *fault;
	u64 quirks;
	u32 fault_epoch;
	atomic64_t fault_count;
	atomic64_t passed_over;
	atomic64_t transfers;
	char of_node[SIM_MAX_PATH];
#define MEMBER(name, type, dflt, min, max, when, help)	type name;
	SIM_NUMBERS(MEMBER)
#undef MEMBER
};

#endif
