// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of DMA_DEV_TO_DEV: from one register to another, by src_addr and dst_addr of the
 * dma_slave_config. What list or ring is prepared for it says how long it is, and nothing else: the
 * one client in the kernel (sound/soc/fsl/fsl_asrc_dma.c) passes an address that is none. Here it
 * is memory all the same, so that a driver which takes it for DMA_DEV_TO_MEM writes to it and to
 * nothing else.
 */
#include <linux/delay.h>
#include <linux/string.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/ring.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"
#include "peer/peer.h"

#define SECTION	"dmaengine/client.rst: Set slave and controller specific parameters"
#define ROUNDS	3

/* A driver that does not say which directions it has may have none of this. */
static const char *need_dev_to_dev(struct check_bench *b)
{
	return b->has_caps && b->caps.directions & BIT(DMA_DEV_TO_DEV) ?
	       NULL : "it cannot do DMA_DEV_TO_DEV, by its directions";
}

static bool is_moved(const struct rchan *rc)
{
	rc->peer.ops->look(rc);
	return !memcmp(rc->peer.seen, rc->peer.words, rc->peer.span);
}

/* Return: false when the far register, made wrong, has not been written within timeout_ms. */
static bool is_moved_again(struct check_bench *b)
{
	struct stall_timeout timeout = check_timeout(b);

	b->rc->peer.ops->spoil(b->rc);
	while (!is_moved(b->rc)) {
		if (dmarig_stall_timeout_is_over(&timeout))
			return false;
		usleep_range(100, 200);
	}
	return true;
}

static void goes_round(struct check_job *job)
{
	struct check_bench *b = job->b;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		if (!check_ring_wait(job, atomic_read(&job->calls) + (int)job->note[0]))
			return;
		if (is_moved_again(b))
			continue;
		check_note_timeout(b);
		check_fail(b, job,
			   "want the far register written in every round, got it as it was after %d",
			   atomic_read(&job->calls));
		return;
	}
}

static void between_registers(struct check_bench *b)
{
	const struct check_ring ring = {
		.dir		= DMA_DEV_TO_DEV,
		.periods	= 2,
		.flags		= DMA_PREP_INTERRUPT,
		.note		= 2,
	};
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_between))
		return;
	job = check_ring_start(b, &ring);
	if (!job) {
		check_skip(b, "it gives no ring between registers");
		return;
	}
	goes_round(job);
	if (check_stop(b) && check_job_written(job))
		check_fail(b, job,
			   "want memory as it was, which has no part in it, got byte %zu written",
			   check_job_written(job) - 1);
}

const struct rule rules_dev_to_dev[] = {
	{
		.id		= "dev-to-dev-moves",
		.section	= SECTION,
		.says		=
			"what one register is read as the other holds, and memory has no part in it",
		.needs		= { need_dev_to_dev, rule_need_slave, rule_need_memory_peer },
		.knobs		= "op=slave_single flow=dev_to_dev transfers=50",
	},
	{
		.id		= "dev-to-dev-ring",
		.section	= SECTION,
		.says		= "a ring between two registers goes round and calls back",
		.needs		= { need_dev_to_dev, rule_need_rings, rule_need_memory_peer },
		.rings		= true,
		.check		= between_registers,
	},
	{ }
};
