// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Measures a point once. Reading `wait` blocks until the run has ended and cannot be polled, so it
 * is interrupted now and then for work that has to go on meanwhile.
 */
#include <stdlib.h>
#include "lib/base/stop.h"
#include "lib/kernel/machine.h"
#include "lib/rig/fio.h"
#include "lib/rig/import.h"
#include "measure/measure.h"
#include "measure/mmap.h"

#define LOOK_MS 50	/* samples are read and progress is shown this often */

static void watch(struct measure_env *env, const struct plan_step *step, const struct rundir *dir,
		  char state[STATE_LEN])
{
	bool stopped = false, hit = false;

	if (env->live)
		live_begin(env->live);
	while (!rundir_wait(dir, LOOK_MS, state)) {
		if (env->live && !hit && live_look(env->live, dir, step)) {
			hit = true;
			live_snapshot(env->live, &env->out);
		}
		if ((hit || stop_asked()) && !stopped) {
			rundir_stop(dir);
			stopped = true;
		}
		if (env->samples)
			samples_drain(env->samples);
		if (env->tracer)
			tracer_drain(env->tracer);
		if (env->tick)
			env->tick(env);
	}
	if (env->live)
		live_end(env->live);
}

/* A run that is done has no error to take. */
static void take_error(const struct rundir *dir, const char *state, struct row *row)
{
	char error[SENTENCE_LEN];

	if (!strcmp(state, "done"))
		return;
	rundir_word(dir, "error", error, sizeof(error));
	row_add_error(row, "%s", *error ? error : "the run ended without a result");
}

static void take_result(struct measure_env *env, const struct plan_step *step,
			const struct rundir *dir, const char *state, struct row *row)
{
	char *text;

	text = rundir_read(dir, "result/summary");
	row_set_summary(row, text);
	free(text);
	text = rundir_read(dir, "result/hist");
	outdir_hist(&env->out, step->point, step->rep, text);
	free(text);
	row_set(row, "status", "%s", state);
	take_error(dir, state, row);
	if (env->live && *env->live->hit)
		row_add_error(row, "%s", env->live->hit);
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

static int run_it(struct measure_env *env, const struct plan_step *step, const struct rundir *dir,
		  struct row *row, struct err *err)
{
	char state[STATE_LEN];
	int ret;

	if (env->samples)
		samples_start(env->samples, env->samples_file, step->point, step->rep);
	if (env->tracer)
		tracer_start(env->tracer, step->point, step->rep);
	ret = rundir_start(dir, err);
	if (!ret && env->samples)
		samples_of_run(env->samples, number_of_run(dir));
	if (!ret && env->tracer)
		tracer_of_run(env->tracer, number_of_run(dir));
	if (!ret)
		watch(env, step, dir, state);
	if (env->samples)
		row_set(row, "samples_missed", "%llu", samples_end(env->samples));
	if (env->tracer)
		tracer_end(env->tracer);
	if (!ret)
		take_result(env, step, dir, state, row);
	return ret;
}

/* The run is over: take the noise's figures, and an error if it did not last until now. */
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

static void tick(void *data)
{
	struct measure_env *env = data;

	if (env->tick)
		env->tick(env);
}

/* We are the load: use the buffer, then end the run, which waits until we have let go of it. */
static int use_it(struct measure_env *env, const struct plan_step *step, const struct params *p,
		  const struct import *import, const struct rundir *dir, struct row *row,
		  struct err *err)
{
	struct mmap_load *load;
	struct err used = { "" };
	char state[STATE_LEN], *text;
	int ret = rundir_start(dir, err);

	if (ret)
		return ret;
	load = mmap_load_open(dir, p, import, &used);
	ret = load ? mmap_load_run(load, tick, env, &used) : -EIO;
	text = load ? mmap_load_hist(load) : NULL;
	if (load)
		mmap_load_detach(load);
	rundir_stop(dir);
	rundir_word(dir, "status", state, sizeof(state));
	take_result(env, step, dir, state, row);
	if (text)
		outdir_hist(&env->out, step->point, step->rep, text);
	free(text);
	if (ret)
		row_add_error(row, "%s", used.text);
	else
		mmap_load_row(load, row);
	mmap_load_close(load);
	return 0;
}

static int run_or_use(struct measure_env *env, const struct plan_step *step,
		      const struct params *p, const struct import *import,
		      const struct rundir *dir, struct row *row, struct err *err)
{
	if (dmarig_ops[p->op].traits & OP_SERVED)
		return use_it(env, step, p, import, dir, row, err);
	return run_it(env, step, dir, row, err);
}

static int run_in_noise(struct measure_env *env, const struct plan_step *step,
			const struct params *p, const struct import *import,
			const struct rundir *dir, struct row *row, struct err *err)
{
	struct fio fio;
	int ret;

	if (!strcmp(p->noise, "none"))
		return run_or_use(env, step, p, import, dir, row, err);
	ret = fio_start(&fio, p->noise, err);
	if (ret)
		return ret;
	ret = run_or_use(env, step, p, import, dir, row, err);
	end_noise(&fio, row);
	return ret;
}

int measure_end(struct measure_env *env, struct err *err)
{
	struct rundir *dir = &env->dir;
	int ret = *dir->name ? rundir_remove(dir) : 0;

	if (ret)
		err_say(err, ret, "the run %s cannot be removed: %s", dir->name, strerror(-ret));
	*dir->name = '\0';
	return ret;
}

/* The directory stays for the next run, unless something is odd about it. */
static int make_and_run(struct measure_env *env, const struct plan_step *step,
			const struct params *p, struct row *row, struct err *err)
{
	struct rundir *dir = &env->dir;
	struct import import = { 0 };
	struct err stuck = { "" };
	int ret;

	ret = *dir->name ? 0 : rundir_make(dir, err);
	if (ret)
		return ret;
	ret = rundir_set(dir, p, err);
	if (!ret)
		ret = import_make(&import, dir, p, err);
	if (!ret)
		ret = run_in_noise(env, step, p, &import, dir, row, err);
	if ((ret || import.made || stop_asked()) && measure_end(env, &stuck))
		row_add_error(row, "%s", stuck.text);
	import_free(&import);
	return ret;
}

int measure(struct measure_env *env, const struct plan *plan, const struct plan_step *step,
	    struct row *row)
{
	struct err err = { "" };
	struct params p;
	int ret;

	row_init(row);
	row_set_params(row, plan_params(plan, step->point, &p));
	row_set(row, "point", "%d", step->point);
	row_set(row, "rep", "%d", step->rep);
	row_set(row, "kernel", "%s", machine_kernel());
	row_set(row, "machine", "%s", machine_name());
	oracle_before(&env->oracle, env->out.dmesg);
	ret = make_and_run(env, step, &p, row, &err);
	oracle_after(&env->oracle, env->out.dmesg, row);
	if (!ret && plan->points[step->point].illegal)
		row_add_error(row, "this combination is illegal, and was not refused");
	if (ret) {
		row_add_error(row, "%s", err.text);
		row_set(row, "status", "refused");
	}
	return ret;
}
