// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of dmaengine_slave_config(): what it changes, what it leaves, and what it must refuse. With
 * peer=memory, the second register is the source of a job that is never started.
 */
#include <linux/dma-direct.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define SECTION		"dmaengine/provider.rst: Device operations, device_config"
#define WIDTHS		17	/* of what can be advertised: enum dma_slave_buswidth */
#define QUEUED		4

/* Configure the channel to receive from the source of @other from now on. */
static bool use_other(struct check_bench *b, const struct check_job *other)
{
	struct dma_slave_config cfg = check_kind_config(b);
	int ret;

	cfg.src_addr = dma_to_phys(b->dev, other->src_dma);
	ret = dmaengine_slave_config(b->chan, &cfg);
	if (ret)
		check_fail(b, NULL,
			   "want dmaengine_slave_config() to take another register, got %d", ret);
	return !ret;
}

static struct check_job *other_register(struct check_bench *b)
{
	return check_kind_change(b, &check_kind_receive) ? check_job_new(b, b->len) : NULL;
}

/* Changes the configuration once while jobs are submitted, and once while they are under way. */
static void leaves_queued(struct check_bench *b)
{
	u32 i, j, n = check_tries(b, QUEUED, 2);
	struct check_job *other, *job;

	for (i = 0; i < 2; i++) {
		other = other_register(b);
		for (j = 0; other && j < n; j++) {
			job = check_job_new(b, b->len);
			if (!job || !check_job_submit(job, DMA_PREP_INTERRUPT))
				return;
		}
		if (i)
			check_issue(b);
		if (!other || !use_other(b, other))
			return;
		if (!i)
			check_issue(b);
		if (!check_wait(b) || !check_all_data(b))
			return;
		check_clear(b);
	}
}

static void applies_next(struct check_bench *b)
{
	u32 width = check_kind_config(b).src_addr_width;
	struct check_job *other = other_register(b), *job;
	size_t at = 0;

	if (!other || !use_other(b, other))
		return;
	job = check_job_start(b, b->len);
	if (!job || !check_job_wait(job))
		return;
	while (at < job->len && job->dst[at] == other->src[at % width])
		at++;
	if (at < job->len)
		check_fail(b, job,
			   "want the register of the last dmaengine_slave_config(), got byte %zu of another",
			   at);
}

/* Return: true if both dmaengine_slave_config() and prep accept it, so that it would be done. */
static bool is_taken(struct check_bench *b, struct dma_slave_config *cfg,
		     const struct check_kind *kind)
{
	struct dma_async_tx_descriptor *tx;
	struct check_job *job;

	if (b->caps.directions && !(b->caps.directions & BIT(kind->dir)))
		return false;
	cfg->direction = kind->dir;
	if (dmaengine_slave_config(b->chan, cfg))
		return false;
	/* Return: a multiple of all widths, if the size has room for one. */
	job = check_job_new(b, b->len < 192 ? b->len : b->len / 192 * 192);
	tx = job ? kind->prep(job, DMA_PREP_INTERRUPT) : NULL;
	if (tx)
		check_drop(b, tx);
	check_clear(b);
	return tx;
}

static const struct check_kind *some_kind(const struct check_bench *b)
{
	return rule_sends_only(b) ? &check_kind_send : &check_kind_receive;
}

static const u8 all_widths[] = { 1, 2, 3, 4, 8, 16 };

static void width_refused(struct check_bench *b)
{
	struct dma_slave_config cfg;
	u32 i, width;

	if (!b->caps.src_addr_widths || !b->caps.dst_addr_widths) {
		check_skip(b,
			   "it does not say which widths it has: src_addr_widths or dst_addr_widths is 0");
		return;
	}
	if (!check_kind_change(b, some_kind(b)))
		return;
	for (i = 0; i < ARRAY_SIZE(all_widths) && !check_failed(b); i++) {
		width = all_widths[i];
		cfg = check_kind_config(b);
		cfg.src_addr_width = width;
		if (!(b->caps.src_addr_widths & BIT(width)) &&
		    is_taken(b, &cfg, &check_kind_receive))
			check_fail(b, NULL,
				   "want src_addr_width=%u refused, which is not in src_addr_widths=0x%x, got a descriptor",
				   width, b->caps.src_addr_widths);
		cfg = check_kind_config(b);
		cfg.dst_addr_width = width;
		if (!(b->caps.dst_addr_widths & BIT(width)) && is_taken(b, &cfg, &check_kind_send))
			check_fail(b, NULL,
				   "want dst_addr_width=%u refused, which is not in dst_addr_widths=0x%x, got a descriptor",
				   width, b->caps.dst_addr_widths);
	}
}

static void burst_refused(struct check_bench *b)
{
	struct dma_slave_config cfg;
	u32 burst = b->caps.max_burst + 1;

	if (!b->caps.max_burst) {
		check_skip(b, "it does not say how long a burst may be: max_burst is 0");
		return;
	}
	if (!check_kind_change(b, some_kind(b)))
		return;
	cfg = check_kind_config(b);
	cfg.src_maxburst = burst;
	if (is_taken(b, &cfg, &check_kind_receive))
		check_fail(b, NULL,
			   "want src_maxburst=%u refused, beyond max_burst=%u, got a descriptor",
			   burst, b->caps.max_burst);
	cfg = check_kind_config(b);
	cfg.dst_maxburst = burst;
	if (is_taken(b, &cfg, &check_kind_send))
		check_fail(b, NULL,
			   "want dst_maxburst=%u refused, beyond max_burst=%u, got a descriptor",
			   burst, b->caps.max_burst);
}

static bool width_works(struct check_bench *b, const struct check_kind *kind, u32 width)
{
	struct check_job *job;

	b->p.src_width = width;
	b->p.dst_width = width;
	b->p.size = b->len / width * width;
	if (!check_kind_change(b, kind))
		return false;
	job = check_job_start(b, b->p.size);
	if (!job || !check_job_wait(job))
		return false;
	if (b->known && kind->dir == DMA_MEM_TO_DEV)
		memcpy(b->known, job->src, job->len);
	if (kind->bad(job) != job->len)
		check_fail(b, job,
			   "want width %u to work, as it is advertised, got byte %zu wrong with %s",
			   width, kind->bad(job), kind->name);
	check_clear(b);
	return !check_failed(b);
}

static bool may(const struct check_bench *b, const struct check_kind *kind, u32 widths, u32 width)
{
	return widths & BIT(width) && b->caps.directions & BIT(kind->dir);
}

static void caps_width_works(struct check_bench *b)
{
	u32 width;

	for (width = 1; width < WIDTHS; width++) {
		if (may(b, &check_kind_send, b->caps.dst_addr_widths, width) &&
		    !width_works(b, &check_kind_send, width))
			return;
		if (may(b, &check_kind_receive, b->caps.src_addr_widths, width) &&
		    !width_works(b, &check_kind_receive, width))
			return;
	}
}

const struct rule rules_config[] = {
	{
		.id		= "config-leaves-queued",
		.section	= SECTION,
		.says		= "dmaengine_slave_config() changes nothing that is queued",
		.needs		= { rule_need_slave, rule_need_known_register,
				    rule_need_memory_peer },
		.check		= leaves_queued,
	},
	{
		.id		= "config-applies-next",
		.section	= SECTION,
		.says		= "dmaengine_slave_config() counts for what is prepared after it",
		.needs		= { rule_need_slave, rule_need_known_register,
				    rule_need_memory_peer },
		.check		= applies_next,
	},
	{
		.id		= "config-width-refused",
		.section	= SECTION,
		.says		= "a register's width that is not advertised is refused",
		.needs		= { rule_need_slave, rule_need_caps },
		.check		= width_refused,
	},
	{
		.id		= "config-burst-refused",
		.section	= SECTION,
		.says		= "a burst longer than advertised is refused",
		.needs		= { rule_need_slave, rule_need_caps },
		.check		= burst_refused,
	},
	{
		.id		= "config-caps-width-works",
		.section	= "dmaengine/provider.rst: Device operations, widths",
		.says		= "every register's width that is advertised works",
		.needs		= { rule_need_slave, rule_need_caps },
		.check		= caps_width_works,
	},
	{ }
};
