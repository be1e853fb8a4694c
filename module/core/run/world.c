// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The worlds of the knob `world`: a row each says how it is recognised in what was observed. A run
 * in another world than it asked for is no good, however well it went.
 */
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "common/world.h"
#include "core/observe/observe.h"
#include "core/run/run.h"
#include "core/run/world.h"

static bool is_direct(const struct run *run, const struct observed *o)
{
	return o->path == DMARIG_PATH_direct;
}

static bool is_offset(const struct run *run, const struct observed *o)
{
	return o->path == DMARIG_PATH_direct && strcmp(o->dma_offset_bytes, "0");
}

static bool is_iommu(const struct run *run, const struct observed *o)
{
	return o->path == DMARIG_PATH_iommu;
}

static bool is_strict(const struct run *run, const struct observed *o)
{
	return o->domain == DMARIG_DOMAIN_strict;
}

static bool is_lazy(const struct run *run, const struct observed *o)
{
	return o->domain == DMARIG_DOMAIN_lazy;
}

static bool is_identity(const struct run *run, const struct observed *o)
{
	return o->domain == DMARIG_DOMAIN_identity;
}

static bool has_ops(const struct run *run, const struct observed *o)
{
	return o->path == DMARIG_PATH_ops;
}

static bool is_coherent(const struct run *run, const struct observed *o)
{
	return o->coherent;
}

static bool is_noncoherent(const struct run *run, const struct observed *o)
{
	return !o->coherent;
}

static bool has_reserves(const struct run *run, const struct observed *o)
{
	return strcmp(o->reserves, "none");
}

static bool is_above_4g(const struct run *run, const struct observed *o)
{
	return o->above_4g;
}

static bool can_bounce(const struct run *run, const struct observed *o)
{
	return o->swiotlb_bytes;
}

static bool has_bounced(const struct run *run, const struct observed *o)
{
	return o->bounced_maps;
}

static bool has_not_bounced(const struct run *run, const struct observed *o)
{
	return !o->bounced_maps;
}

static bool was_exhausted(const struct run *run, const struct observed *o)
{
	return run->counters.map_busy;
}

typedef bool (*world_fn)(const struct run *run, const struct observed *o);

/* Conditions at set-up and at the end, and the sentences for when they do not hold. */
static const struct {
	world_fn before, after;
	const char *not_before, *not_after;
} worlds[DMARIG_NR_WORLDS] = {
	[DMARIG_WORLD_direct]	= { is_direct, NULL, "the path is not direct" },
	[DMARIG_WORLD_offset]	= { is_offset, NULL, "nothing is added to addresses" },
	[DMARIG_WORLD_iommu]	= { is_iommu, NULL, "no IOMMU translates" },
	[DMARIG_WORLD_strict]	= { is_strict, NULL, "no IOMMU has a strict domain for it" },
	[DMARIG_WORLD_lazy]	= { is_lazy, NULL, "no IOMMU has a lazy domain for it" },
	[DMARIG_WORLD_identity]	= { is_identity, NULL, "no IOMMU has an identity domain for it" },
	[DMARIG_WORLD_ops]	= { has_ops, NULL, "it has no dma_map_ops of its own" },
	[DMARIG_WORLD_coherent]	= { is_coherent, NULL, "caches are not coherent with it" },
	[DMARIG_WORLD_noncoherent] = { is_noncoherent, NULL, "caches are coherent with it" },
	[DMARIG_WORLD_reserved]	= { has_reserves, NULL, "no memory is set aside for it" },
	[DMARIG_WORLD_above4g]	= { is_above_4g, NULL, "all buffers lie below 4 GiB" },
	[DMARIG_WORLD_bounced]	= { can_bounce, has_bounced, "there are no bounce buffers",
				    "nothing was bounced" },
	[DMARIG_WORLD_unbounced] = { NULL, has_not_bounced, NULL, "mappings were bounced" },
	[DMARIG_WORLD_exhausted] = { can_bounce, was_exhausted, "there are no bounce buffers",
				     "no mapping failed while others were in flight" },
};

static void explain(struct run *run, const struct observed *o, u32 i, const char *instead)
{
	run_explain(run,
		    "world=%s: %s is not in the world %s: %s (path=%s domain=%s coherent=%llu mask=%llu offset=%s bounced=%llu)",
		    run->p.world, o->device, dmarig_worlds[i].name, instead,
		    dmarig_paths[o->path].name, dmarig_domains[o->domain].name, o->coherent,
		    o->dma_mask_bits, o->dma_offset_bytes, o->bounced_maps);
}

static u32 wanted(const struct run *run)
{
	char err[8];
	u32 world;

	/* params_check() has accepted it. */
	world_parse(run->p.world, &world, err, sizeof(err));
	return world;
}

static int check_device(struct run *run, const struct observed *o)
{
	u32 i, world = wanted(run);

	for (i = 0; i < DMARIG_NR_WORLDS; i++) {
		if (!(world >> i & 1) || !worlds[i].before || worlds[i].before(run, o))
			continue;
		explain(run, o, i, worlds[i].not_before);
		return -ENODEV;
	}
	return 0;
}

int dmarig_world_check(struct run *run)
{
	struct observed *o;
	int ret = 0;
	u32 i;

	lockdep_assert_held(&run->lock);
	if (!wanted(run))
		return 0;
	o = kmemdup(&run->observed, sizeof(*o), GFP_KERNEL);
	if (!o)
		return -ENOMEM;
	for (i = 0; i < run->nr_chans && !ret; i++) {
		dmarig_observe_device(o, run->chans[i]->dev);
		ret = check_device(run, o);
	}
	kfree(o);
	return ret;
}

void dmarig_world_judge(struct run *run)
{
	u32 i, world = wanted(run);

	lockdep_assert_held(&run->lock);
	for (i = 0; i < DMARIG_NR_WORLDS; i++)
		if (world >> i & 1 && worlds[i].after && !worlds[i].after(run, &run->observed))
			explain(run, &run->observed, i, worlds[i].not_after);
}
