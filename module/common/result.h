/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a run says afterwards: one row a line of result/summary, which is "name value", and one row
 * a CSV column of the same name. Observations say on what was measured, counters say what happened.
 */
#ifndef DMARIG_COMMON_RESULT_H
#define DMARIG_COMMON_RESULT_H

#include "common/hist.h"
#include "common/sample.h"
#include "common/words.h"

/* TEXT(name, help), WORD(name, list, help), NUM(name, help) */
#define DMARIG_OBSERVED(TEXT, WORD, NUM)							\
	TEXT(channels, "the channels claimed, as the kernel names them, by +")			\
	TEXT(driver, "the driver of the first channel")						\
	TEXT(device, "the device that memory is mapped for")					\
	WORD(path, paths, "how addresses reach the device")					\
	WORD(domain, domains, "what the IOMMU does")						\
	NUM(coherent, "1: caches are coherent with this device")				\
	NUM(dma_mask_bits, "width of the device's DMA mask")					\
	NUM(bounced_maps, "mappings of the run that went through swiotlb")			\
	NUM(bounced_bytes, "bytes of those mappings")						\
	TEXT(dma_offset_bytes, "what the direct path adds to physical addresses")		\
	TEXT(reserves, "what is set aside for the device, by +")				\
	NUM(swiotlb_bytes, "the bounce buffers there are for the device")			\
	NUM(swiotlb_forced, "1: everything is bounced")						\
	TEXT(zones, "where the buffers lie, by +")						\
	NUM(highest_phys, "the highest physical address of a buffer, before any bouncing")	\
	NUM(above_4g, "1: a buffer reaches above 4 GiB")					\
	NUM(mapped_entries, "most entries the device saw of one buffer, after merging")	\
	TEXT(cpu_time,										\
	     "what the times of CPUs are taken from: tracepoints, nothing, or the process itself") \
	TEXT(device_node, "the NUMA node of the device that memory is mapped for, or none")	\
	TEXT(buffer_nodes, "NUMA nodes that the buffers lie in")				\
	TEXT(worker_nodes, "NUMA nodes of the CPUs on which workers ended; empty: there are none")

#define DMARIG_COUNTERS(NUM)									\
	NUM(workers, "workers that ran")							\
	NUM(window_ns, "length of the measuring window")					\
	NUM(done, "transfers that ended in the window")						\
	NUM(bytes, "bytes they moved")								\
	NUM(bytes_per_s, "bytes over the window")						\
	NUM(transfers_per_s, "transfers over the window")					\
	NUM(verified, "transfers verified, from start to end of the run")			\
	NUM(data_errors, "verified transfers with wrong data")					\
	NUM(guard_errors, "verified transfers with a guard overwritten")			\
	NUM(source_errors, "verified transfers with a source changed")				\
	NUM(transfer_errors, "transfers the channel reported as failed")			\
	NUM(lost, "transfers complete by status that were never announced")			\
	NUM(timeouts, "transfers not complete within timeout_ms")				\
	NUM(stray, "completions announced twice or for a transfer no longer in flight")		\
	NUM(prep_busy, "preps refused while others were in flight, and tried again")		\
	NUM(quarantined, "transfers whose memory is leaked since the channel may still own it") \
	NUM(periods_missed, "periods never announced, by the residue; modulo those of the buffer") \
	NUM(periods_unchecked, "periods that may have been written anew before being verified") \
	NUM(jitter_ns, "mean difference between one period's interval and the next")		\
	NUM(map_busy, "mappings that failed while others were in flight, and were tried again")	\
	NUM(worker_cpu_ns, "time that workers ran in the window, without interrupts")		\
	NUM(softirq_cpu_ns, "time of softirqs in the window, on all CPUs, whoever raised them")	\
	NUM(irq_cpu_ns, "time of interrupt handlers in the window, on all CPUs")		\
	NUM(interrupts, "interrupt handlers called in the window, on all CPUs")			\
	NUM(context_switches, "times that a worker left a CPU in the window")			\
	NUM(cpu_ns_per_transfer, "time of workers, softirqs and interrupts over transfers")	\
	NUM(cpu_ns_per_gib, "the same over GiB moved")

/* P(name, per mille of mille): the quantiles every phase is reported at, as <phase>_<name>_ns */
#define DMARIG_QUANTILES(P)									\
	P(p50, 500000)										\
	P(p90, 900000)										\
	P(p99, 990000)										\
	P(p99_9, 999000)									\
	P(p99_99, 999900)

/* Besides the quantiles: <phase>_min_ns, _mean_ns and _max_ns. */

#define OBSERVED_TEXT(name, help)	char name[256];
#define OBSERVED_WORD(name, list, help)	u64 name;
#define OBSERVED_NUM(name, help)	u64 name;
#define COUNTER_NUM(name, help)		u64 name;

/* struct observed - the world around the run's channels, as seen */
struct observed {
	DMARIG_OBSERVED(OBSERVED_TEXT, OBSERVED_WORD, OBSERVED_NUM)
};

/* struct counters - what the run counted, all workers together */
struct counters {
	DMARIG_COUNTERS(COUNTER_NUM)
};

#undef OBSERVED_TEXT
#undef OBSERVED_WORD
#undef OBSERVED_NUM
#undef COUNTER_NUM

#endif
