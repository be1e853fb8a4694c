/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An analysis of where the time goes: it takes events and gives rows of breakdown.csv, shares per
 * run, and the worst transfers.
 */
#ifndef DMARIG_ANALYSIS_H
#define DMARIG_ANALYSIS_H

#include <stdio.h>
#include "trace/event.h"
#include "trace/rows.h"
#include "trace/shares.h"

/* struct analysis_out - who gets what; each may be NULL */
struct analysis_out {
	FILE *rows;		/* breakdown.csv */
	FILE *segments;		/* segments.csv, a row a share of a run */
	/* a run is over; @data is the next member */
	void (*run_done)(void *data, const struct origin *origin, u32 run,
			 const struct shares *shares);
	void *data;
	char *(*text)(void *data, const struct event *event);	/* an event in words */
	void *text_data;
};

struct analysis;

/* analysis_new() - begin; writes the heads of the files */
struct analysis *analysis_new(const struct analysis_out *out);

/**
 * analysis_follow() - from now on, only one run counts
 * @a: the analysis
 * @origin: what it measures
 * @run: its number; what other runs do meanwhile is somebody else's
 */
void analysis_follow(struct analysis *a, const struct origin *origin, u32 run);

/* analysis_event() - the next event, in the order of times */
void analysis_event(struct analysis *a, const struct event *event);

/* analysis_gap() - as lives_gap() */
void analysis_gap(struct analysis *a, u32 cpu, u64 until, u64 count);

/* analysis_end_runs() - all runs so far are over */
void analysis_end_runs(struct analysis *a);

/* analysis_transfers() - the number of transfers so far */
u64 analysis_transfers(const struct analysis *a);

/* analysis_is_astray() - are most transfers beside their events? Then clocks differ */
bool analysis_is_astray(const struct analysis *a);

/*
 * analysis_lost(), analysis_cpus() - events lost on a CPU, and the number of CPUs it is known for
 */
u64 analysis_lost(const struct analysis *a, u32 cpu);
u32 analysis_cpus(const struct analysis *a);

/* analysis_worst() - write worst.txt */
void analysis_worst(const struct analysis *a, FILE *file);

/* analysis_free() - free it; NULL is none */
void analysis_free(struct analysis *a);

#endif
