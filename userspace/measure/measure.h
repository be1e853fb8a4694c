/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Measuring: a point becomes a run, and the run becomes a row.
 */
#ifndef DMARIG_MEASURE_H
#define DMARIG_MEASURE_H

#include "lib/check/oracle.h"
#include "lib/conf/plan.h"
#include "lib/kernel/samples.h"
#include "lib/result/outdir.h"
#include "lib/result/row.h"
#include "lib/rig/rig.h"
#include "trace/tracer.h"

/* struct bench - what all measurements share */
struct bench {
	struct outdir out;
	struct oracle oracle;
	struct samples *samples;	/* NULL: no samples */
	FILE *samples_file;
	struct tracer *tracer;		/* NULL: no breakdown */
	void (*tick)(struct bench *bench);	/* called now and then while a run is measured */
	void *tick_data;
	struct rundir dir;		/* of the run before, for the next; no name: none */
};

/**
 * measure() - measure a point once
 * @bench: what to measure with
 * @plan: the plan
 * @job: which of its jobs
 * @row: gets everything; to be freed
 *
 * Return: 0 when the run could be made, however it ended (see the row's status); the negative errno
 * of the kernel's refusal otherwise, and its sentence is in the row.
 */
int measure(struct bench *bench, const struct plan *plan, const struct job *job, struct row *row);

/**
 * measure_end() - remove what is kept between measurements
 * @bench: what was measured with
 * @err: what could not be removed
 *
 * Return: 0 or -errno.
 */
int measure_end(struct bench *bench, struct err *err);

#endif
