/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Misuses: a vector whose members break one rule of the DMA API each, on a simulated device, with
 * memory of their own around every address, and leave nothing behind. They know a device and its
 * memory; nothing of runs.
 */
#ifndef DMARIG_CHECK_MISUSE_MISUSE_H
#define DMARIG_CHECK_MISUSE_MISUSE_H

#include <linux/dma-mapping.h>
#include "common/misuses.h"

struct rchan;
struct run;

/* Pages of a scene, of which misuses map the second and the third: those around are ours too. */
#define SCENE_ORDER	2

/* struct check_scene - where a misuse is committed. Protected by the run's lock. */
struct check_scene {
	struct rchan *rc;	/* NULL: there is no scene */
	struct device *dev;
	struct page *pages;	/* 1 << SCENE_ORDER of them */
	dma_addr_t left;	/* of the second page, after a leak */
	bool is_left;
};

/* misuse_act - a member of the vector; 0 or -errno when it could not be committed */
typedef int (*misuse_act)(struct check_scene *scene);

/* Each member, in the file of its group. */
#define MEMBER(name, traits, says, help)	int check_misuse_##name(struct check_scene *scene);
DMARIG_MISUSES(MEMBER)
#undef MEMBER

/* check_scene_map() - map the second page, and look whether that went well; 0 or -ENOMEM */
int check_scene_map(struct check_scene *scene, enum dma_data_direction dir, dma_addr_t *dma);

/**
 * check_misuse_commit() - clear up after the last misuse, and commit one on the channel of a run
 * @run: not live; its lock is held
 * @scene: stays until check_misuse_clear_up() when something was left behind on purpose
 * @name: which misuse
 *
 * May sleep. Return: 0; or run_explain() was called: -EINVAL when there is no such misuse; -EPERM
 * when the channel is no simulated one, or memory could be touched that is not ours; -EOPNOTSUPP
 * when dma-debug cannot see this misuse here; what dmarig_chan_claim() returns.
 */
int check_misuse_commit(struct run *run, struct check_scene *scene, const char *name);

/* check_misuse_clear_up() - take back what was left behind, and release the channel */
void check_misuse_clear_up(struct check_scene *scene);

#endif
