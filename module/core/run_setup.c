// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What stands around a run's life: claiming and allocating before it, summing up and releasing
 * after.
 */
#include <linux/cpumask.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "completion/completion.h"
#include "core/chan_check.h"
#include "core/run.h"
#include "core/run_setup.h"
#include "core/slave.h"
#include "core/worker.h"
#include "core/world.h"
#include "map/map.h"
#include "map/segments.h"
#include "op/op.h"
#include "outlet/outlet.h"
#include "peer/peer.h"

static const struct op *run_op(const struct run *run)
{
	return op_table[run->p.op];
}

static u32 count_words(const char *list)
{
	u32 n = 1;

	for (; *list; list++)
		n += *list == ',';
	return n;
}

static int claim_one(struct run *run, const char *want, const char *peer)
{
	struct rchan *rc = chan_claim(&run->error, run->name, want, &run->p, run_op(run));
	int ret;

	if (IS_ERR(rc))
		return PTR_ERR(rc);
	run->chans[run->nr_chans++] = rc;
	ret = chan_check(rc, &run->p, completion_table[run->p.completion]);
	if (!ret && dmarig_ops[run->p.op].traits & OP_SLAVE)
		ret = slave_set_up(rc, &run->p, peer);
	if (!ret && rc->peer_chan)
		ret = segments_check(rc->peer_chan->dev, &run->p, &run->error);
	return ret;
}

/* Channels that are peers are as many as channels; any other peer serves them all. */
static int count_peers(struct run *run)
{
	u32 nr = count_words(run->p.channel);

	if (params_peer(&run->p) != DMARIG_PEER_channel || count_words(run->p.peer) == nr)
		return 0;
	run_explain(run, "peer=%s channel=%s: want a peer for each of the %u channels",
		    run->p.peer, run->p.channel, nr);
	return -EINVAL;
}

static int claim_each(struct run *run, char *channels, char *peers)
{
	bool many = params_peer(&run->p) == DMARIG_PEER_channel;
	char *want, *peer = peers;
	int ret = 0;

	while (!ret && (want = strsep(&channels, ","))) {
		if (many)
			peer = strim(strsep(&peers, ","));
		ret = claim_one(run, strim(want), peer);
	}
	return ret;
}

static int claim_all(struct run *run)
{
	char *channels, *peers;
	int ret = count_peers(run);

	if (ret)
		return ret;
	run->chans = kcalloc(count_words(run->p.channel), sizeof(*run->chans), GFP_KERNEL);
	channels = kstrdup(run->p.channel, GFP_KERNEL);
	peers = kstrdup(run->p.peer, GFP_KERNEL);
	ret = run->chans && channels && peers ? claim_each(run, channels, peers) : -ENOMEM;
	kfree(channels);
	kfree(peers);
	return ret;
}

/* The CPUs to pin to, or an empty set for any. */
static int parse_cpus(struct run *run, struct cpumask *cpus)
{
	cpumask_clear(cpus);
	if (!strcmp(run->p.cpu, "any") || !strcmp(run->p.cpu, "irq"))
		return 0;
	if (cpulist_parse(run->p.cpu, cpus) || cpumask_empty(cpus) ||
	    !cpumask_subset(cpus, cpu_online_mask)) {
		run_explain(run, "cpu=%s: want any, irq or a list of online CPUs, which are %*pbl",
			    run->p.cpu, cpumask_pr_args(cpu_online_mask));
		return -EINVAL;
	}
	return 0;
}

/* The CPU of the n-th worker: the set's members in turn. */
static int nth_cpu(const struct cpumask *cpus, u32 n)
{
	int cpu;

	if (cpumask_empty(cpus))
		return -1;
	n %= cpumask_weight(cpus);
	for_each_cpu(cpu, cpus)
		if (!n--)
			break;
	return cpu;
}

/* Where the memory should have come from; nothing where it is just memory. */
static void name_source(const struct run *run, char *text, size_t len)
{
	const char *source = mapping_table[run->p.mapping]->source;
	const struct observed *o = &run->observed;
	bool reserved = dmarig_mappings[run->p.mapping].traits & MAPPING_RESERVED;

	*text = '\0';
	if (reserved && strcmp(o->reserves, "none"))
		snprintf(text, len, " from what is set aside for %.40s: %.40s", o->device,
			 o->reserves);
	else if (source)
		snprintf(text, len, " from %s", source);
}

static void explain_memory(struct run *run, u32 i, u32 n, long err)
{
	char source[128];

	name_source(run, source, sizeof(source));
	run_explain(run, "mapping=%s size=%llu depth=%llu: no memory for worker %u of %u%s (%ld)",
		    dmarig_mappings[run->p.mapping].name, run->p.size, run->p.depth, i, n,
		    source, err);
}

static int create_workers(struct run *run, const struct cpumask *cpus)
{
	u32 i, n = run->nr_chans * run->p.threads;
	struct worker *w;

	run->workers = kcalloc(n, sizeof(*run->workers), GFP_KERNEL);
	if (!run->workers)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		w = worker_create(run, run->chans[i % run->nr_chans], i, nth_cpu(cpus, i));
		if (IS_ERR(w)) {
			explain_memory(run, i, n, PTR_ERR(w));
			return PTR_ERR(w);
		}
		run->workers[run->nr_workers++] = w;
	}
	return 0;
}

static void observe_all(struct run *run)
{
	struct observed *o = &run->observed;
	u32 i;

	for (i = 0; i < run->nr_chans; i++) {
		if (i)
			strlcat(o->channels, "+", sizeof(o->channels));
		strlcat(o->channels, run->chans[i]->name, sizeof(o->channels));
	}
	strscpy(o->driver, chan_driver(run->chans[0]->chan), sizeof(o->driver));
	strscpy(o->cpu_time, cputime_source(), sizeof(o->cpu_time));
	observe_device(o, run->chans[0]->dev);
}

/* Where the buffers of all workers lie. */
static void observe_buffers(struct run *run)
{
	struct reach reach = { 0 };
	u32 i;

	for (i = 0; i < run->nr_workers; i++)
		worker_observe(run->workers[i], &reach);
	if (run->outlet)
		outlet_observe(run->outlet, &reach);
	observe_reach(&run->observed, &reach);
}

static int set_up(struct run *run, struct cpumask *cpus)
{
	int ret;

	ret = parse_cpus(run, cpus);
	if (!ret)
		ret = claim_all(run);
	if (ret)
		return ret;
	observe_all(run);
	ret = run->p.expose ? outlet_create(run) : create_workers(run, cpus);
	if (ret)
		return ret;
	observe_buffers(run);
	ret = world_check(run);
	/* Last, as it is used at once. */
	return ret || !run->outlet ? ret : outlet_open(run->outlet);
}

int run_set_up(struct run *run)
{
	cpumask_var_t cpus;
	int ret = -ENOMEM;

	if (alloc_cpumask_var(&cpus, GFP_KERNEL)) {
		ret = set_up(run, cpus);
		free_cpumask_var(cpus);
	}
	if (!ret)
		return 0;
	/* Said only where nobody said more. */
	if (ret == -ENOMEM)
		run_explain(run, "no memory to set the run up");
	run_explain(run, "setting up failed with error %d", ret);
	run_tear_down(run);
	return ret;
}

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
	c->stray += atomic_read(&w->stray);
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
	u32 i;

	run->counters.workers = run->nr_workers;
	for (i = 0; i < run->nr_workers; i++) {
		add_tally(&run->counters, run->workers[i]);
		run->observed.bounced_maps += run->workers[i]->tally.bounced_maps;
		run->observed.bounced_bytes += run->workers[i]->tally.bounced_bytes;
		if (run->p.histograms)
			merge_hists(run, run->workers[i]);
	}
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
	c->softirq_cpu_ns = run->closed.softirq - run->opened.softirq;
	c->irq_cpu_ns = run->closed.irq - run->opened.irq;
	c->interrupts = run->closed.interrupts - run->opened.interrupts;
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
		for (j = 0; w->spec.op->maps && j < w->spec.p->depth; j++)
			most = max(most, slot_most_entries(&w->slots[j]));
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
	if (!c->done && !run->outlet)
		run_explain(run, "no transfer ended in the measuring window");
	world_judge(run);
	return !*run->error.text;
}

bool run_sum_up(struct run *run)
{
	struct counters *c = &run->counters;

	sum_workers(run);
	if (run->outlet)
		outlet_count(run->outlet, c);
	if (run->window_end)
		c->window_ns = run->window_end - run->window_start;
	compute_rates(c);
	/* What others spend who drive an outlet is not seen. */
	if (run->window_end && !run->outlet)
		sum_cpu_time(run);
	run->observed.mapped_entries = most_entries(run);
	return run_judge(run);
}

void run_tear_down(struct run *run)
{
	struct worker *w;
	u32 i;

	for (i = 0; i < run->nr_workers; i++) {
		w = run->workers[i];
		if (w->spec.rc->terminated || w->spec.rc->quarantined)
			worker_bury(w);
		else
			worker_destroy(w);
	}
	outlet_destroy(run->outlet);
	run->outlet = NULL;
	for (i = 0; i < run->nr_chans; i++) {
		peer_release(run->chans[i]);
		chan_release(run->chans[i]);
	}
	kfree(run->workers);
	kfree(run->chans);
	run->workers = NULL;
	run->chans = NULL;
	run->nr_workers = 0;
	run->nr_chans = 0;
}
