// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Opening and closing a bench: claiming its channel and setting it up, and freeing what a late
 * callback may still use.
 */
#include <linux/slab.h>
#include "check/bench/bench.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "common/pattern.h"
#include "core/chan/chan.h"
#include "core/chan/chan_check.h"
#include "core/chan/slave.h"
#include "core/run/run.h"
#include "op/op.h"
#include "peer/peer.h"

#define DEFER_MS	10000	/* no callback comes later than that after a termination */

/* dma_get_slave_caps() fails for channels that are not slave channels. */
static void read_caps(struct check_bench *b)
{
	b->has_caps = dmarig_slave_caps(b->chan, &b->caps);
}

static int claim(struct check_bench *b)
{
	struct rchan *rc = dmarig_chan_claim(&b->run->error, b->run->name, b->run->p.channel, &b->p,
					     op_table[DMARIG_OP_none]);

	if (IS_ERR(rc))
		return PTR_ERR(rc);
	b->rc = rc;
	b->chan = rc->chan;
	b->dev = rc->dev;
	read_caps(b);
	return 0;
}

static void give_back(struct check_bench *b)
{
	dmarig_peer_release(b->rc);
	dmarig_chan_release(b->rc);
}

/*
 * The knob may name a device or any channel. Set it to the channel that was claimed, so that the
 * same one is claimed again.
 */
static void pin(struct check_bench *b)
{
	if (strcmp(b->run->p.channel, b->rc->name) && !strchr(b->run->p.channel, ':'))
		strscpy(b->run->p.channel, b->rc->name, sizeof(b->run->p.channel));
}

void check_lend(struct check_bench *b)
{
	check_clear(b);
	pin(b);
	give_back(b);
	b->rc = NULL;
}

bool check_reclaim(struct check_bench *b)
{
	int ret = claim(b);

	if (!ret)
		ret = check_kind_set_up(b);
	if (ret)
		check_fail(b, NULL, "want the channel again after its release, got %d: %s", ret,
			   b->run->error.text);
	return !ret;
}

bool check_restart(struct check_bench *b)
{
	check_lend(b);
	return check_reclaim(b);
}

bool check_walk_away(struct check_bench *b)
{
	pin(b);
	check_note_stopped(b);
	give_back(b);
	b->rc = NULL;
	return check_reclaim(b);
}

static int choose_kind(struct check_bench *b, const struct check_kind *kind)
{
	b->kind = kind ?: check_kind_find(b);
	if (b->kind)
		return check_kind_set_up(b);
	run_explain(b->run,
		    "%s: want memcpy, or slave with device_prep_slave_sg or cyclic, and a peer that is memory, device or an address",
		    b->rc->name);
	return -EOPNOTSUPP;
}

static int check_size(struct check_bench *b)
{
	int ret = dmarig_chan_check_align(b->rc, b->chan->device->copy_align);

	if (ret)
		return ret;
	b->align = max_t(size_t, 64, 1u << b->chan->device->copy_align);
	b->len = b->p.size;
	if (!(b->len & (b->align - 1)))
		return 0;
	run_explain(b->run, "size=%llu: rules want a multiple of %zu", b->p.size, b->align);
	return -EINVAL;
}

struct check_bench *check_open(struct run *run, const struct check_kind *kind, u64 salt)
{
	struct check_bench *b = kvzalloc(sizeof(*b), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!b)
		return ERR_PTR(-ENOMEM);
	b->run = run;
	b->p = run->p;
	b->p.verify = 1;
	b->p.op = DMARIG_OP_slave_single;
	b->job_ns = NSEC_PER_MSEC;
	prandom_seed_state(&b->rnd, pattern_mix(run->p.seed + salt));
	b->jobs = kvcalloc(CHECK_MAX_JOBS, sizeof(*b->jobs), GFP_KERNEL);
	if (!b->jobs)
		goto err_free;
	ret = claim(b);
	if (ret)
		goto err_free;
	ret = check_size(b);
	if (!ret)
		ret = choose_kind(b, kind);
	if (ret)
		goto err_release;
	return b;

err_release:
	give_back(b);
err_free:
	kvfree(b->jobs);
	kvfree(b);
	return ERR_PTR(ret);
}

/* The memory is leaked if a callback that does not return still uses it. */
static void free_bench(struct check_bench *b)
{
	if (!check_await_callbacks(b))
		return;
	kvfree(b->known);
	kvfree(b->jobs);
	kvfree(b);
}

static void free_later(struct deferred *d)
{
	free_bench(container_of(d, struct check_bench, deferred));
}

void check_close(struct check_bench *b)
{
	bool ours = true;

	if (b->rc && check_in_flight(b))
		ours = check_stop(b);
	ours = check_await_callbacks(b) && ours;
	check_outlast(b);
	if (ours)
		check_free_memory(b);
	if (b->rc)
		give_back(b);
	if (b->stopped)
		dmarig_defer_free(&b->deferred, free_later, DEFER_MS);
	else
		free_bench(b);
}
