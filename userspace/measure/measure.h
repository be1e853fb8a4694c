/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Measures: makes a run from a point, and a row from the run.
 */
#ifndef DMARIG_MEASURE_H
#define DMARIG_MEASURE_H

#include "lib/check/oracle.h"
#include "lib/conf/plan.h"
#include "lib/kernel/samples.h"
#include "lib/result/outdir.h"
#include "lib/result/row.h"
#include "lib/rig/rig.h"
#include "measure/live.h"
#include "trace/tracer.h"

/* struct measure_env - what all measurements share */
struct measure_env {
	struct outdir out;
	struct oracle oracle;
	struct samples *samples;	/* NULL: no samples */
	FILE *samples_file;
	struct tracer *tracer;		/* NULL: no breakdown */
	void (*tick)(struct measure_env *env);	/* called now and then while a run is measured */
	void *tick_data;
	struct live *live;		/* NULL: nobody watches */
	struct rundir dir;		/* the run kept for the next measurement; no name: none */
};

/**
 * measure() - measure a point once
 * @env: what to measure with
 * @plan: the plan
 * @step: which of its steps
 * @row: gets everything; to be freed
 *
 * Return: 0 when the run could be made, however it ended (see the row's status); the negative errno
 * of the kernel's refusal otherwise, and its sentence is in the row.
 */
int measure(struct measure_env *env, const struct plan *plan, const struct plan_step *step,
	    struct row *row);

/**
 * measure_end() - remove what is kept between measurements
 * @env: what was measured with
 * @err: what could not be removed
 *
 * Return: 0 or -errno.
 */
int measure_end(struct measure_env *env, struct err *err);

#endif
