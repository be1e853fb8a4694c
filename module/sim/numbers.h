/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The numbers that a simulated controller can be set to, one row each: from it come the member of
 * struct sim_config, the file in configfs with its range, and its entry in Documentation/ABI. Rows
 * and nothing else, so that a program which is no kernel can include them.
 *
 *   row(name, type, default, min, max, when it may change, help)
 */
#ifndef DMARIG_SIM_NUMBERS_H
#define DMARIG_SIM_NUMBERS_H

#define SIM_FIXED	false	/* may not change while the controller is live */
#define SIM_ANY_TIME	true

#define SIM_NUMBERS(row)								\
	row(channels, u64, 1, 1, 64, SIM_FIXED, "channels of the controller")		\
	row(dma_mask, u64, 64, 24, 64, SIM_FIXED, "bits of an address that it can use")	\
	row(offset, u64, 0, 0, 1ULL << 48, SIM_FIXED,					\
	    "what a device address is more than the physical one; a multiple of the page size") \
	row(map_ops, u64, 0, 0, 1, SIM_FIXED,						\
	    "1: the controller makes addresses up, which are valid only while mapped")	\
	row(coherent, u64, 1, 0, 1, SIM_FIXED, "1: it sees the CPU's caches")		\
	row(latency_ns, u64, 0, 0, 10000000000ULL, SIM_ANY_TIME,			\
	    "ns from the start of a transfer to its first byte")			\
	row(bandwidth_mbps, u64, 0, 0, 1000000, SIM_ANY_TIME,				\
	    "10^6 bytes per second that its channels share; 0: as fast as the CPU copies") \
	row(period_ns, u64, 100000, 1000, 1000000000ULL, SIM_ANY_TIME,			\
	    "least ns of a period of a cyclic transfer, so that its CPU has time left") \
	row(pairs, u64, 0, 0, 1, SIM_FIXED,						\
	    "1: what channel 2k sends channel 2k+1 receives; 0: every channel does both") \
	row(packets, u64, 0, 0, 1, SIM_FIXED,						\
	    "1: of a pair, the end of what one sends ends what the other receives")	\
	row(max_burst, u64, 16, 1, 32768, SIM_FIXED, "longest burst, in words")		\
	row(max_segment, u64, U32_MAX, 4096, U32_MAX, SIM_FIXED,			\
	    "most bytes of an entry of a list; to an IOMMU, of several that it makes one") \
	row(metadata_bytes, u64, 64, 0, 256, SIM_FIXED,					\
	    "most bytes of metadata that a descriptor can have; 0: none")		\
	row(pq_continue, u64, 1, 0, 1, SIM_FIXED, "0: it lacks DMA_PREP_CONTINUE")	\
	row(suspends, u64, 1, 0, 1, SIM_ANY_TIME,					\
	    "0: it refuses to suspend, and the system does not go to sleep")		\
	row(fault_rate, u64, 1, 1, 1000000000, SIM_ANY_TIME,				\
	    "one transfer in so many, on average, has the fault")			\
	row(fault_after, u64, 0, 0, 1000000000000ULL, SIM_ANY_TIME,			\
	    "but none of the first so many of each channel, whoever its client is")	\
	row(fault_near, u64, 0, 0, 1000000, SIM_ANY_TIME,				\
	    "skip ahead so that at most so many sound ones come before one; 0: do not") \
	row(fault_seed, u64, 1, 0, U64_MAX, SIM_ANY_TIME,				\
	    "what the choice of faulty transfers starts from")

#endif
