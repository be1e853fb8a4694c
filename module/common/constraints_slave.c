// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Constraints of peers, and of cyclic transfers.
 */
#include "common/constraints.h"

/* struct deviation - a knob, and whether it is not at its default */
struct deviation {
	const char *name;
	bool set;
};

/* The first knob that is not, or NULL. */
static const char *first_set(const struct deviation *knobs, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (knobs[i].set)
			return knobs[i].name;
	return NULL;
}

/* A knob that is set and means something for slave ops only, or NULL. */
static const char *slave_knob(const struct params *p)
{
	const struct deviation knobs[] = {
		{ "src_width", p->src_width },
		{ "dst_width", p->dst_width },
		{ "src_burst", p->src_burst != 1 },
		{ "dst_burst", p->dst_burst != 1 },
		{ "src_window", p->src_window },
		{ "dst_window", p->dst_window },
		{ "peer_flow_control", p->peer_flow_control },
		{ "peripheral_config", strcmp(p->peripheral_config, "none") },
	};

	return first_set(knobs, ARRAY_SIZE(knobs));
}

int constraint_peer(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op];
	const char *knob = slave_knob(p);
	bool peer = params_peer(p) != DMARIG_PEER_none;

	if (peer && !(op->traits & OP_SLAVE))
		snprintf(err, len, "peer=%s with op=%s: only a slave op talks to a peripheral",
			 p->peer, op->name);
	else if (p->flow != DMARIG_FLOW_both && !(op->traits & OP_FLOWS))
		snprintf(err, len, "flow=%s with op=%s: its buffers are always the same",
			 dmarig_flows[p->flow].name, op->name);
	else if (p->flow == DMARIG_FLOW_dev_to_dev && !(op->traits & OP_SLAVE))
		snprintf(err, len, "flow=dev_to_dev with op=%s: only a slave op has registers",
			 op->name);
	else if (knob && !(op->traits & OP_SLAVE))
		snprintf(err, len,
			 "%s with op=%s: only a slave op has a use for it",
			 knob, op->name);
	else if (!peer && op->traits & OP_SLAVE)
		snprintf(err, len,
			 "op=%s peer=none: want memory, device, a channel or an address such as 0xe000",
			 op->name);
	else
		return 0;
	return -EINVAL;
}

/* A flow must be one that the peer has: some only take data, some only give it. */
int constraint_flow(const struct params *p, char *err, size_t len)
{
	u32 traits = dmarig_peers[params_peer(p)].traits;
	bool both = p->flow == DMARIG_FLOW_both;

	if (!(dmarig_ops[p->op].traits & OP_SLAVE))
		return 0;
	if (both && !(traits & PEER_RETURNS))
		snprintf(err, len,
			 "flow=both with peer=%s: nothing comes back from it; want mem_to_dev or dev_to_mem",
			 p->peer);
	else if (!both && params_peer(p) == DMARIG_PEER_channel)
		snprintf(err, len,
			 "flow=%s with peer=%s: what one channel sends the other must receive; want both",
			 dmarig_flows[p->flow].name, p->peer);
	else if (p->flow == DMARIG_FLOW_dev_to_dev && !(traits & PEER_PAIR))
		snprintf(err, len,
			 "flow=dev_to_dev with peer=%s: it takes two registers; want memory",
			 p->peer);
	else if (!both && p->verify && !(traits & PEER_KEEPS))
		snprintf(err, len,
			 "flow=%s with peer=%s and verify=%llu: nobody can look into it; want flow=both or verify=0",
			 dmarig_flows[p->flow].name, p->peer, p->verify);
	else
		return 0;
	return -EINVAL;
}

/*
 * A register keeps what was written last: with several transfers outstanding, which
 * of them that is nobody knows.
 */
int constraint_register(const struct params *p, char *err, size_t len)
{
	if (p->flow == DMARIG_FLOW_both || p->flow == DMARIG_FLOW_dev_to_mem || !p->verify ||
	    p->depth * p->threads == 1)
		return 0;
	snprintf(err, len,
		 "flow=%s verify=%llu with depth=%llu threads=%llu: want depth=1 threads=1, or verify=0",
		 dmarig_flows[p->flow].name, p->verify, p->depth, p->threads);
	return -EINVAL;
}

/* Each worker's pairs of descriptors must stay pairs. */
int constraint_loop(const struct params *p, char *err, size_t len)
{
	if (params_peer(p) == DMARIG_PEER_none || p->flow != DMARIG_FLOW_both || p->threads == 1)
		return 0;
	snprintf(err, len,
		 "threads=%llu with flow=both: workers would receive each other's data; want 1",
		 p->threads);
	return -EINVAL;
}

/* A cyclic transfer is one descriptor that a worker looks after as it goes round. */
static const char *uncyclic_knob(const struct params *p)
{
	const struct deviation knobs[] = {
		{ "depth", p->depth != 1 },
		{ "buffers", p->buffers != 0 },
		{ "threads", p->threads != 1 },
		{ "fresh", p->fresh },
		{ "random", p->random != DMARIG_RANDOM_none },
		{ "completion", p->completion == DMARIG_COMPLETION_fence },
		{ "cpu_touch", p->cpu_touch != DMARIG_TOUCH_none },
		{ "spin_us", p->spin_us },
	};

	return first_set(knobs, ARRAY_SIZE(knobs));
}

/* While the channel goes round, the CPU may look at what has ended and at nothing else. */
static bool looks_at_all(const struct params *p)
{
	return p->verify && params_destinations(p) &&
	       dmarig_mappings[p->mapping].traits & MAPPING_WHOLE;
}

int constraint_cyclic(const struct params *p, char *err, size_t len)
{
	const char *knob = uncyclic_knob(p);

	if (!(dmarig_ops[p->op].traits & OP_CYCLES))
		return 0;
	if (knob)
		snprintf(err, len,
			 "%s with op=cyclic: it is one descriptor that goes round; want the default",
			 knob);
	else if (p->flow == DMARIG_FLOW_both && params_peer(p) == DMARIG_PEER_device)
		snprintf(err, len,
			 "flow=both with op=cyclic peer=device: a channel goes round one way at a time");
	else if (p->flow == DMARIG_FLOW_dev_to_dev && p->verify)
		snprintf(err, len,
			 "flow=dev_to_dev verify=%llu with op=cyclic: no period of it can be told from the one before; want verify=0",
			 p->verify);
	else if (looks_at_all(p))
		snprintf(err, len,
			 "verify=%llu with op=cyclic mapping=%s: the CPU can have all of it or nothing, and the channel still has it; want verify=0",
			 p->verify, dmarig_mappings[p->mapping].name);
	else if (p->period > p->size || (u32)p->size % (u32)p->period)
		snprintf(err, len,
			 "period=%llu does not divide size=%llu",
			 p->period,
			 p->size);
	else
		return 0;
	return -EINVAL;
}

int constraint_peripheral(const struct params *p, char *err, size_t len)
{
	u8 bytes[PERIPHERAL_BYTES];

	if (params_peripheral(p, bytes) >= 0)
		return 0;
	snprintf(err, len,
		 "peripheral_config=%.32s: want none, or 1 to %d bytes in hex, such as 0a1b",
		 p->peripheral_config, PERIPHERAL_BYTES);
	return -EINVAL;
}

/* Metadata that goes out with a descriptor can only be compared where it comes back in. */
int constraint_metadata(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op];

	if (!p->metadata)
		return 0;
	if (!(op->traits & OP_SLAVE) || op->traits & OP_CYCLES || p->flow != DMARIG_FLOW_both)
		snprintf(err, len,
			 "metadata=%llu with op=%s flow=%s: want a slave op and both, so that it comes back",
			 p->metadata, op->name, dmarig_flows[p->flow].name);
	else if (p->metadata_mode == DMARIG_METADATA_engine &&
		 !(dmarig_completions[p->completion].traits & COMPLETION_CALLED))
		snprintf(err, len,
			 "metadata_mode=engine with completion=%s: it is only there during a callback",
			 dmarig_completions[p->completion].name);
	else
		return 0;
	return -EINVAL;
}

/* A descriptor that is used again has the addresses and the length it was prepared with. */
int constraint_reuse(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op], *mapping = &dmarig_mappings[p->mapping];
	char which[SENTENCE_LEN / 2];

	if (!p->reuse)
		return 0;
	word_names_with(dmarig_mappings, MAPPING_STAYS, which, sizeof(which));
	if (op->traits & (OP_SYNCHRONOUS | OP_CYCLES))
		snprintf(err, len,
			 "reuse=1 with op=%s: it has no descriptor to use again",
			 op->name);
	else if (!(mapping->traits & MAPPING_STAYS))
		snprintf(err, len, "reuse=1 with mapping=%s: its addresses change; want one of %s",
			 mapping->name, which);
	else if (p->random != DMARIG_RANDOM_none)
		snprintf(err, len,
			 "reuse=1 with random=%s: want none, as a descriptor keeps its length and addresses",
			 dmarig_randoms[p->random].name);
	else
		return 0;
	return -EINVAL;
}

int constraint_continue(const struct params *p, char *err, size_t len)
{
	if (!p->pq_continue || p->op == DMARIG_OP_pq)
		return 0;
	snprintf(err, len, "pq_continue=1 with op=%s: only a pq goes on from P and Q",
		 dmarig_ops[p->op].name);
	return -EINVAL;
}
