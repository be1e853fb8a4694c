/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run: executes one point at a time. It owns the params, the channels, the workers and the
 * result; it does not know what starts it.
 */
#ifndef DMARIG_CORE_RUN_H
#define DMARIG_CORE_RUN_H

#include <linux/mutex.h>
#include <linux/workqueue.h>
#include "common/params.h"
#include "common/result.h"
#include "core/base/sentence.h"
#include "core/base/thread_pool.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"
#include "core/worker/stage.h"
#include "map/import.h"

struct dmarig_cdev;
struct dmarig_view;
struct worker;

/* struct run - see above */
struct run {
	char name[64];
	u32 id;				/* number of the point since load; by dmarig_run_start() */
	/* Told when a started run is about to be over; may be NULL, may sleep. */
	void (*ended)(struct run *run);

	struct mutex lock;		/* protects p, live and the result */
	struct params p;		/* constant while live */
	struct import import;		/* memory for the mappings that want some; likewise */
	bool live;

	struct stage stage;

	struct sentence error;		/* the first thing that went wrong */

	/* Owner: dmarig_run_start() and then supervise(). */
	struct work_struct work;
	struct rchan **chans;
	u32 nr_chans;
	struct worker **workers;
	u32 nr_workers;
	struct thread_pool pool;		/* their threads, kept for the next start */
	struct dmarig_cdev *cdev;		/* with expose, instead of workers; or NULL */
	struct dmarig_view *view;		/* with op=mmap, likewise */
	u64 enough;			/* transfers that end the overtime; constant while live */

	/* The result: written before state says done or failed, constant until the next start. */
	struct observed observed;
	struct counters counters;
	struct hist *hist;		/* NR_PHASES of them, or NULL: a worker may have them */
};

/**
 * dmarig_run_init() - make a run that was never started, every knob at its default
 * @run: zeroed
 * @name: what it is called in messages and thread names
 */
void dmarig_run_init(struct run *run, const char *name);

/**
 * dmarig_run_exit() - the opposite
 * @run: not live
 */
void dmarig_run_exit(struct run *run);

/**
 * dmarig_run_start() - claim channels, allocate everything and start
 * @run: the run
 *
 * May sleep. Return: 0 once it is live; -EBUSY when it is already; otherwise the set-up error, and
 * run->error holds the sentence.
 */
int dmarig_run_start(struct run *run);

/**
 * dmarig_run_stop() - end a live run before its time, and wait until it has ended
 * @run: the run
 *
 * May sleep; cannot be interrupted, but nothing in it waits longer than timeout_ms.
 */
void dmarig_run_stop(struct run *run);

/**
 * dmarig_run_wait() - wait until a run is not live
 * @run: the run
 *
 * Return: 0 or -ERESTARTSYS.
 */
int dmarig_run_wait(struct run *run);

/**
 * dmarig_run_occupy() - keep a run from being started or changed, for what is no run of its own
 * @run: the run
 *
 * May sleep. Return: 0, with the error empty; or -EBUSY.
 */
int dmarig_run_occupy(struct run *run);

/* dmarig_run_vacate() - the opposite */
void dmarig_run_vacate(struct run *run);

/* dmarig_run_state() - where the run is; any context */
static inline enum dmarig_state dmarig_run_state(const struct run *run)
{
	return dmarig_stage_state(&run->stage);
}

/* run_explain() - dmarig_sentence_say() for a run */
#define run_explain(run, ...) dmarig_sentence_say(&(run)->error, __VA_ARGS__)

/*
 * dmarig_run_progress() - how far the run is: transfers measured so far, and ns of the window gone
 * by
 */
void dmarig_run_progress(struct run *run, u64 *transfers, u64 *elapsed_ns);

/*
 * dmarig_run_module_init() - what all runs share; dmarig_run_module_exit() the opposite, with no
 * run left
 */
int dmarig_run_module_init(void);
void dmarig_run_module_exit(void);

#endif
