// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Kinds of transfer: the simplest descriptor a channel has. A slave channel receives what its
 * register reads as, or what was sent to a device's own buffer before.
 */
#include <linux/slab.h>
#include "check/bench/bench.h"
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "common/pattern.h"
#include "core/base/compat_dma.h"
#include "core/chan/chan.h"
#include "core/chan/slave.h"
#include "core/run/run.h"
#include "peer/peer.h"

static struct dma_async_tx_descriptor *memcpy_prep(struct check_job *job, unsigned long flags)
{
	return dmaengine_prep_dma_memcpy(job->b->chan, job->dst_dma, job->src_dma, job->len, flags);
}

static size_t memcpy_bad(const struct check_job *job)
{
	return pattern_compare(job->dst, job->len, job->key);
}

static struct dma_async_tx_descriptor *send_prep(struct check_job *job, unsigned long flags)
{
	return dmaengine_prep_slave_single(job->b->chan, job->src_dma, job->len, DMA_MEM_TO_DEV,
					   flags);
}

/*
 * A sent transfer leaves no trace in the job's memory, so only the source can be checked: it must
 * not have changed.
 */
static size_t send_bad(const struct check_job *job)
{
	return pattern_compare(job->src, job->len, job->key);
}

static struct dma_async_tx_descriptor *receive_prep(struct check_job *job, unsigned long flags)
{
	return dmaengine_prep_slave_single(job->b->chan, job->dst_dma, job->len, DMA_DEV_TO_MEM,
					   flags);
}

u8 check_job_received(const struct check_job *job, size_t at)
{
	const struct peer *peer = &job->b->rc->peer;

	return peer->words ? peer->words[at % peer->span] : job->b->known[at];
}

static size_t receive_bad(const struct check_job *job)
{
	size_t i = 0;

	while (i < job->len && job->dst[i] == check_job_received(job, i))
		i++;
	return i;
}

const struct check_kind check_kind_memcpy = {
	.name	= "memcpy",
	.cap	= DMA_MEMCPY,
	.dir	= DMA_MEM_TO_MEM,
	.prep	= memcpy_prep,
	.bad	= memcpy_bad,
};

const struct check_kind check_kind_receive = {
	.name	= "slave_single dev_to_mem",
	.cap	= DMA_SLAVE,
	.dir	= DMA_DEV_TO_MEM,
	.prep	= receive_prep,
	.bad	= receive_bad,
};

/* Memory gives a length only, and is left alone. */
static struct dma_async_tx_descriptor *between_prep(struct check_job *job, unsigned long flags)
{
	return dmaengine_prep_slave_single(job->b->chan, job->dst_dma, job->len, DMA_DEV_TO_DEV,
					   flags);
}

static size_t between_bad(const struct check_job *job)
{
	size_t written = check_job_written(job);

	return written ? written - 1 : job->len;
}

const struct check_kind check_kind_between = {
	.name	= "slave_single dev_to_dev",
	.cap	= DMA_SLAVE,
	.dir	= DMA_DEV_TO_DEV,
	.prep	= between_prep,
	.bad	= between_bad,
};

const struct check_kind check_kind_send = {
	.name	= "slave_single mem_to_dev",
	.cap	= DMA_SLAVE,
	.dir	= DMA_MEM_TO_DEV,
	.prep	= send_prep,
	.bad	= send_bad,
};

bool check_kind_has_rings(const struct check_bench *b)
{
	struct dma_device *dd = b->chan->device;

	return dma_has_cap(DMA_CYCLIC, dd->cap_mask) && dd->device_prep_dma_cyclic;
}

static bool has_lists(const struct check_bench *b)
{
	struct dma_device *dd = b->chan->device;

	return dma_has_cap(DMA_SLAVE, dd->cap_mask) && dd->device_prep_slave_sg;
}

static const struct check_kind *const kinds[] = {
	&check_kind_memcpy, &check_kind_receive, &check_kind_send
};

static bool has_peer(const struct params *p)
{
	return params_peer(p) != DMARIG_PEER_none && params_peer(p) != DMARIG_PEER_channel;
}

/* A channel that does not say which directions it has is taken to have all. */
static bool has_kind(const struct check_bench *b, const struct check_kind *kind)
{
	if (kind->cap != DMA_SLAVE)
		return dma_has_cap(kind->cap, b->chan->device->cap_mask);
	return has_peer(&b->p) && (has_lists(b) || check_kind_has_rings(b)) &&
	       (!b->has_caps || b->caps.directions & BIT(kind->dir));
}

const struct check_kind *check_kind_find(const struct check_bench *b)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (has_kind(b, kinds[i]))
			return kinds[i];
	return NULL;
}

/* Send to the device's own buffer once. All jobs that receive get these bytes. */
static bool prime(struct check_bench *b)
{
	const struct check_kind *kind = b->kind;
	struct check_job *job;

	b->kind = &check_kind_send;
	job = check_job_start(b, b->len);
	b->kind = kind;
	if (!job || !check_job_wait(job))
		return false;
	b->known = kvmalloc(job->len, GFP_KERNEL);
	if (!b->known) {
		check_break(b, "no memory for what the device's buffer holds");
		return false;
	}
	memcpy(b->known, job->src, job->len);
	check_clear(b);
	return true;
}

bool check_kind_prime(struct check_bench *b)
{
	if (b->rings_only || b->kind->dir != DMA_DEV_TO_MEM || b->rc->peer.words || b->known)
		return true;
	return prime(b);
}

int check_kind_set_up(struct check_bench *b)
{
	b->rings_only = b->kind->cap == DMA_SLAVE && !has_lists(b);
	if (b->kind->cap != DMA_SLAVE)
		return 0;
	b->p.src_burst = max(b->caps.min_burst, 1u);
	b->p.dst_burst = b->p.src_burst;
	b->p.flow = b->kind->dir == DMA_MEM_TO_DEV	     ? DMARIG_FLOW_mem_to_dev :
		    b->kind->dir == DMA_DEV_TO_DEV	     ? DMARIG_FLOW_dev_to_dev :
		    params_peer(&b->p) == DMARIG_PEER_device ? DMARIG_FLOW_both :
							       DMARIG_FLOW_dev_to_mem;
	return dmarig_slave_set_up(b->rc, &b->p, b->p.peer);
}

/* Return: four bytes, or the narrowest width it has, as dmarig_slave_set_up() chooses. */
static u32 usual_width(u32 widths)
{
	widths &= ~BIT(0);
	return !widths || widths & BIT(4) ? 4 : __ffs(widths);
}

struct dma_slave_config check_kind_config(const struct check_bench *b)
{
	struct dma_slave_config cfg = {
		.direction	= b->kind->dir,
		.src_addr	= b->rc->peer.phys,
		.dst_addr	= b->rc->peer.far,
		.src_addr_width	= usual_width(b->caps.src_addr_widths),
		.dst_addr_width	= usual_width(b->caps.dst_addr_widths),
		.src_maxburst	= max(b->caps.min_burst, 1u),
		.dst_maxburst	= max(b->caps.min_burst, 1u),
	};

	ct_set_peripheral(&cfg, b->rc->peripheral, b->rc->nr_peripheral);
	return cfg;
}

bool check_kind_change(struct check_bench *b, const struct check_kind *kind)
{
	int ret;

	dmarig_peer_release(b->rc);
	b->kind = kind;
	ret = check_kind_set_up(b);
	if (ret == -EPERM)
		check_skip(b, "%s", b->run->error.text);
	else if (ret)
		check_fail(b, NULL, "want the channel configured for %s, got %d: %s", kind->name,
			   ret, b->run->error.text);
	return !ret && check_kind_prime(b);
}
