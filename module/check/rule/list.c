// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of the residue of lists: however fine it is, it counts the entries that are to come as well
 * as the one that is being moved, each once.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/list.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define ENTRIES	8u

static u32 list_bytes(const struct check_list *list)
{
	u32 i, bytes = 0;

	for (i = 0; i < list->nr; i++)
		bytes += list->entries[i].len;
	return bytes;
}

/* Is it what is left when some entries were moved, and no part of any other? */
static bool is_whole(const struct check_list *list, u32 residue)
{
	u32 i, left = list_bytes(list);

	for (i = 0; i < list->nr && left != residue; i++)
		left -= list->entries[i].len;
	return left == residue;
}

/* Return: of the first @most bytes of a list, those in memory up to the first that is missing. */
static u32 arrived(const struct check_job *job, const struct check_list *list, u32 most)
{
	const struct check_entry *e;
	u32 i, n = 0;

	for (e = list->entries; e < list->entries + list->nr; e++)
		for (i = 0; i < e->len && n < most; i++, n++)
			if (READ_ONCE(job->dst[e->at + i]) != check_job_received(job, n))
				return n;
	return n;
}

static void judge_grain(struct check_job *job, const struct check_list *list, u32 residue)
{
	struct check_bench *b = job->b;
	enum dma_residue_granularity grain = b->caps.residue_granularity;

	/* All has moved and was not told yet, or nothing is known: 0 is what many say then. */
	if (!residue || grain == DMA_RESIDUE_GRANULARITY_BURST)
		return;
	if (grain == DMA_RESIDUE_GRANULARITY_DESCRIPTOR && residue != list_bytes(list))
		check_fail(b, job, "want residue %u until it is complete, by DESCRIPTOR, got %u",
			   list_bytes(list), residue);
	else if (!is_whole(list, residue))
		check_fail(b, job,
			   "want a residue of whole entries of a list of %u, by SEGMENT, got %u",
			   list->nr, residue);
}

/* The residue was read before memory, in which there may be more since, but not less. */
static void judge(struct check_job *job, const struct check_list *list, u32 residue, u32 last)
{
	struct check_bench *b = job->b;
	u32 bytes = list_bytes(list), there;

	if (residue > bytes)
		check_fail(b, job, "want a residue of at most the %u bytes of a list of %u, got %u",
			   bytes, list->nr, residue);
	else if (residue > last)
		check_fail(b, job, "want a list's residue of at most %u, as before, got %u", last,
			   residue);
	judge_grain(job, list, residue);
	if (check_failed(b) || list->dir != DMA_DEV_TO_MEM || rule_need_residue_moves(b))
		return;
	there = arrived(job, list, bytes - residue);
	if (there < bytes - residue)
		check_fail(b, job,
			   "want the %u bytes that a list's residue=%u says have moved, got %u",
			   bytes - residue, residue, there);
}

/* Look at a list until it is complete. Return: how many looks met it in flight. */
static u32 watch(struct check_job *job, const struct check_list *list)
{
	struct stall_timeout timeout = check_timeout(job->b);
	u32 looks = 0, last = list_bytes(list);
	struct dma_tx_state state = { };

	while (!dmarig_stall_timeout_is_over(&timeout) && !check_failed(job->b)) {
		if (check_job_status(job, &state) != DMA_IN_PROGRESS)
			break;
		judge(job, list, state.residue, last);
		last = state.residue;
		if (++looks % 16 == 0)
			usleep_range(10, 20);
	}
	return looks;
}

static void watch_lists(struct check_bench *b, struct check_list *list)
{
	u32 n = check_tries(b, 24, 1), looks = 0;
	struct check_job *job;

	while (n--) {
		job = check_job_new(b, b->len);
		if (!job)
			return;
		check_list_lay_out(list, job);
		if (!check_list_start(job, list))
			return;
		looks += watch(job, list);
		if (check_failed(b) || !check_job_wait(job) || !check_reset(b))
			return;
	}
	if (!looks)
		check_skip(b, "no list was met in flight; a larger size may help");
}

/* Where the channel can receive, memory shows what has moved. */
static void list_residue(struct check_bench *b)
{
	const struct check_kind *kind = rule_sends_only(b) ? &check_kind_send : &check_kind_receive;
	struct check_list *list;

	if (!check_kind_change(b, kind))
		return;
	list = kzalloc(sizeof(*list), GFP_KERNEL);
	if (!list) {
		check_break(b, "no memory for a list");
		return;
	}
	list->nr = ENTRIES;
	list->width = check_kind_config(b).src_addr_width;
	list->dir = kind->dir;
	list->gap = check_list_some_words;
	list->place = check_list_backwards;
	watch_lists(b, list);
	kfree(list);
}

const struct rule rules_list[] = {
	{
		.id		= "list-residue",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "a list's residue is that of all its entries, each counted once",
		.needs		= { rule_need_slave, rule_need_residue },
		.check		= list_residue,
		.again		= true,
	},
	{ }
};
