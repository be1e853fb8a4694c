/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a simulated controller is to be like: a plain model, shared by the directory that sets it
 * and the controller that obeys it. Knows neither configfs nor dmaengine.
 */
#ifndef DMARIG_SIM_CONFIG_H
#define DMARIG_SIM_CONFIG_H

#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/types.h>

struct sim_engine;
struct sim_fault;

#define SIM_MAX_PATH	256
#define SIM_FIXED	false	/* may not change while the controller is live */
#define SIM_ANY_TIME	true

/*
 * The numbers:	row(name, type, default, min, max, when it may change)
 *
 * bandwidth_mbps counts 10^6 bytes per second; 0 is as fast as the CPU copies.
 * period_ns is what a period of a transfer that repeats itself takes at least, or it would leave
 *	its CPU no time.
 * offset is what a device address is more than the physical one, a multiple of the page size.
 * map_ops=1: addresses are made up by the controller, and worth something only while mapped.
 * pairs=1: what channel 2k sends channel 2k+1 receives; else every channel does both.
 * max_burst is in words.
 * max_segment is the most bytes of an entry of a list; to an IOMMU, of several that it makes one.
 * metadata_bytes is the most a descriptor can have; 0 is none.
 * pq_continue=0: DMA_PREP_CONTINUE is not to be had.
 * suspends=0: it refuses, and the system does not go to sleep.
 * fault_rate=N: one transfer in N, on average, has the fault.
 * fault_after=N: but none of the first N of each channel; for a channel, and not for its client.
 * fault_near=N: of those between two with the fault all but N at most are passed over, as if they
 *	had been: they are a sound controller's.
 */
#define SIM_NUMBERS(row)								\
	row(channels,		u64,	1,	1, 64,			SIM_FIXED)	\
	row(dma_mask,		u64,	64,	24, 64,			SIM_FIXED)	\
	row(offset,		u64,	0,	0, 1ULL << 48,		SIM_FIXED)	\
	row(map_ops,		u64,	0,	0, 1,			SIM_FIXED)	\
	row(coherent,		u64,	1,	0, 1,			SIM_FIXED)	\
	row(latency_ns,		u64,	0,	0, 10000000000ULL,	SIM_ANY_TIME)	\
	row(bandwidth_mbps,	u64,	0,	0, 1000000,		SIM_ANY_TIME)	\
	row(period_ns,		u64,	100000, 1000, 1000000000ULL,	SIM_ANY_TIME)	\
	row(pairs,		u64,	0,	0, 1,			SIM_FIXED)	\
	row(max_burst,		u64,	16,	1, 32768,		SIM_FIXED)	\
	row(max_segment,	u64,	U32_MAX, 4096, U32_MAX,		SIM_FIXED)	\
	row(metadata_bytes,	u64,	64,	0, 256,			SIM_FIXED)	\
	row(pq_continue,	u64,	1,	0, 1,			SIM_FIXED)	\
	row(suspends,		u64,	1,	0, 1,			SIM_ANY_TIME)	\
	row(fault_rate,		u64,	1,	1, 1000000000,		SIM_ANY_TIME)	\
	row(fault_after,	u64,	0,	0, 1000000000000ULL,	SIM_ANY_TIME)	\
	row(fault_near,	u64,	0,	0, 1000000,		SIM_ANY_TIME)	\
	row(fault_seed,		u64,	1,	0, U64_MAX,		SIM_ANY_TIME)

/**
 * struct sim_config - the settings of one controller
 * @ref: held by the directory and by the controller made from it
 * @caps: indices into the table of ops, as bits
 * @engine: what moves the bytes
 * @fault: the deliberate defect; never NULL
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
	u32 fault_epoch;
	atomic64_t fault_count;
	atomic64_t passed_over;
	atomic64_t transfers;
	char of_node[SIM_MAX_PATH];
#define MEMBER(name, type, dflt, min, max, when)	type name;
	SIM_NUMBERS(MEMBER)
#undef MEMBER
};

/**
 * sim_config_new() - settings with every default
 *
 * Return: the settings with one reference, or NULL. Context: may sleep.
 */
struct sim_config *sim_config_new(void);

/**
 * sim_config_get() - one more user of the settings
 * @cfg: the settings
 *
 * Return: @cfg.
 */
struct sim_config *sim_config_get(struct sim_config *cfg);

/**
 * sim_config_put() - one user less; the last one frees
 * @cfg: the settings
 */
void sim_config_put(struct sim_config *cfg);

#endif
