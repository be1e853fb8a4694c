/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Misuses of the DMA API that the kernel can notice, and what it says of each. The module commits
 * them, the tool looks whether the oracle saw exactly that; both are made from this list.
 */
#ifndef DMARIG_COMMON_MISUSES_H
#define DMARIG_COMMON_MISUSES_H

#include "common/port.h"

/* How it shows: as errors that dma-debug counts and logs, unless the traits say otherwise. */
#define MISUSE_LOGGED	0x01	/* the kernel's log tells of it, dma-debug does not count it */
#define MISUSE_LEAK	0x02	/* nothing is said; dma-debug's dump holds a mapping more */
#define MISUSE_ONCE	0x04	/* the kernel says it only once as long as the module is loaded */
/* What it takes to be seen, as the module finds out; see check/misuse/misuse.c. */
#define MISUSE_SG	0x10	/* entries of scatterlists are looked at */
#define MISUSE_IMAGE	0x20	/* dma-debug gets to see the own address of the kernel's image */
#define MISUSE_OVERLAP	0x40	/* overlaps are reported */
#define MISUSE_PCI	0x80	/* the device is on a bus that dma-debug watches */
#define MISUSE_NO_PAGE	0x100	/* what has no struct page can be mapped without a crash */
#define MISUSE_LINEAR	0x200	/* coherent memory is not remapped for the CPU */
#define MISUSE_PHYS	0x400	/* mapping by physical address is the primitive: since 6.18 */
#define MISUSE_ATTRS	0x800	/* attributes of map and unmap are compared */
/* For the tests of the proof itself, which must be able to fail. */
#define MISUSE_NONE	0x1000

/* M(name, traits, says, help): says is what the log must contain, a part an error, by "|" */
#define DMARIG_MISUSES(M)									\
	M(free_invalid_address, 0, "tries to free an invalid DMA memory address",		\
	  "unmaps DMA_MAPPING_ERROR")								\
	M(free_not_allocated, 0, "tries to free DMA memory it has not allocated",		\
	  "unmaps a second time")								\
	M(free_wrong_size, 0, "frees DMA memory with different size",				\
	  "unmaps half of what was mapped")							\
	M(free_wrong_function, 0, "frees DMA memory with wrong function",			\
	  "maps with dma_map_sg, unmaps with dma_unmap_page")					\
	M(free_wrong_cpu_address, MISUSE_LINEAR, "frees DMA memory with different CPU address",	\
	  "frees coherent memory with the CPU address of its second page")			\
	M(free_sg_wrong_count, 0, "frees DMA sg list with different entry count",		\
	  "maps one entry of a scatterlist, unmaps two")					\
	M(free_wrong_direction, 0, "frees DMA memory with different direction",			\
	  "maps DMA_TO_DEVICE, unmaps DMA_BIDIRECTIONAL")					\
	M(unchecked_error, 0, "failed to check map error",					\
	  "maps and unmaps without dma_mapping_error")						\
	M(map_stack, 0, "maps memory from stack",						\
	  "maps a page of the stack it runs on")						\
	M(map_text, MISUSE_IMAGE, "maps memory from kernel text or rodata",			\
	  "maps a function of the kernel")							\
	M(map_vmalloc, MISUSE_LOGGED | MISUSE_ONCE, "rejecting DMA map of vmalloc memory",	\
	  "maps vmalloc memory, which dma_map_single refuses before dma-debug sees it")		\
	M(map_invalid_area, MISUSE_NO_PAGE, "maps memory from invalid area",			\
	  "maps an address of the linear map with no memory behind it")				\
	M(sync_not_allocated, 0, "tries to sync DMA memory it has not allocated",		\
	  "syncs memory that was never mapped")							\
	M(sync_outside, 0, "tries to sync DMA memory it has not allocated",			\
	  "syncs beyond the end of a mapping, which no mapping contains")			\
	M(sync_wrong_direction, 0, "syncs DMA memory with different direction",			\
	  "maps DMA_FROM_DEVICE, syncs DMA_BIDIRECTIONAL for the CPU")				\
	M(sync_for_cpu_read_only, 0,								\
	  "syncs DMA memory with different direction|"						\
	  "syncs device read-only DMA memory for cpu",						\
	  "maps DMA_TO_DEVICE, syncs DMA_FROM_DEVICE for the CPU: two errors")			\
	M(sync_for_device_write_only, 0,							\
	  "syncs DMA memory with different direction|"						\
	  "syncs device write-only DMA memory to device",					\
	  "maps DMA_FROM_DEVICE, syncs DMA_TO_DEVICE for the device: two errors")		\
	M(sync_sg_wrong_count, 0, "syncs DMA sg list with different entry count",		\
	  "maps one entry of a scatterlist, syncs two")						\
	M(sg_segment_too_long, MISUSE_SG,							\
	  "mapping sg segment longer than device claims to support",				\
	  "maps an entry longer than the device's largest segment")				\
	M(sg_across_boundary, MISUSE_SG, "mapping sg segment across boundary",			\
	  "maps an entry that crosses the device's segment boundary")				\
	M(overlapping_mappings, MISUSE_OVERLAP, "overlapping mappings aren't supported",	\
	  "maps the same memory DMA_FROM_DEVICE twice at a time")				\
	M(map_ram_as_mmio, MISUSE_PHYS, "dma_map_resource called for RAM address",		\
	  "maps RAM with DMA_ATTR_MMIO, by its physical address")				\
	M(free_wrong_attrs, MISUSE_ATTRS, "frees DMA memory with different attributes",		\
	  "maps with DMA_ATTR_REQUIRE_COHERENT, unmaps without")				\
	M(leak, MISUSE_LEAK, "",								\
	  "maps and does not unmap, for as long as the run's directory is there")		\
	M(leak_at_unbind, MISUSE_PCI, "has pending DMA allocations while released from device",	\
	  "maps and does not unmap before the driver is unbound")				\
	M(nothing, MISUSE_NONE, "no kernel says this",						\
	  "does nothing wrong, so that a test sees the proof fail")

/* struct misuse - a row of the list as data; the table ends with a NULL name */
struct misuse {
	const char *name;
	u32 traits;
	const char *says;
	const char *help;
};

#define DMARIG_ENUM_MISUSE(name, traits, says, help)	DMARIG_MISUSE_##name,
enum dmarig_misuse { DMARIG_MISUSES(DMARIG_ENUM_MISUSE) DMARIG_NR_MISUSES };

extern const struct misuse dmarig_misuses[];

/**
 * misuse_find() - look a misuse up by its name
 * @name: the name
 *
 * Return: the row's index, or -EINVAL.
 */
int misuse_find(const char *name);

/**
 * misuse_says() - is this what the kernel must say?
 * @misuse: the row
 * @nr: which of its errors, from 0
 * @text: gets the part; empty when there are not that many
 * @len: the room there, in bytes
 *
 * Return: whether there is such an error.
 */
bool misuse_says(const struct misuse *misuse, int nr, char *text, size_t len);

#endif
