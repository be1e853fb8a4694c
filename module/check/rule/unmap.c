// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The rule of tx->unmap: clients such as async_tx and ntb_transport leave it to the driver to unmap
 * the memory of a copy. Nobody says so to drivers for private clients, and many of these do not.
 *
 * The rule keeps references of its own, so that nothing is unmapped before it looks, and nothing
 * that is let go too often is freed.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "common/pattern.h"
#include "core/base/stall_timeout.h"

#define OURS		3u	/* references */
#define QUIET_MS	20
#define LATE_LOOKS	50	/* after the callback */

/* struct left - what is left to the driver. Owner: the rule. */
struct left {
	struct check_job *job;		/* its callback, and the pattern */
	struct dmaengine_unmap_data *unmap;
	struct page *from, *to;
	size_t len;
};

static u32 references(const struct left *left)
{
	return kref_read(&left->unmap->kref);
}

static bool map_page(struct dmaengine_unmap_data *unmap, u32 i, struct page *page,
		     enum dma_data_direction dir)
{
	unmap->addr[i] = dma_map_page(unmap->dev, page, 0, unmap->len, dir);
	return !dma_mapping_error(unmap->dev, unmap->addr[i]);
}

static bool map_both(struct left *left)
{
	struct dmaengine_unmap_data *unmap = left->unmap;

	unmap->len = left->len;
	if (!map_page(unmap, 0, left->from, DMA_TO_DEVICE))
		return false;
	unmap->to_cnt = 1;
	if (!map_page(unmap, 1, left->to, DMA_FROM_DEVICE))
		return false;
	unmap->from_cnt = 1;
	return true;
}

static void free_pages_of(struct left *left)
{
	if (left->from)
		__free_page(left->from);
	if (left->to)
		__free_page(left->to);
}

static bool make(struct check_bench *b, struct left *left)
{
	u32 i;

	left->len = min_t(size_t, b->len, PAGE_SIZE);
	left->job = check_job_new(b, left->len);
	if (!left->job)
		return false;
	left->from = alloc_page(GFP_KERNEL);
	left->to = alloc_page(GFP_KERNEL | __GFP_ZERO);
	left->unmap = left->from && left->to ? dmaengine_get_unmap_data(b->dev, 2, GFP_KERNEL) :
					       NULL;
	if (left->unmap) {
		pattern_fill(page_address(left->from), left->len, left->job->key);
		for (i = 1; i < OURS; i++)
			kref_get(&left->unmap->kref);
		if (map_both(left))
			return true;
		for (i = 0; i < OURS; i++)
			dmaengine_unmap_put(left->unmap);
	}
	free_pages_of(left);
	check_break(b, "no memory that could be mapped for a copy");
	return false;
}

/* Give back all that is left, whoever had it: the driver cannot look at it any more. */
static void unmake(struct left *left)
{
	u32 n = references(left);

	while (n--)
		dmaengine_unmap_put(left->unmap);
	free_pages_of(left);
}

static bool start(struct left *left)
{
	struct check_job *job = left->job;
	struct check_bench *b = job->b;
	struct stall_timeout timeout = check_timeout(b);
	struct dma_async_tx_descriptor *tx;

	do {
		tx = dmaengine_prep_dma_memcpy(b->chan, left->unmap->addr[1], left->unmap->addr[0],
					       left->len, DMA_PREP_INTERRUPT | DMA_CTRL_ACK);
	} while (!tx && check_bide(b, &timeout));
	if (!tx) {
		check_fail(b, job, "want a descriptor of memcpy, got NULL for timeout_ms=%llu",
			   b->p.timeout_ms);
		return false;
	}
	check_job_set_callback(job, tx);
	dma_set_unmap(tx, left->unmap);
	if (!check_job_submit_prepared(job))
		return false;
	if (references(left) <= OURS)
		check_fail(b, job,
			   "want tx->unmap kept until the end, got it let go when submitted");
	check_issue(b);
	return true;
}

static size_t first_wrong(const struct left *left)
{
	return pattern_compare(page_address(left->to), left->len, left->job->key);
}

/* The mapping lasts as long as the rule's references do. */
static size_t first_wrong_now(const struct left *left)
{
	struct dmaengine_unmap_data *unmap = left->unmap;
	size_t bad;

	dma_sync_single_for_cpu(unmap->dev, unmap->addr[1], left->len, DMA_FROM_DEVICE);
	bad = first_wrong(left);
	dma_sync_single_for_device(unmap->dev, unmap->addr[1], left->len, DMA_FROM_DEVICE);
	return bad;
}

/* Drivers let go before the callback, or a while after it, some of them when they are called. */
static bool is_let_go(struct left *left)
{
	struct check_bench *b = left->job->b;
	struct stall_timeout timeout = check_timeout(b);
	int looks;

	while (references(left) > OURS && !check_job_called(left->job) &&
	       !dmarig_stall_timeout_is_over(&timeout))
		usleep_range(10, 20);
	for (looks = 0; looks < LATE_LOOKS && references(left) > OURS; looks++) {
		usleep_range(500, 1000);
		check_issue(b);
	}
	return references(left) <= OURS;
}

/* A device that was registered without DMA_PRIVATE has it for the sake of its clients alone. */
static bool is_public(const struct check_bench *b)
{
	const struct dma_device *dd = b->chan->device;
	const struct dma_chan *chan;
	u32 clients = 0;

	list_for_each_entry(chan, &dd->channels, device_node)
		clients += READ_ONCE(chan->client_count) > 0;
	return READ_ONCE(dd->privatecnt) <= clients;
}

static void judge(struct left *left)
{
	struct check_job *job = left->job;
	struct check_bench *b = job->b;
	size_t bad;

	if (is_let_go(left)) {
		bad = first_wrong_now(left);
		if (bad < left->len)
			check_fail(b, job,
				   "want tx->unmap let go when the data is there, got byte %zu wrong then",
				   bad);
		if (check_job_wait(job))
			msleep(QUIET_MS);
		if (references(left) < OURS)
			check_fail(b, job, "want tx->unmap let go once, got it %u times",
				   OURS + 1 - references(left));
	} else if (!check_job_wait(job)) {
		return;
	} else if (is_public(b)) {
		check_fail(b, job, "want tx->unmap let go after the callback, got it kept");
	} else {
		check_skip(b, "its driver keeps tx->unmap, and is for private clients");
	}
}

static void unmap_once(struct check_bench *b)
{
	struct left left = { };

	if (!make(b, &left))
		return;
	if (start(&left))
		judge(&left);
	/* What the channel may still have stays its own for good: two pages. */
	if ((!check_in_flight(b) || check_stop(b)) && check_restart(b))
		unmake(&left);
}

const struct rule rules_unmap[] = {
	{
		.id		= "unmap-let-go-once",
		.section	= "linux/dmaengine.h: dma_set_unmap(), dma_descriptor_unmap()",
		.says		=
			"what a client leaves in tx->unmap is let go once, when the data is there",
		.kind		= &check_kind_memcpy,
		.needs		= { rule_need_memcpy },
		.check		= unmap_once,
	},
	{ }
};
