// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * When a run ends, how it waits, and what its op has no use for.
 */
#include "common/constraints.h"
#include "common/world.h"

int constraint_batch(const struct params *p, char *err, size_t len)
{
	if (p->batch <= p->depth)
		return 0;
	snprintf(err, len, "batch=%llu needs depth=%llu or more: nothing would be issued at %llu",
		 p->batch, p->batch, p->depth);
	return -EINVAL;
}

int constraint_end(const struct params *p, char *err, size_t len)
{
	if (p->duration_ms || p->transfers)
		return 0;
	snprintf(err, len, "duration_ms=0 and transfers=0: one of them must end the run");
	return -EINVAL;
}

int constraint_alignment(const struct params *p, char *err, size_t len)
{
	const struct { const char *name; u64 value; } aligned[] = {
		{ "size", p->size },
		{ "src_offset", p->src_offset },
		{ "dst_offset", p->dst_offset },
		{ "chunk", p->chunk },
		{ "src_gap", p->src_gap },
		{ "dst_gap", p->dst_gap },
	};
	size_t i;

	if (p->alignment & (p->alignment - 1)) {
		snprintf(err, len, "alignment=%llu: want a power of two", p->alignment);
		return -EINVAL;
	}
	for (i = 0; i < ARRAY_SIZE(aligned); i++) {
		if (!(aligned[i].value & (p->alignment - 1)))
			continue;
		snprintf(err, len, "%s=%llu is no multiple of alignment=%llu", aligned[i].name,
			 aligned[i].value, p->alignment);
		return -EINVAL;
	}
	return 0;
}

int constraint_verify(const struct params *p, char *err, size_t len)
{
	if (!p->verify || (dmarig_ops[p->op].traits & OP_MOVES_DATA))
		return 0;
	snprintf(err, len, "verify=%llu with op=%s: it moves no data, so only 0 makes sense",
		 p->verify, dmarig_ops[p->op].name);
	return -EINVAL;
}

int constraint_completion(const struct params *p, char *err, size_t len)
{
	if (p->completion == DMARIG_COMPLETION_irq || !(dmarig_ops[p->op].traits & OP_SYNCHRONOUS))
		return 0;
	snprintf(err, len, "completion=%s with op=%s: there is nothing to wait for",
		 dmarig_completions[p->completion].name, dmarig_ops[p->op].name);
	return -EINVAL;
}

static bool is_called(const struct params *p)
{
	return dmarig_completions[p->completion].traits & COMPLETION_CALLED;
}

int constraint_spin(const struct params *p, char *err, size_t len)
{
	if (!p->spin_us || is_called(p))
		return 0;
	snprintf(err, len, "spin_us=%llu with completion=%s: no worker sleeps",
		 p->spin_us, dmarig_completions[p->completion].name);
	return -EINVAL;
}

int constraint_cpu(const struct params *p, char *err, size_t len)
{
	bool synchronous = dmarig_ops[p->op].traits & OP_SYNCHRONOUS;

	if (strcmp(p->cpu, "irq") || (is_called(p) && !synchronous))
		return 0;
	snprintf(err, len, "cpu=irq with %s=%s: no completion is announced on any CPU",
		 synchronous ? "op" : "completion",
		 synchronous ? dmarig_ops[p->op].name : dmarig_completions[p->completion].name);
	return -EINVAL;
}

int constraint_sources(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op];
	u64 least = op_sources(op->traits);

	if (!p->sources || p->sources == least)
		return 0;
	if (op->traits & OP_MORE_SOURCES && p->sources > least)
		return 0;
	snprintf(err, len, "sources=%llu with op=%s: it has %s%llu", p->sources, op->name,
		 op->traits & OP_MORE_SOURCES ? "at least " : "exactly ", least);
	return -EINVAL;
}

int constraint_value(const struct params *p, char *err, size_t len)
{
	if (!p->value || dmarig_ops[p->op].traits & OP_VALUE)
		return 0;
	snprintf(err, len, "value=%llu with op=%s: only memset and memset_sg write one", p->value,
		 dmarig_ops[p->op].name);
	return -EINVAL;
}

int constraint_pq_disable(const struct params *p, char *err, size_t len)
{
	if (p->pq_disable == DMARIG_PQ_DISABLE_none || dmarig_ops[p->op].traits & OP_P_AND_Q)
		return 0;
	snprintf(err, len, "pq_disable=%s with op=%s: it has no P and Q",
		 dmarig_pq_disables[p->pq_disable].name, dmarig_ops[p->op].name);
	return -EINVAL;
}

int constraint_touch(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op];
	bool both = p->cpu_touch == DMARIG_TOUCH_both;
	bool no_source = (both || p->cpu_touch == DMARIG_TOUCH_write) && !params_sources(p);
	bool no_destination = (both || p->cpu_touch == DMARIG_TOUCH_read) &&
			      !params_destinations(p);

	if (!no_source && !no_destination)
		return 0;
	snprintf(err, len, "cpu_touch=%s with op=%s: it has no %s",
		 dmarig_touches[p->cpu_touch].name, op->name, no_source ? "source" : "destination");
	return -EINVAL;
}

int constraint_world(const struct params *p, char *err, size_t len)
{
	u32 world;

	return world_parse(p->world, &world, err, len);
}
