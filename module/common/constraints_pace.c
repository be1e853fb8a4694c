// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * When transfers are submitted, which of them interrupt, and how many make a measurement.
 */
#include "common/constraints.h"

u64 params_enough(const struct params *p, u32 workers)
{
	u64 due = div64_u64(p->rate * p->duration_ms, 1000) * workers;

	if (!p->rate || !p->least)
		return p->least;
	return due < 1 ? 1 : due < p->least ? due : p->least;
}

int constraint_rate(const struct params *p, char *err, size_t len)
{
	if (!p->rate || !(dmarig_ops[p->op].traits & OP_CYCLES))
		return 0;
	snprintf(err, len, "rate=%llu with op=%s: it is submitted once", p->rate,
		 dmarig_ops[p->op].name);
	return -EINVAL;
}

/* Why not every op has descriptors of which some do without an interrupt, or NULL. */
static const char *always_interrupts(const struct params *p)
{
	u32 traits = dmarig_ops[p->op].traits;

	if (traits & OP_SYNCHRONOUS)
		return "it has no descriptors";
	if (traits & OP_CYCLES)
		return "every period calls back";
	return traits & OP_MOVES_DATA ? NULL : "an interrupt is all it does";
}

int constraint_irq_every(const struct params *p, char *err, size_t len)
{
	const char *why = always_interrupts(p);

	if (p->irq_every == 1)
		return 0;
	if (why) {
		snprintf(err, len, "irq_every=%llu with op=%s: %s", p->irq_every,
			 dmarig_ops[p->op].name, why);
		return -EINVAL;
	}
	if (p->completion != DMARIG_COMPLETION_irq) {
		snprintf(err, len, "irq_every=%llu with completion=%s: want completion=irq",
			 p->irq_every, dmarig_completions[p->completion].name);
		return -EINVAL;
	}
	if (p->reuse) {
		snprintf(err, len,
			 "irq_every=%llu with reuse=1: a descriptor that is reused stays as it is",
			 p->irq_every);
		return -EINVAL;
	}
	if (p->metadata && p->metadata_mode == DMARIG_METADATA_engine) {
		snprintf(err, len,
			 "irq_every=%llu with metadata_mode=engine: it is only there during a callback",
			 p->irq_every);
		return -EINVAL;
	}
	if (p->irq_every <= p->depth)
		return 0;
	snprintf(err, len, "irq_every=%llu needs depth=%llu or more: none would interrupt at %llu",
		 p->irq_every, p->irq_every, p->depth);
	return -EINVAL;
}
