// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Summing a run up: one result of what all its workers, or its cdev, counted, and whether it is
 * good.
 */
#include <linux/lockdep.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/nodemask.h>
#include <linux/sizes.h>
#include "cdev/cdev.h"
#include "core/base/sentence.h"
#include "core/run/run.h"
#include "core/run/run_setup.h"
#include "core/run/world.h"
#include "core/worker/worker.h"
#include "op/op.h"

static void add_tally(struct counters *c, const struct worker *w)
{
	const struct tally *t = &w->tally;

	c->done += t->transfers;
	c->bytes += t->bytes;
	c->verified += t->verified;
	c->prep_busy += t->prep_busy;
	c->map_busy += t->map_busy;
	c->data_errors += t->outcome[DMARIG_OUTCOME_data];
	c->guard_errors += t->outcome[DMARIG_OUTCOME_guard];
	c->source_errors += t->outcome[DMARIG_OUTCOME_source];
	c->transfer_errors += t->outcome[DMARIG_OUTCOME_error];
	c->lost += t->outcome[DMARIG_OUTCOME_lost];
	c->timeouts += t->outcome[DMARIG_OUTCOME_timeout];
	c->stray += atomic_read(&w->spurious);
	c->periods_missed += t->periods_missed;
	c->periods_unchecked += t->periods_unchecked;
	if (t->intervals)
		c->jitter_ns = max(c->jitter_ns, div64_u64(t->jitter_ns, t->intervals));
}

/* The first worker's histograms become the run's. */
static void merge_hists(struct run *run, struct worker *w)
{
	u32 phase;

	if (!run->hist) {
		run->hist = w->hist;
		w->hist = NULL;
		return;
	}
	for (phase = 0; phase < NR_PHASES; phase++)
		hist_merge(&run->hist[phase], &w->hist[phase]);
}

static void sum_workers(struct run *run)
{
	struct observed *o = &run->observed;
	nodemask_t nodes = NODE_MASK_NONE;
	u32 i;

	run->counters.workers = run->nr_workers;
	for (i = 0; i < run->nr_workers; i++) {
		add_tally(&run->counters, run->workers[i]);
		run->observed.bounced_maps += run->workers[i]->tally.bounced_maps;
		run->observed.bounced_bytes += run->workers[i]->tally.bounced_bytes;
		node_set(run->workers[i]->node, nodes);
		if (run->p.histograms)
			merge_hists(run, run->workers[i]);
	}
	snprintf(o->worker_nodes, sizeof(o->worker_nodes), "%*pbl", nodemask_pr_args(&nodes));
}

static void compute_rates(struct counters *c)
{
	if (!c->window_ns)
		return;
	c->bytes_per_s = mul_u64_u64_div_u64(c->bytes, NSEC_PER_SEC, c->window_ns);
	c->transfers_per_s = mul_u64_u64_div_u64(c->done, NSEC_PER_SEC, c->window_ns);
}

static void sum_cpu_time(struct run *run)
{
	struct counters *c = &run->counters;
	const struct worker *w;
	u64 all;
	u32 i;

	for (i = 0; i < run->nr_workers; i++) {
		w = run->workers[i];
		if (!w->tally.transfers)
			continue;
		c->worker_cpu_ns += w->closed.ran - w->opened.ran;
		c->context_switches += w->closed.switches - w->opened.switches;
	}
	c->softirq_cpu_ns = run->stage.closed.softirq - run->stage.opened.softirq;
	c->irq_cpu_ns = run->stage.closed.irq - run->stage.opened.irq;
	c->interrupts = run->stage.closed.interrupts - run->stage.opened.interrupts;
	all = c->worker_cpu_ns + c->softirq_cpu_ns + c->irq_cpu_ns;
	if (c->done)
		c->cpu_ns_per_transfer = div64_u64(all, c->done);
	if (c->bytes)
		c->cpu_ns_per_gib = mul_u64_u64_div_u64(all, SZ_1G, c->bytes);
}

/* All slots of a worker are the same, but their memory is not. */
static u32 most_entries(const struct run *run)
{
	const struct worker *w;
	u32 i, j, most = 0;

	for (i = 0; i < run->nr_workers; i++) {
		w = run->workers[i];
		for (j = 0; w->spec.op->maps && j < params_slots(w->spec.p); j++)
			most = max(most, dmarig_slot_most_entries(&w->slots[j]));
	}
	return most;
}

static bool run_judge(struct run *run)
{
	const struct counters *c = &run->counters;

	if (c->transfer_errors)
		run_explain(run, "the channel reported %llu transfers as failed",
			    c->transfer_errors);
	if (c->stray)
		run_explain(run, "%llu completions were announced twice or too late", c->stray);
	if (c->periods_missed)
		run_explain(run, "%llu periods ended that were never announced", c->periods_missed);
	if (!c->done && !params_is_served(&run->p))
		run_explain(run, "no transfer ended in the measuring window");
	dmarig_world_judge(run);
	return !*run->error.text;
}

bool dmarig_run_sum_up(struct run *run)
{
	struct counters *c = &run->counters;

	lockdep_assert_held(&run->lock);
	sum_workers(run);
	if (run->cdev)
		dmarig_cdev_count(run->cdev, c);
	if (run->stage.window_end)
		c->window_ns = run->stage.window_end - run->stage.window_start;
	compute_rates(c);
	/* Where other processes are the load, their CPU time is not seen. */
	if (run->stage.window_end && !params_is_served(&run->p))
		sum_cpu_time(run);
	run->observed.mapped_entries = most_entries(run);
	return run_judge(run);
}
