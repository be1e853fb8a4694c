/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The names of everything that can be chosen by name, with what each means in one line.
 * A new member of a vector is one row here and one file beside its siblings.
 */
#ifndef DMARIG_COMMON_WORDS_H
#define DMARIG_COMMON_WORDS_H

#include "common/port.h"

/*
 * W(name, traits, help). The traits are what a constraint may ask of a member (constraints_*.c);
 * what only the engine asks lives in the member's own struct.
 */
#define OP_SYNCHRONOUS	0x1	/* the CPU does it: no descriptor, nothing to wait for */
#define OP_MOVES_DATA	0x2	/* there is a result that can be verified */
#define OP_MORE_SOURCES	0x4	/* the knob says how many sources, at least as many as below */
#define OP_P_AND_Q	0x8	/* P or Q may be disabled */
#define OP_LISTS	0x10	/* it takes buffers in many pieces */
#define OP_SLAVE	0x20	/* it moves between memory and a peripheral: see the knob peer */
#define OP_CYCLES	0x40	/* one descriptor goes round until it is terminated */
#define OP_FLOWS	0x80	/* the knob flow says which of its buffers there are */
#define OP_CHUNKS	0x100000	/* it moves chunks with gaps between */
#define OP_VALUE	0x200000	/* it writes a value: see that knob */
#define OP_UNMAP	0x400000	/* tx->unmap can hold its buffers: two, equally long */
#define OP_SERVED	0x800000	/* a process does it, through the run's character device */

/* What buffers a transfer has. */
#define OP_SOURCES(n)		((n) << 8)	/* the device reads them, all different */
#define OP_PARITIES(n)		((n) << 12)	/* likewise; the CPU has computed them: P, then Q */
#define OP_DESTINATIONS(n)	((n) << 16)	/* the device writes them */
#define OP_COPIES		(OP_MOVES_DATA | OP_SOURCES(1) | OP_DESTINATIONS(1))
#define OP_LOOPS		(OP_COPIES | OP_SLAVE | OP_FLOWS)
#define OP_SUMS			(OP_MOVES_DATA | OP_MORE_SOURCES | OP_SOURCES(2))

#define MAPPING_LISTS	0x1	/* it can have a transfer in many entries of a list */
#define MAPPING_MAPS	0x2	/* it maps and unmaps for every transfer */
#define MAPPING_ALLOCATES	0x4	/* its memory comes from dma_alloc_attrs */
#define MAPPING_IMPORTED	0x8	/* the tool hands its memory in, which may be in pieces */
#define MAPPING_STAYS	0x10	/* its memory is mapped once and for all */
#define MAPPING_WHOLE	0x20	/* what the CPU may do is about the whole buffer */
#define MAPPING_WINDOW	0x40	/* its memory is where the knob resource says */
#define MAPPING_RESERVED	0x80	/* it takes what is set aside for the device, if any is */
#define MAPPING_UNMAP	0x100	/* dma_unmap_page() is its opposite, so tx->unmap can hold it */
#define MAPPING_MMAP	0x200	/* a process can have it in its own address space */
#define MAPPING_COHERENT	0x400	/* CPU and device may both use it, and call nothing */

#define COMPLETION_CALLED	0x1	/* the channel calls back, and a worker may sleep */

/* What a world says of each aspect; two that say different things contradict each other. */
#define WORLD_PATH(n)	(n)		/* 1 direct, 2 IOMMU, 3 map-ops */
#define WORLD_DOMAIN(n)	((n) << 2)	/* 1 strict, 2 lazy, 3 identity */
#define WORLD_CACHES(n)	((n) << 4)	/* 1 coherent, 2 not */
#define WORLD_BOUNCE(n)	((n) << 6)	/* 1 bounced, 2 never */

#define DMARIG_OPS(W)										\
	W(memcpy, OP_COPIES | OP_UNMAP, "the channel copies memory to memory")			\
	W(memset, OP_MOVES_DATA | OP_VALUE | OP_UNMAP | OP_DESTINATIONS(1),			\
	  "the channel writes one value all over")						\
	W(memset_sg, OP_MOVES_DATA | OP_VALUE | OP_LISTS | OP_DESTINATIONS(1),			\
	  "the channel writes one value all over a destination in pieces")			\
	W(interleaved, OP_COPIES | OP_CHUNKS,							\
	  "the channel copies chunks with gaps between them, which stay as they are")		\
	W(xor, OP_SUMS | OP_DESTINATIONS(1), "the channel writes the sum of the sources")	\
	W(xor_val, OP_SUMS | OP_PARITIES(1),							\
	  "the channel says if a parity fits the sources; every second on average does not")	\
	W(pq, OP_SUMS | OP_P_AND_Q | OP_DESTINATIONS(2),					\
	  "the channel writes P and Q of the sources, as for RAID-6")				\
	W(pq_val, OP_SUMS | OP_P_AND_Q | OP_PARITIES(2),					\
	  "the channel says if P and Q fit the sources; every second pair on average does not")	\
	W(slave_single, OP_LOOPS,								\
	  "between memory in one piece and a peripheral: see the knob peer")			\
	W(slave_sg, OP_LOOPS | OP_LISTS, "between memory in any pieces and a peripheral")	\
	W(peripheral_vec, OP_LOOPS | OP_LISTS,							\
	  "the same, told as an array of addresses and lengths")				\
	W(cyclic, OP_LOOPS | OP_CYCLES,								\
	  "round and round between memory and a peripheral, with a callback a period")		\
	W(interrupt, 0, "no memory at all, only the completion")				\
	W(cpu, OP_SYNCHRONOUS | OP_LISTS | OP_COPIES,						\
	  "the CPU does the same copy through the same buffers: the baseline")			\
	W(none, OP_SYNCHRONOUS | OP_LISTS | OP_FLOWS | OP_SOURCES(1) | OP_DESTINATIONS(1), \
	  "map and unmap only, no transfer: the cost of the mapping alone")			\
	W(mmap, OP_SYNCHRONOUS | OP_SERVED | OP_DESTINATIONS(1),				\
	  "the tool uses a buffer through mmap, no transfer: what user space pays")

#define DMARIG_MAPPINGS(W)									\
	W(single, MAPPING_MAPS | MAPPING_UNMAP,							\
	  "kmalloc memory, dma_map_single and dma_unmap_single per transfer")			\
	W(page, MAPPING_MAPS | MAPPING_UNMAP,							\
	  "pages, dma_map_page and dma_unmap_page per transfer")		\
	W(sg, MAPPING_MAPS | MAPPING_LISTS,							\
	  "pages a list entry, dma_map_sgtable and dma_unmap_sgtable per transfer")		\
	W(sg_chained, MAPPING_MAPS | MAPPING_LISTS,						\
	  "likewise, with a list that is chained as it does not fit one page")			\
	W(coherent, MAPPING_ALLOCATES | MAPPING_COHERENT | MAPPING_STAYS | MAPPING_RESERVED |	\
	  MAPPING_MMAP,										\
	  "dma_alloc_coherent, nothing to do per transfer") \
	W(noncoherent, MAPPING_STAYS | MAPPING_MMAP,						\
	  "dma_alloc_noncoherent, dma_sync_single per transfer")				\
	W(premapped, MAPPING_STAYS | MAPPING_MMAP,						\
	  "pages mapped once, dma_sync_single per transfer")					\
	W(managed, MAPPING_COHERENT | MAPPING_STAYS | MAPPING_RESERVED | MAPPING_MMAP,	\
	  "dmam_alloc_coherent: it goes with the driver; nothing to do per transfer") \
	W(wc, MAPPING_COHERENT | MAPPING_STAYS | MAPPING_RESERVED | MAPPING_MMAP,	\
	  "dma_alloc_wc: writes may be combined; nothing to do per transfer")			\
	W(noncontiguous, MAPPING_STAYS | MAPPING_WHOLE | MAPPING_MMAP,			\
	  "dma_alloc_noncontiguous, dma_sync_sgtable of the whole buffer per transfer")		\
	W(contiguous, MAPPING_ALLOCATES | MAPPING_COHERENT | MAPPING_STAYS | MAPPING_RESERVED |	\
	  MAPPING_MMAP,										\
	  "dma_alloc_attrs with DMA_ATTR_FORCE_CONTIGUOUS; nothing to do per transfer")		\
	W(atomic, MAPPING_COHERENT | MAPPING_STAYS | MAPPING_RESERVED,			\
	  "dma_alloc_coherent with GFP_ATOMIC; nothing to do per transfer")			\
	W(pool, MAPPING_COHERENT | MAPPING_STAYS | MAPPING_RESERVED,			\
	  "blocks of a dma_pool; nothing to do per transfer")					\
	W(user, MAPPING_MAPS | MAPPING_IMPORTED | MAPPING_MMAP,				\
	  "pinned memory of the tool, dma_map_sgtable per transfer")				\
	W(dmabuf, MAPPING_IMPORTED | MAPPING_WHOLE | MAPPING_MMAP,			\
	  "a dma_buf of the tool for every buffer, with a fence per transfer")			\
	W(resource, MAPPING_WINDOW,								\
	  "memory of a device, dma_map_resource per transfer; the CPU sees it as on-chip RAM")	\
	W(phys, MAPPING_MAPS, "pages, dma_map_phys and dma_unmap_phys per transfer")		\
	W(iova, MAPPING_WHOLE,									\
	  "single pages, made one range by an IOMMU: dma_iova_link per page and transfer")

#define PEER_RETURNS	0x1	/* what is sent to it comes back */
#define PEER_KEEPS	0x2	/* the last words sent to it can be read by the CPU */
#define PEER_PAIR	0x4	/* it has another register, so that one can be sent to the other */

#define DMARIG_PEERS(W)										\
	W(none, 0, "there is no peripheral")							\
	W(channel, PEER_RETURNS, "what one channel sends the other receives")			\
	W(memory, PEER_KEEPS | PEER_PAIR,							\
	  "a page of memory stands in for the peripheral's register")				\
	W(address, PEER_KEEPS, "a register window at a physical address")			\
	W(device, PEER_RETURNS, "the controller has a buffer of its own")

#define DMARIG_FLOWS(W)										\
	W(both, 0, "out and back in: what was sent must be received")				\
	W(mem_to_dev, 0, "from memory to the peripheral")					\
	W(dev_to_mem, 0, "from the peripheral to memory")					\
	W(dev_to_dev, 0, "from one register to another; memory has no part in it")

#define DMARIG_COMPLETIONS(W)									\
	W(irq, COMPLETION_CALLED,								\
	  "the channel's callback; the worker sleeps meanwhile")				\
	W(poll, 0, "the worker asks for the status of the oldest cookie in a loop")		\
	W(fence, COMPLETION_CALLED,								\
	  "the channel's callback signals a dma_fence; the worker sleeps meanwhile")

#define DMARIG_DIRECTIONS(W)									\
	W(natural, 0, "sources DMA_TO_DEVICE, destination DMA_FROM_DEVICE")			\
	W(bidirectional, 0, "every buffer DMA_BIDIRECTIONAL")

#define DMARIG_TOUCHES(W)									\
	W(none, 0, "the CPU leaves the buffers alone")						\
	W(read, 0, "the CPU reads the whole destination after every transfer")			\
	W(write, 0, "the CPU writes the whole source before every transfer")			\
	W(both, 0, "the CPU writes the source and reads the destination")

#define ACCESS_READS	0x1	/* what the device wrote */
#define ACCESS_WRITES	0x2	/* what the device will read */

#define DMARIG_ACCESSES(W)									\
	W(read, ACCESS_READS, "every word of the buffer is read")				\
	W(write, ACCESS_WRITES, "every word of the buffer is written")				\
	W(copy_out, ACCESS_READS, "memcpy from the buffer to the process's own memory")		\
	W(copy_in, ACCESS_WRITES, "memcpy from the process's own memory to the buffer")		\
	W(in_place, ACCESS_READS | ACCESS_WRITES,						\
	  "every word of the buffer is read, changed and written back")

#define DMARIG_CACHES(W)									\
	W(any, 0, "as the use before left it")							\
	W(cold, 0, "no line of the buffer is cached, as after a device has written it")		\
	W(warm, 0, "all of the buffer was read before, so that what fits is cached")		\
	W(dirty, 0, "all of the buffer was written before, and not written back")

#define DMARIG_RANDOMS(W)									\
	W(none, 0, "every transfer has the size and the offsets asked for")			\
	W(size, 0, "sizes from alignment to size, in steps of alignment")			\
	W(offset, 0, "offsets from 0 to src_offset and dst_offset, in steps of alignment")	\
	W(both, 0, "sizes and offsets")

#define DMARIG_PQ_DISABLES(W)									\
	W(none, 0, "P and Q are both computed, or checked")					\
	W(p, 0, "only Q is; the buffer of P is left alone")					\
	W(q, 0, "only P is; the buffer of Q is left alone")

#define DMARIG_SG_CUTS(W)									\
	W(even, 0, "all entries are as long as each other, but for one alignment")		\
	W(random, 0, "from one alignment to what is as far above the mean")			\
	W(odd, 0, "all but the last are of an odd number of bytes")

#define DMARIG_SG_PLACES(W)									\
	W(start, 0, "at the start of a page")							\
	W(crossing, 0, "so that half of it, or half a page, is before the end of the page")	\
	W(random, 0, "anywhere in the page, in steps of alignment")

/* The traits are those of the mappings that take it: any of them. */
#define DMARIG_ATTRS_WORDS(W)									\
	W(none, ~0u, "no attribute")								\
	W(skip_cpu_sync, MAPPING_MAPS, "the rig syncs every transfer itself instead")		\
	W(weak_ordering, MAPPING_MAPS, "the device may reorder its accesses")			\
	W(no_kernel_mapping, MAPPING_ALLOCATES, "memory the CPU cannot see")			\
	W(no_warn, MAPPING_MAPS | MAPPING_ALLOCATES, "failures are not in the log")		\
	W(privileged, MAPPING_MAPS | MAPPING_ALLOCATES, "for accesses at a higher privilege")	\
	W(require_coherent, MAPPING_MAPS,						\
	  "no cache maintenance, no bounce buffers: or no mapping")			\
	W(ignore_cachelines, MAPPING_MAPS, "mappings may share cache lines, for dma-debug")	\
	W(cc_shared, MAPPING_MAPS, "memory that a confidential guest shares with its host")

#define DMARIG_METADATA_MODES(W)								\
	W(client, 0, "ours, attached to the descriptor")					\
	W(engine, 0, "the controller's, written and read where it says")

#define DMARIG_STATES(W)									\
	W(idle, 0, "nothing was started yet")							\
	W(preparing, 0, "channels are claimed and buffers allocated")				\
	W(warming, 0, "the load runs, nothing counts")						\
	W(measuring, 0, "every worker measures")						\
	W(draining, 0, "nothing new is submitted, what is in flight ends")			\
	W(done, 0, "ended well")								\
	W(failed, 0, "ended, and error says why it is no good")

#define DMARIG_OUTCOMES(W)									\
	W(good, 0, "the transfer ended well, and its data was right where it was verified")	\
	W(error, 0, "the channel reported an error")						\
	W(data, 0, "the destination does not hold what it must")				\
	W(guard, 0, "memory before or after the destination was overwritten")			\
	W(source, 0, "the source was changed")							\
	W(lost, 0, "complete by its status, but the completion was never announced")		\
	W(timeout, 0, "not complete within timeout_ms")

#define DMARIG_PATHS(W)										\
	W(direct, 0, "the direct mapping: physical addresses, perhaps offset or bounced")	\
	W(iommu, 0, "an IOMMU translates")							\
	W(ops, 0, "the device has dma_map_ops of its own")

#define DMARIG_DOMAINS(W)									\
	W(none, 0, "no IOMMU stands behind the device")						\
	W(strict, 0, "translated, the IOTLB flushed at every unmap")				\
	W(lazy, 0, "translated, the IOTLB flushed later")					\
	W(identity, 0, "an IOMMU is there and passes addresses through")			\
	W(other, 0, "an unmanaged or blocked domain")

#define DMARIG_WORLDS(W)									\
	W(direct, WORLD_PATH(1), "no IOMMU translates and the device has no map-ops")		\
	W(offset, WORLD_PATH(1), "direct, and a constant is added to physical addresses")	\
	W(bounced, WORLD_BOUNCE(1), "swiotlb bounced at least one mapping")			\
	W(unbounced, WORLD_BOUNCE(2), "swiotlb bounced nothing")				\
	W(exhausted, WORLD_BOUNCE(1),								\
	  "mappings failed for want of room while others were in flight, and were tried again")	\
	W(iommu, WORLD_PATH(2), "an IOMMU translates")						\
	W(strict, WORLD_PATH(2) | WORLD_DOMAIN(1), "an IOMMU flushes its IOTLB at every unmap")	\
	W(lazy, WORLD_PATH(2) | WORLD_DOMAIN(2), "an IOMMU flushes its IOTLB later")		\
	W(identity, WORLD_PATH(1) | WORLD_DOMAIN(3),						\
	  "an IOMMU is there and passes addresses through")					\
	W(ops, WORLD_PATH(3), "the device has dma_map_ops of its own")				\
	W(coherent, WORLD_CACHES(1), "caches are coherent with the device")			\
	W(noncoherent, WORLD_CACHES(2), "caches are not coherent with the device")		\
	W(reserved, 0, "memory is set aside for the device")					\
	W(above4g, 0, "a buffer reaches above 4 GiB")

#define DMARIG_ZONES(W)										\
	W(dma, 0, "the lowest memory, for the narrowest masks")					\
	W(dma32, 0, "memory that 32 bits reach")						\
	W(normal, 0, "memory the kernel always has mapped")					\
	W(highmem, 0, "memory the kernel maps when it needs it")				\
	W(movable, 0, "memory whose content can be moved")					\
	W(device, 0, "memory of a device")							\
	W(none, 0, "no memory the kernel manages")

#define DMARIG_RESERVES(W)									\
	W(coherent, 0, "a pool of coherent memory")						\
	W(contiguous, 0, "a contiguous memory area (CMA)")					\
	W(restricted, 0, "a swiotlb pool, the only memory that the device may reach")

/* struct word - a row of such a list, as data. The lists end with a NULL name. */
struct word {
	const char *name;
	u32 traits;
	const char *help;
};

#define DMARIG_ENUM_OP(name, traits, help)		DMARIG_OP_##name,
#define DMARIG_ENUM_MAPPING(name, traits, help)		DMARIG_MAPPING_##name,
#define DMARIG_ENUM_COMPLETION(name, traits, help)	DMARIG_COMPLETION_##name,
#define DMARIG_ENUM_DIRECTION(name, traits, help)	DMARIG_DIRECTION_##name,
#define DMARIG_ENUM_TOUCH(name, traits, help)		DMARIG_TOUCH_##name,
#define DMARIG_ENUM_ACCESS(name, traits, help)		DMARIG_ACCESS_##name,
#define DMARIG_ENUM_CACHE(name, traits, help)		DMARIG_CACHE_##name,
#define DMARIG_ENUM_RANDOM(name, traits, help)		DMARIG_RANDOM_##name,
#define DMARIG_ENUM_PQ_DISABLE(name, traits, help)	DMARIG_PQ_DISABLE_##name,
#define DMARIG_ENUM_PEER(name, traits, help)		DMARIG_PEER_##name,
#define DMARIG_ENUM_FLOW(name, traits, help)		DMARIG_FLOW_##name,
#define DMARIG_ENUM_SG_CUT(name, traits, help)		DMARIG_SG_CUT_##name,
#define DMARIG_ENUM_SG_PLACE(name, traits, help)	DMARIG_SG_PLACE_##name,
#define DMARIG_ENUM_ATTRS(name, traits, help)		DMARIG_ATTRS_##name,
#define DMARIG_ENUM_METADATA(name, traits, help)		DMARIG_METADATA_##name,
#define DMARIG_ENUM_STATE(name, traits, help)		DMARIG_STATE_##name,
#define DMARIG_ENUM_OUTCOME(name, traits, help)		DMARIG_OUTCOME_##name,
#define DMARIG_ENUM_PATH(name, traits, help)		DMARIG_PATH_##name,
#define DMARIG_ENUM_DOMAIN(name, traits, help)		DMARIG_DOMAIN_##name,
#define DMARIG_ENUM_WORLD(name, traits, help)		DMARIG_WORLD_##name,
#define DMARIG_ENUM_ZONE(name, traits, help)		DMARIG_ZONE_##name,
#define DMARIG_ENUM_RESERVE(name, traits, help)		DMARIG_RESERVE_##name,

enum dmarig_op { DMARIG_OPS(DMARIG_ENUM_OP) DMARIG_NR_OPS };
enum dmarig_mapping { DMARIG_MAPPINGS(DMARIG_ENUM_MAPPING) DMARIG_NR_MAPPINGS };
enum dmarig_completion { DMARIG_COMPLETIONS(DMARIG_ENUM_COMPLETION) DMARIG_NR_COMPLETIONS };
enum dmarig_direction { DMARIG_DIRECTIONS(DMARIG_ENUM_DIRECTION) };
enum dmarig_touch { DMARIG_TOUCHES(DMARIG_ENUM_TOUCH) };
enum dmarig_access { DMARIG_ACCESSES(DMARIG_ENUM_ACCESS) };
enum dmarig_cache { DMARIG_CACHES(DMARIG_ENUM_CACHE) };
enum dmarig_random { DMARIG_RANDOMS(DMARIG_ENUM_RANDOM) };
enum dmarig_pq_disable { DMARIG_PQ_DISABLES(DMARIG_ENUM_PQ_DISABLE) };
enum dmarig_peer { DMARIG_PEERS(DMARIG_ENUM_PEER) DMARIG_NR_PEERS };
enum dmarig_flow { DMARIG_FLOWS(DMARIG_ENUM_FLOW) };
enum dmarig_sg_cut { DMARIG_SG_CUTS(DMARIG_ENUM_SG_CUT) };
enum dmarig_sg_place { DMARIG_SG_PLACES(DMARIG_ENUM_SG_PLACE) };
enum dmarig_attrs { DMARIG_ATTRS_WORDS(DMARIG_ENUM_ATTRS) };
enum dmarig_metadata_mode { DMARIG_METADATA_MODES(DMARIG_ENUM_METADATA) };
enum dmarig_state { DMARIG_STATES(DMARIG_ENUM_STATE) };
enum dmarig_outcome { DMARIG_OUTCOMES(DMARIG_ENUM_OUTCOME) DMARIG_NR_OUTCOMES };
enum dmarig_path { DMARIG_PATHS(DMARIG_ENUM_PATH) };
enum dmarig_domain { DMARIG_DOMAINS(DMARIG_ENUM_DOMAIN) };
enum dmarig_world { DMARIG_WORLDS(DMARIG_ENUM_WORLD) DMARIG_NR_WORLDS };
enum dmarig_zone { DMARIG_ZONES(DMARIG_ENUM_ZONE) DMARIG_NR_ZONES };
enum dmarig_reserve { DMARIG_RESERVES(DMARIG_ENUM_RESERVE) DMARIG_NR_RESERVES };

extern const struct word dmarig_ops[], dmarig_mappings[], dmarig_completions[];
extern const struct word dmarig_directions[], dmarig_touches[], dmarig_randoms[];
extern const struct word dmarig_pq_disables[], dmarig_peers[], dmarig_flows[];
extern const struct word dmarig_metadata_modes[], dmarig_accesses[], dmarig_caches[];
extern const struct word dmarig_sg_cuts[], dmarig_sg_places[], dmarig_attrs[];
extern const struct word dmarig_states[], dmarig_outcomes[], dmarig_paths[], dmarig_domains[];
extern const struct word dmarig_worlds[], dmarig_zones[], dmarig_reserves[];

/* op_sources(), op_parities(), op_destinations() - the number of each in an op's traits */
static inline u32 op_sources(u32 traits)
{
	return traits >> 8 & 0xf;
}

static inline u32 op_parities(u32 traits)
{
	return traits >> 12 & 0xf;
}

static inline u32 op_destinations(u32 traits)
{
	return traits >> 16 & 0xf;
}

/**
 * word_find() - look a name up in a list
 * @list: the list, ended by a NULL name
 * @name: what to look for, exactly as listed
 *
 * Return: the row's index, or -EINVAL when there is no such row.
 */
int word_find(const struct word *list, const char *name);

/**
 * word_names_with() - as word_names(), but only those that have one of some traits
 * @list: the list
 * @traits: which
 * @text: where to, always terminated
 * @len: the room there, in bytes
 */
void word_names_with(const struct word *list, u32 traits, char *text, size_t len);

/**
 * word_names() - write all names of a list, separated by ", "
 * @list: the list
 * @text: where to, always terminated
 * @len: the room there, in bytes
 */
void word_names(const struct word *list, char *text, size_t len);

/**
 * word_join() - write the names that a set stands for, joined by +
 * @list: the list
 * @set: 1 << index of each
 * @text: where to, always terminated; "none" for an empty set
 * @len: the room there, in bytes
 */
void word_join(const struct word *list, u32 set, char *text, size_t len);

#endif
