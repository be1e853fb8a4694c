// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * One measurement. Reading `wait` blocks until the run has ended and cannot be polled, so it is
 * interrupted now and then for what is to be done meanwhile.
 */
#include <stdlib.h>
#include "lib/base/stop.h"
#include "lib/kernel/machine.h"
#include "lib/rig/fio.h"
#include "lib/rig/import.h"
#include "measure/measure.h"

#define LOOK_MS 50	/* how often samples are read and progress is shown */

static void watch(struct bench *bench, const struct rundir *dir, char state[STATE_LEN])
{
	bool stopped = false;

	while (!rundir_wait(dir, LOOK_MS, state)) {
		if (stop_asked() && !stopped) {
			rundir_stop(dir);
			stopped = true;
		}
		if (bench->samples)
			samples_drain(bench->samples);
		if (bench->tracer)
			tracer_drain(bench->tracer);
		if (bench->tick)
			bench->tick(bench);
	}
}

/* What is done went well, and has nothing to say. */
static void take_error(const struct rundir *dir, const char *state, struct row *row)
{
	char error[SENTENCE_LEN];

	if (!strcmp(state, "done"))
		return;
	rundir_word(dir, "error", error, sizeof(error));
	row_add_error(row, "%s", *error ? error : "the run ended without a result");
}

static void take_result(struct bench *bench, const struct job *job, const struct rundir *dir,
			const char *state, struct row *row)
{
	char *text;

	text = rundir_read(dir, "result/summary");
	row_set_summary(row, text);
	free(text);
	text = rundir_read(dir, "result/hist");
	outdir_hist(&bench->out, job->point, job->rep, text);
	free(text);
	row_set(row, "status", "%s", state);
	take_error(dir, state, row);
	if (stop_asked())
		row_set(row, "status", "interrupted");
}

static u64 number_of_run(const struct rundir *dir)
{
	unsigned long long run = 0;
	char text[128];

	rundir_word(dir, "progress", text, sizeof(text));
	return sscanf(text, "run=%llu", &run) == 1 ? run : 0;
}

static int run_it(struct bench *bench, const struct job *job, const struct rundir *dir,
		  struct row *row, struct err *err)
{
	char state[STATE_LEN];
	int ret;

	if (bench->samples)
		samples_start(bench->samples, bench->samples_file, job->point, job->rep);
	if (bench->tracer)
		tracer_start(bench->tracer, job->point, job->rep);
	ret = rundir_start(dir, err);
	if (!ret && bench->samples)
		samples_of_run(bench->samples, number_of_run(dir));
	if (!ret && bench->tracer)
		tracer_of_run(bench->tracer, number_of_run(dir));
	if (!ret)
		watch(bench, dir, state);
	if (bench->samples)
		row_set(row, "samples_missed", "%llu", samples_end(bench->samples));
	if (bench->tracer)
		tracer_end(bench->tracer);
	if (!ret)
		take_result(bench, job, dir, state, row);
	return ret;
}

/* The run is over: what was beside it, all of the time or not. */
static void end_noise(struct fio *fio, struct row *row)
{
	struct fio_did did = { 0 };
	struct err err = { "" };
	int ret = fio_stop(fio, &did, &err);

	if (stop_asked())
		return;
	if (ret) {
		row_add_error(row, "%s", err.text);
		return;
	}
	row_set(row, "noise_bytes_per_s", "%.0f", did.bytes_per_s);
	row_set(row, "noise_iops", "%.0f", did.iops);
	row_set(row, "noise_cpu_percent", "%.1f", did.cpu_percent);
}

static int run_in_noise(struct bench *bench, const struct job *job, const struct params *p,
			const struct rundir *dir, struct row *row, struct err *err)
{
	struct fio fio;
	int ret;

	if (!strcmp(p->noise, "none"))
		return run_it(bench, job, dir, row, err);
	ret = fio_start(&fio, p->noise, err);
	if (ret)
		return ret;
	ret = run_it(bench, job, dir, row, err);
	end_noise(&fio, row);
	return ret;
}

int measure_end(struct bench *bench, struct err *err)
{
	struct rundir *dir = &bench->dir;
	int ret = *dir->name ? rundir_remove(dir) : 0;

	if (ret)
		err_say(err, ret, "the run %s cannot be removed: %s", dir->name, strerror(-ret));
	*dir->name = '\0';
	return ret;
}

/* The directory stays for the next run, unless something is odd about it. */
static int make_and_run(struct bench *bench, const struct plan *plan, const struct job *job,
			struct row *row, struct err *err)
{
	const struct point *point = &plan->points[job->point];
	struct rundir *dir = &bench->dir;
	struct import import = { 0 };
	struct err stuck = { "" };
	int ret;

	ret = *dir->name ? 0 : rundir_make(dir, err);
	if (ret)
		return ret;
	ret = rundir_set(dir, &point->p, err);
	if (!ret)
		ret = import_make(&import, dir, &point->p, err);
	if (!ret)
		ret = run_in_noise(bench, job, &point->p, dir, row, err);
	if ((ret || import.made || stop_asked()) && measure_end(bench, &stuck))
		row_add_error(row, "%s", stuck.text);
	import_free(&import);
	return ret;
}

int measure(struct bench *bench, const struct plan *plan, const struct job *job, struct row *row)
{
	struct err err = { "" };
	int ret;

	row_init(row);
	row_set_params(row, &plan->points[job->point].p);
	row_set(row, "point", "%d", job->point);
	row_set(row, "rep", "%d", job->rep);
	row_set(row, "kernel", "%s", machine_kernel());
	row_set(row, "machine", "%s", machine_name());
	oracle_before(&bench->oracle, bench->out.dmesg);
	ret = make_and_run(bench, plan, job, row, &err);
	oracle_after(&bench->oracle, bench->out.dmesg, row);
	if (!ret && plan->points[job->point].illegal)
		row_add_error(row, "this combination is illegal, and was not refused");
	if (ret) {
		row_add_error(row, "%s", err.text);
		row_set(row, "status", "refused");
	}
	return ret;
}
