// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in the lifetime of descriptors, channels and the module.
 */
#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/module.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/sim.h"

#define MAX_LEAKED	8192	/* for good: enough to be seen, and not the end of the machine */

static atomic_t nr_leaked = ATOMIC_INIT(0);

/*
 * A descriptor is not leaked while the client or async_tx still needs something that hangs on it.
 */
static bool leak(struct sim_chan *c, struct sim_desc *d)
{
	if (sim_desc_is_reused(d) || d->txd.unmap || atomic_read(&nr_leaked) >= MAX_LEAKED)
		return false;
	atomic_inc(&nr_leaked);
	c->faults.nr_leaked++;
	return true;
}

const struct sim_fault sim_fault_leak_per_transfer = {
	.at[SIM_AT_RETIRE]	= leak,
};

static bool leak_aborted(struct sim_chan *c, struct sim_desc *d)
{
	if (!leak(c, d))
		return false;
	list_del_init(&d->node);
	return true;
}

const struct sim_fault sim_fault_leak_on_terminate = {
	.at[SIM_AT_ABORT]	= leak_aborted,
};

/* There are always more: only the memory of the machine gets less. */
static bool abandon_aborted(struct sim_chan *c, struct sim_desc *d)
{
	if (!leak(c, d))
		return false;
	c->faults.nr_leaked--;
	list_del_init(&d->node);
	return true;
}

const struct sim_fault sim_fault_abort_leaks = {
	.at[SIM_AT_ABORT]	= abandon_aborted,
};

static bool offer_to_all(struct dma_device *dd)
{
	dma_cap_clear(DMA_PRIVATE, dd->cap_mask);
	return false;
}

static bool keep_unmap(struct sim_chan *c, struct sim_desc *d)
{
	bool had = d->txd.unmap;

	d->txd.unmap = NULL;
	return had;
}

const struct sim_fault sim_fault_unmap_kept = {
	.setup				= offer_to_all,
	.at[SIM_AT_BEFORE_CALLBACK]	= keep_unmap,
};

/* Not the last ones, as unmapping is nothing to do with a lock held. */
static bool has_spare_references(const struct sim_desc *d, unsigned int nr)
{
	return d->txd.unmap && kref_read(&d->txd.unmap->kref) > nr;
}

static bool unmap_early(struct sim_chan *c, struct sim_desc *d)
{
	if (!has_spare_references(d, 1))
		return false;
	dma_descriptor_unmap(&d->txd);
	return true;
}

const struct sim_fault sim_fault_unmap_early = {
	.at[SIM_AT_BEGIN]	= unmap_early,
};

static bool put_unmap(struct sim_chan *c, struct sim_desc *d)
{
	if (!has_spare_references(d, 2))
		return false;
	dmaengine_unmap_put(d->txd.unmap);
	return true;
}

const struct sim_fault sim_fault_unmap_twice = {
	.at[SIM_AT_BEFORE_CALLBACK]	= put_unmap,
};

/* A client that submits one of these all the same is refused, see desc_submit(). */
static bool free_prepared(struct sim_chan *c)
{
	struct sim_desc *d, *next;

	list_for_each_entry_safe(d, next, &c->prepared, node) {
		if (sim_desc_is_reused(d) || d->paired)
			continue;
		d->owned = false;
		list_move(&d->node, &c->free);
		atomic64_inc(&c->sim->cfg->fault_count);
	}
	return false;
}

const struct sim_fault sim_fault_abort_frees_prepared = {
	.in[SIM_CALL_TERMINATE]	= free_prepared,
};

static bool forget_if_reused(struct sim_chan *c, struct sim_desc *d)
{
	return d->submitted > 1 && sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_reuse_forgotten = {
	.at[SIM_AT_BEGIN]	= forget_if_reused,
};

const struct sim_fault sim_fault_reuse_not_freed = {
	.at[SIM_AT_FREE]	= sim_fault_always,
};

static bool was_released(struct sim_chan *c)
{
	return c->faults.was_released;
}

const struct sim_fault sim_fault_request_once = {
	.in[SIM_CALL_REQUEST]	= was_released,
};

/*
 * The references are dropped with the controller, so that the module can be unloaded after a test.
 */
static bool take_module(struct sim_chan *c)
{
	__module_get(THIS_MODULE);
	atomic_inc(&c->sim->leaked_refs);
	return true;
}

const struct sim_fault sim_fault_release_leaks_module = {
	.in[SIM_CALL_RELEASE]	= take_module,
};

static bool jam_if_busy(struct sim_chan *c)
{
	c->faults.jammed = c->active || !list_empty(&c->issued);
	return c->faults.jammed;
}

const struct sim_fault sim_fault_release_jams = {
	.in[SIM_CALL_LEAVE]	= jam_if_busy,
};
