/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is known of one transfer: one row a field. From here come struct sample, the fields of the
 * trace event and the columns of samples.csv. Times are in ns.
 */
#ifndef DMARIG_COMMON_SAMPLE_H
#define DMARIG_COMMON_SAMPLE_H

#include "common/port.h"

/*
 * The steps of a transfer's life, in their order; total is map to unmap, what a driver would pay.
 */
#define DMARIG_PHASES(P)									\
	P(late, "from the time that rate had in mind until the life began")			\
	P(free, "giving back the memory of the slot's transfer before, as fresh asks")		\
	P(alloc, "getting the memory of all buffers anew, as fresh asks")			\
	P(fill, "writing the pattern and the guards")						\
	P(touch, "the CPU using the buffers, as cpu_touch asks")				\
	P(map, "dma_map_* or dma_sync_*_for_device of all buffers")				\
	P(prep, "the channel's device_prep_*")							\
	P(submit, "dmaengine_submit()")								\
	P(issue, "dma_async_issue_pending()")							\
	P(device, "issued until announced complete; what the CPU worked when op is synchronous") \
	P(wake, "announced complete until the worker runs")					\
	P(unmap, "dma_sync_*_for_cpu or dma_unmap_* of all buffers")				\
	P(verify, "comparing destination, guards and sources")					\
	P(total, "start of map to end of unmap")						\
	P(response, "from the time that rate had in mind to end of unmap")			\
	P(interval, "between the ends of two periods of a cyclic transfer")

#define DMARIG_ENUM_PHASE(name, help) PHASE_##name,
enum dmarig_phase { DMARIG_PHASES(DMARIG_ENUM_PHASE) NR_PHASES };

/* F(type, name, help): all that is not a phase */
#define DMARIG_SAMPLE(F)									\
	F(u32, run, "number of the run, counted since the module was loaded")			\
	F(u32, worker, "number of the worker in the run")					\
	F(u64, transfer, "number of the transfer in the worker")				\
	F(s32, cookie, "the descriptor's cookie")						\
	F(u32, len, "bytes")									\
	F(u32, outcome, "see outcomes in words.h")						\
	F(u64, start, "when the life began, on the monotonic clock, in ns")			\
	F(u64, issued, "when issue_pending had returned, on the same clock; 0: never")		\
	F(u32, cpu, "the CPU that submitted it")

/* F(type, name, help): what is known when a transfer's end is announced */
#define DMARIG_COMPLETE(F)									\
	F(u32, run, "number of the run, counted since the module was loaded")			\
	F(u32, worker, "number of the worker in the run")					\
	F(u64, transfer, "number of the transfer in the worker")				\
	F(s32, cookie, "the descriptor's cookie")

#define SAMPLE_MEMBER(type, name, help) type name;

/* struct sample - the life of one transfer */
struct sample {
	DMARIG_SAMPLE(SAMPLE_MEMBER)
	u64 phase_ns[NR_PHASES];
};

#undef SAMPLE_MEMBER

#endif
