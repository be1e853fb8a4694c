// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Making and freeing a worker: its memory, its slots, and its transfers that never ended.
 */
#include <linux/err.h>
#include <linux/list.h>
#include <linux/slab.h>
#include "common/world.h"
#include "completion/completion.h"
#include "core/base/deferred.h"
#include "core/base/thread_pool.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"
#include "core/observe/task_account.h"
#include "core/worker/cyclic.h"
#include "core/worker/cyclic_data.h"
#include "core/worker/stage.h"
#include "core/worker/worker.h"
#include "op/op.h"

/*
 * Which phases every transfer of this worker goes through; fill and verify depend on the transfer.
 */
static u32 worker_phases(const struct worker *w)
{
	u32 phases = BIT(PHASE_total);

	if (w->cycles)
		return BIT(PHASE_interval) | BIT(PHASE_wake);
	if (w->spec.op->maps)
		phases |= BIT(PHASE_map) | BIT(PHASE_unmap);
	if (w->spec.p->rate)
		phases |= BIT(PHASE_late) | BIT(PHASE_response);
	if (w->spec.p->fresh)
		phases |= BIT(PHASE_free) | BIT(PHASE_alloc);
	if (w->spec.p->cpu_touch != DMARIG_TOUCH_none)
		phases |= BIT(PHASE_touch);
	if (w->spec.op->prep)
		phases |= BIT(PHASE_prep) | BIT(PHASE_submit) | BIT(PHASE_issue) |
			  BIT(PHASE_device);
	if (w->spec.op->prep && w->spec.completion->wakes)
		phases |= BIT(PHASE_wake);
	if (w->spec.op->work && (!w->spec.op->maps || w->spec.p->pause_ns))
		phases |= BIT(PHASE_device);
	return phases;
}

static int worker_alloc_hist(struct worker *w)
{
	int i;

	if (!w->spec.p->histograms || w->hist)
		return 0;
	w->hist = kvcalloc(NR_PHASES, sizeof(*w->hist), GFP_KERNEL);
	if (!w->hist)
		return -ENOMEM;
	for (i = 0; i < NR_PHASES; i++)
		hist_begin(&w->hist[i]);
	return 0;
}

static int worker_cut(struct worker *w, struct shape *shape, u64 salt)
{
	shape->pieces = kvcalloc(w->spec.p->sg_entries, sizeof(*shape->pieces), GFP_KERNEL);
	if (!shape->pieces)
		return -ENOMEM;
	shape_cut(shape, w->spec.p, PAGE_SIZE, salt);
	return 0;
}

static int worker_shape(struct worker *w)
{
	int ret = 0;

	if (shape_is_cut(w->spec.p)) {
		ret = worker_cut(w, &w->spec.reads, SHAPE_SALT(false));
		if (!ret)
			ret = worker_cut(w, &w->spec.writes, SHAPE_SALT(true));
	} else if (w->spec.p->chunk) {
		shape_spread(&w->spec.reads, w->spec.p, w->spec.p->src_gap);
		shape_spread(&w->spec.writes, w->spec.p, w->spec.p->dst_gap);
	}
	return ret;
}

static int worker_alloc_slots(struct worker *w)
{
	struct slot *slot;
	u32 i;
	int ret;

	w->slots = kvcalloc(params_slots(w->spec.p), sizeof(*w->slots), GFP_KERNEL);
	if (!w->slots)
		return -ENOMEM;
	for (i = 0; i < params_slots(w->spec.p); i++) {
		slot = &w->slots[i];
		ret = dmarig_slot_init(slot, &w->spec);
		if (ret)
			return ret;
		list_add_tail(&slot->node, &w->idle);
	}
	if (w->spec.completion->init)
		w->spec.completion->init(w);
	return 0;
}

/* Persistent mappings are made here, by the task that makes the worker: count its bounces. */
static int worker_alloc_counted(struct worker *w)
{
	struct task_account *a = dmarig_task_account_begin(current, w->spec.rc->dev);
	int ret;

	if (!a)
		return -ENOMEM;
	ret = worker_alloc_slots(w);
	dmarig_task_account_end(a, &w->tally.bounced_maps, &w->tally.bounced_bytes);
	return ret;
}

static int worker_engage(struct worker *w, const char *name, int cpu)
{
	struct kthread_worker *thread = dmarig_thread_pool_get(w->pool, name, w->spec.index, cpu);

	if (IS_ERR(thread))
		return PTR_ERR(thread);
	w->thread = thread;
	w->task = thread->task;
	w->bound = cpu >= 0;
	w->account = dmarig_task_account_begin(w->task, w->spec.rc->dev);
	return w->account ? 0 : -ENOMEM;
}

static void worker_fill_in(struct worker *w, const struct xfer_spec *spec,
			   const struct worker_env *env)
{
	const struct params *p = spec->p;

	w->spec = *spec;
	w->cycles = dmarig_ops[p->op].traits & OP_CYCLES;
	w->spec.callback = spec->completion->callback;
	if (w->cycles && w->spec.callback)
		w->spec.callback = dmarig_cyclic_callback;
	w->spec.key = pattern_worker_key(p->seed, spec->run, spec->index);
	w->spec.timed = p->histograms;
	w->stage = env->stage;
	w->pool = env->pool;
	w->observed = env->observed;
	w->poll_ops = env->poll_ops;
	w->phases = worker_phases(w);
	w->checks = BIT(PHASE_verify) | (w->cycles ? 0 : BIT(PHASE_fill));
	w->follows = !strcmp(p->cpu, "irq");
	w->retry_map = world_has(p->world, DMARIG_WORLD_exhausted);
	INIT_LIST_HEAD(&w->idle);
	INIT_LIST_HEAD(&w->flight);
	INIT_LIST_HEAD(&w->ended);
	init_llist_head(&w->done);
}

struct worker *dmarig_worker_create(const struct xfer_spec *spec, const struct worker_env *env,
				    struct hist *hist, int cpu)
{
	struct worker *w = kzalloc(sizeof(*w), GFP_KERNEL);
	int ret;

	if (!w) {
		kvfree(hist);
		return ERR_PTR(-ENOMEM);
	}
	worker_fill_in(w, spec, env);
	w->hist = hist;
	ret = worker_alloc_hist(w);
	if (!ret)
		ret = worker_shape(w);
	if (!ret)
		ret = worker_alloc_counted(w);
	if (!ret)
		ret = worker_engage(w, env->name, cpu);
	if (ret) {
		dmarig_worker_destroy(w);
		return ERR_PTR(ret);
	}
	return w;
}

void dmarig_worker_observe(const struct worker *w, struct mem_extent *extent)
{
	const struct slot *slot;
	u32 i, j;

	for (i = 0; i < params_slots(w->spec.p); i++) {
		slot = &w->slots[i];
		for (j = 0; j < slot->nr_bufs; j++)
			dmarig_observe_memory(extent, slot->bufs[j].cpu, slot->bufs[j].len);
	}
}

u32 dmarig_worker_abandon_flight(struct worker *w, bool terminated)
{
	struct slot *slot;
	u32 leaked = 0;

	/* Announced after the worker had given up: these have ended. */
	dmarig_worker_reap_done(w);
	list_for_each_entry(slot, &w->ended, node)
		dmarig_slot_abandon(slot);
	list_for_each_entry(slot, &w->flight, node) {
		if (terminated) {
			dmarig_slot_abandon(slot);
			continue;
		}
		dmarig_slot_leak(slot);
		leaked++;
	}
	return leaked;
}

static void worker_end_counting(struct worker *w)
{
	dmarig_task_account_end(w->account, &w->tally.bounced_maps, &w->tally.bounced_bytes);
	w->account = NULL;
}

void dmarig_worker_join(struct worker *w)
{
	/* Pairs with smp_store_release() in worker_work(). */
	wait_event_idle(w->stage->wake, smp_load_acquire(&w->finished));
	worker_end_counting(w);
}

/*
 * A callback that was not terminated yet may be about to wake the thread, so it goes no earlier
 * than the rest.
 */
static void worker_part(struct worker *w)
{
	worker_end_counting(w);
	if (w->thread)
		dmarig_thread_pool_put(w->pool, w->thread, w->spec.index, !w->follows && !w->bound);
	w->thread = NULL;
	w->task = NULL;
}

/* Everything but the worker and its slots themselves. */
static void worker_empty(struct worker *w)
{
	u32 i;

	worker_part(w);
	for (i = 0; w->slots && i < params_slots(w->spec.p); i++)
		dmarig_slot_destroy(&w->slots[i]);
	kvfree(w->spec.reads.pieces);
	kvfree(w->spec.writes.pieces);
	w->spec.reads.pieces = NULL;
	w->spec.writes.pieces = NULL;
	kvfree(w->hist);
	w->hist = NULL;
}

static void worker_free(struct worker *w)
{
	dmarig_cyclic_free(w);
	kvfree(w->slots);
	kfree(w);
}

void dmarig_worker_destroy(struct worker *w)
{
	worker_empty(w);
	worker_free(w);
}

static void worker_free_late(struct deferred *d)
{
	worker_free(container_of(d, struct worker, deferred));
}

void dmarig_worker_defer_free(struct worker *w)
{
	worker_empty(w);
	dmarig_defer_free(&w->deferred, worker_free_late, 0);
}
