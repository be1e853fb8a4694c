/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Watches runs while they are measured: a line on a terminal, rows of CSV, and conditions that stop
 * a run.
 */
#ifndef DMARIG_LIVE_H
#define DMARIG_LIVE_H

#include "lib/conf/plan.h"
#include "lib/result/outdir.h"
#include "measure/meter.h"

#define LIVE_LIMITS 8

/* struct live - what is wanted, and what was seen of the run that is measured */
struct live {
	bool terminal;		/* is there a line that changes? */
	bool alone;		/* it is written here; else somebody else writes .line */
	FILE *csv;		/* or NULL */
	u64 interval_ms;
	struct limit limits[LIVE_LIMITS];
	int nr_limits;
	u64 looked_ms, measured_ns, errors;
	char line[160];		/* of the last second */
	char hit[200];		/* the condition that stopped the run, and what was seen */
};

/* live_begin() - a run begins */
void live_begin(struct live *live);

/**
 * live_look() - look at a run, if it is time to; may be called as often as one likes
 * @live: what is wanted
 * @dir: the run
 * @step: which it is
 *
 * Return: whether a condition is fulfilled: the run is to be stopped.
 */
bool live_look(struct live *live, const struct rundir *dir, const struct plan_step *step);

/* live_end() - the run is over: take the line away */
void live_end(struct live *live);

/* live_columns() - the columns of its CSV */
const struct names *live_columns(void);

/**
 * live_snapshot() - keep what the kernel's own trace has recorded, and let it record no more
 * @live: a condition was fulfilled
 * @out: snapshot.txt is written there, if it is a directory
 *
 * What the user traces, by trace-cmd or by hand, ends at the moment that matters, with a mark.
 */
void live_snapshot(const struct live *live, const struct outdir *out);

#endif
