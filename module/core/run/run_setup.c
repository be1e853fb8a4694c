// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Setting a run up, claiming and allocating, and tearing it down again.
 */
#include <linux/cpumask.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "cdev/cdev.h"
#include "cdev/view.h"
#include "common/cache.h"
#include "completion/completion.h"
#include "core/base/compat.h"
#include "core/chan/chan_check.h"
#include "core/chan/slave.h"
#include "core/run/run.h"
#include "core/run/run_setup.h"
#include "core/run/world.h"
#include "core/worker/worker.h"
#include "map/map.h"
#include "map/segments.h"
#include "op/op.h"
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
	struct rchan *rc = dmarig_chan_claim(&run->error, run->name, want, &run->p, run_op(run));
	int ret;

	if (IS_ERR(rc))
		return PTR_ERR(rc);
	run->chans[run->nr_chans++] = rc;
	ret = dmarig_chan_check(rc, &run->p, completion_table[run->p.completion]);
	if (!ret && dmarig_ops[run->p.op].traits & OP_SLAVE)
		ret = dmarig_slave_set_up(rc, &run->p, peer);
	if (!ret && rc->peer_chan)
		ret = dmarig_segments_check(rc->peer_chan->dev, &run->p, &run->error);
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
	return cpumask_empty(cpus) ? -1 : ct_cpumask_nth(n % cpumask_weight(cpus), cpus);
}

/* Name the source of the mapping's memory; nothing where it is any memory. */
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

static struct xfer_spec xfer_spec_of(struct run *run)
{
	return (struct xfer_spec) {
		.p		= &run->p,
		.op		= run_op(run),
		.completion	= completion_table[run->p.completion],
		.import		= &run->import,
		.sentence	= &run->error,
		.run		= run->id,
	};
}

/* The first worker gets what the start before has left. */
static struct hist *take_hist(struct run *run)
{
	struct hist *hist = NULL;

	if (run->p.histograms)
		swap(hist, run->hist);
	return hist;
}

static int create_workers(struct run *run, const struct cpumask *cpus)
{
	u32 i, n = run->nr_chans * run->p.threads;
	struct worker_env env = {
		.stage = &run->stage,
		.pool = &run->pool,
		.observed = &run->observed,
		.poll_ops = &completion_poll,
		.name = run->name,
	};
	struct xfer_spec spec = xfer_spec_of(run);
	struct worker *w;

	run->workers = kcalloc(n, sizeof(*run->workers), GFP_KERNEL);
	if (!run->workers)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		spec.rc = run->chans[i % run->nr_chans];
		spec.index = i;
		w = dmarig_worker_create(&spec, &env, take_hist(run), nth_cpu(cpus, i));
		if (IS_ERR(w)) {
			explain_memory(run, i, n, PTR_ERR(w));
			return PTR_ERR(w);
		}
		run->workers[run->nr_workers++] = w;
	}
	return 0;
}

static int create_cdev(struct run *run)
{
	struct dmarig_cdev *cdev = dmarig_cdev_create(&run->stage, &run->p, run->chans[0],
						      &run->observed);

	if (IS_ERR(cdev))
		return PTR_ERR(cdev);
	run->cdev = cdev;
	return 0;
}

static int create_view(struct run *run)
{
	struct dmarig_view *view = dmarig_view_create(&run->p, run->chans[0], &run->import);

	if (IS_ERR(view)) {
		explain_memory(run, 0, 1, PTR_ERR(view));
		return PTR_ERR(view);
	}
	run->view = view;
	return 0;
}

/* Whatever is the load, or serves who is. */
static int create_load(struct run *run, const struct cpumask *cpus)
{
	if (run->p.expose)
		return create_cdev(run);
	if (params_is_served(&run->p))
		return create_view(run);
	return create_workers(run, cpus);
}

/* Last, as it is used at once. */
static int open_device(struct run *run)
{
	if (run->cdev)
		return dmarig_cdev_open(run->cdev);
	return run->view ? dmarig_view_open(run->view) : 0;
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
	strscpy(o->driver, dmarig_chan_driver(run->chans[0]->chan), sizeof(o->driver));
	strscpy(o->cpu_time, dmarig_cputime_source(), sizeof(o->cpu_time));
	dmarig_observe_device(o, run->chans[0]->dev);
}

/* Record where the buffers of all workers lie. */
static void observe_buffers(struct run *run)
{
	struct mem_extent extent = { 0 };
	u32 i;

	for (i = 0; i < run->nr_workers; i++)
		dmarig_worker_observe(run->workers[i], &extent);
	if (run->cdev)
		dmarig_cdev_observe(run->cdev, &extent);
	if (run->view)
		dmarig_view_observe(run->view, &extent);
	dmarig_observe_extent(&run->observed, &extent);
}

/* The tool says it itself where the buffer is its own. */
static int check_cache(struct run *run)
{
	if (cache_can(run->p.cache) || params_is_served(&run->p))
		return 0;
	run_explain(run, "cache=%s: no program can do that on this processor",
		    dmarig_caches[run->p.cache].name);
	return -EOPNOTSUPP;
}

static int set_up(struct run *run, struct cpumask *cpus)
{
	int ret;

	ret = check_cache(run);
	if (!ret)
		ret = parse_cpus(run, cpus);
	if (!ret)
		ret = claim_all(run);
	if (ret)
		return ret;
	observe_all(run);
	ret = create_load(run, cpus);
	if (ret)
		return ret;
	observe_buffers(run);
	ret = dmarig_world_check(run);
	return ret ?: open_device(run);
}

int dmarig_run_set_up(struct run *run)
{
	cpumask_var_t cpus;
	int ret = -ENOMEM;

	lockdep_assert_held(&run->lock);
	if (alloc_cpumask_var(&cpus, GFP_KERNEL)) {
		ret = set_up(run, cpus);
		free_cpumask_var(cpus);
	}
	if (!ret)
		return 0;
	/* run_explain() keeps the first sentence, so this shows only where none was said before. */
	if (ret == -ENOMEM)
		run_explain(run, "no memory to set the run up");
	run_explain(run, "setting up failed with error %d", ret);
	dmarig_run_tear_down(run);
	return ret;
}

void dmarig_run_tear_down(struct run *run)
{
	struct worker *w;
	u32 i;

	lockdep_assert_held(&run->lock);
	for (i = 0; i < run->nr_workers; i++) {
		w = run->workers[i];
		if (w->spec.rc->terminated || w->spec.rc->quarantined)
			dmarig_worker_defer_free(w);
		else
			dmarig_worker_destroy(w);
	}
	dmarig_cdev_destroy(run->cdev);
	run->cdev = NULL;
	dmarig_view_destroy(run->view);
	run->view = NULL;
	for (i = 0; i < run->nr_chans; i++) {
		dmarig_peer_release(run->chans[i]);
		dmarig_chan_release(run->chans[i]);
	}
	kfree(run->workers);
	kfree(run->chans);
	run->workers = NULL;
	run->chans = NULL;
	run->nr_workers = 0;
	run->nr_chans = 0;
}
