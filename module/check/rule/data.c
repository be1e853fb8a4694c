// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of data. Each is a run that verifies every byte of every transfer, guards and sources
 * included. Knobs that a rule does not name are chosen to suit the channel, see run.c.
 */
#include "check/rule/rule.h"
#include "check/rule/run.h"

#define SECTION_TYPES	"dmaengine/provider.rst: Supported transaction types"
#define SECTION_MAP	"core-api/dma-api.rst: "
#define SLOW_NS		(20 * NSEC_PER_MSEC)
#define LIST		"op=slave_sg mapping=sg sg_entries=8 "

/* One row a rule: its name, the section, the sentence, and the knobs of the run. */
#define RUN(id_, section_, says_, knobs_)					\
	{ .id = id_, .section = section_, .says = says_, .knobs = knobs_ },

/* More entries than fit in one allocation of a list, in any kernel. */
static void long_list(struct check_bench *b)
{
	if (b->job_ns > SLOW_NS)
		check_skip(b, "264 entries, for a chain, would take it too long");
	else
		rule_run(b, "op=slave_sg mapping=sg_chained sg_entries=264 transfers=2");
}

static void pq_parity(struct check_bench *b)
{
	static const char *const knobs[] = {
		"op=pq sources=5 random=size",
		"op=pq sources=4 pq_disable=p",
		"op=pq sources=4 pq_disable=q",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(knobs) && b->verdict == VERDICT_PASS; i++)
		rule_run(b, knobs[i]);
}

const struct rule rules_data[] = {
	RUN("data-exact", SECTION_TYPES "",
	    "what arrives is what was sent, every byte of it", "transfers=100")
	RUN("data-alignments", SECTION_TYPES ", alignment",
	    "memory may start wherever the alignment lets it",
	    "random=offset src_offset=256 dst_offset=256")
	RUN("data-lengths", SECTION_TYPES ", alignment",
	    "a transfer may be of any length that the alignment lets it", "random=size")
	RUN("data-neighbours", SECTION_TYPES ", alignment",
	    "of memory beside a transfer, and of its source, nothing changes",
	    "random=both src_offset=64 dst_offset=64 depth=4")
	RUN("data-queued", SECTION_TYPES "",
	    "transfers that are queued by several threads keep apart",
	    "depth=8 batch=4 threads=2")
	RUN("data-when-polled", "dmaengine/client.rst: Further APIs, Check transaction completion",
	    "data is there when the status says so, callback or not", "completion=poll")
	RUN("data-when-fenced", "dmaengine/client.rst: Wait for callback notification",
	    "data is there when the callback comes", "completion=fence depth=2")
	RUN("memset-value", SECTION_TYPES ", DMA_MEMSET",
	    "a memset writes its value all over", "op=memset value=165 random=size")
	RUN("memset-sg-value", SECTION_TYPES ", DMA_MEMSET_SG",
	    "a memset_sg writes its value all over every entry",
	    "op=memset_sg value=90 mapping=sg sg_entries=8 sg_cut=random")
	RUN("xor-parity", SECTION_TYPES ", DMA_XOR",
	    "an xor writes the sum of all its sources", "op=xor sources=5 random=size")
	RUN("xor-val-verdict", SECTION_TYPES ", DMA_XOR_VAL",
	    "an xor_val tells a sum that fits from one that does not", "op=xor_val sources=5")
	{
		.id		= "pq-parity",
		.section	= SECTION_TYPES ", DMA_PQ",
		.says		= "a pq writes P and Q, and leaves alone what is disabled",
		.check		= pq_parity,
	},
	RUN("pq-continue", SECTION_TYPES ", DMA_PQ",
	    "a pq with DMA_PREP_CONTINUE goes on from P and Q", "op=pq sources=4 pq_continue=1")
	RUN("pq-val-verdict", SECTION_TYPES ", DMA_PQ_VAL",
	    "a pq_val tells P and Q that fit from those that do not", "op=pq_val sources=5")
	RUN("interleave-gaps", SECTION_TYPES ", DMA_INTERLEAVE",
	    "chunks are moved, and what is between them stays",
	    "op=interleaved chunk=64 frame=2 src_gap=64 dst_gap=128")
	RUN("sg-random-entries", SECTION_TYPES ", DMA_SLAVE",
	    "entries of a list may be anywhere, and as long as they like",
	    LIST "sg_cut=random sg_place=random")
	RUN("sg-crossing-pages", SECTION_TYPES ", DMA_SLAVE",
	    "entries of a list may cross pages", LIST "sg_place=crossing")
	RUN("sg-odd-entries", SECTION_TYPES ", DMA_SLAVE",
	    "entries of a list may be of an odd length, where the register is a byte wide",
	    LIST "sg_cut=odd src_width=1 dst_width=1")
	{
		.id		= "sg-chained",
		.section	= SECTION_MAP "dma_map_sg",
		.says		= "a list may be chained",
		.check		= long_list,
	},
	RUN("mapping-page", SECTION_MAP "dma_map_page", "pages are memory", "mapping=page")
	RUN("mapping-bidirectional", SECTION_MAP "dma_map_single",
	    "memory may be mapped for both directions", "direction=bidirectional")
	RUN("mapping-coherent", SECTION_MAP "dma_alloc_coherent",
	    "coherent memory needs no sync", "mapping=coherent cpu_touch=none")
	RUN("mapping-noncoherent", SECTION_MAP "dma_alloc_noncoherent",
	    "memory that is synced is as good as coherent", "mapping=noncoherent")
	RUN("mapping-premapped", SECTION_MAP "dma_sync_single_for_cpu",
	    "memory that stays mapped is synced for each transfer", "mapping=premapped")
	RUN("mapping-pool", SECTION_MAP "dma_pool_alloc", "blocks of a pool are memory",
	    "mapping=pool depth=4")
	{ }
};

#undef RUN
