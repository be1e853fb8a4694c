// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A session: everything that must be opened before the first run and closed after the last.
 */
#include <stdlib.h>
#include <unistd.h>
#include "cmd/session.h"
#include "lib/base/csv.h"
#include "lib/base/stop.h"
#include "lib/rig/channels.h"
#include "lib/rig/fio.h"

void session_init(struct session *session, int argc, char **argv)
{
	size_t at = 0;
	int i;

	memset(session, 0, sizeof(*session));
	at += snprintf(session->command, sizeof(session->command), "dmarig");
	for (i = 0; i < argc && at < sizeof(session->command); i++)
		at += snprintf(session->command + at, sizeof(session->command) - at, " %s",
			       argv[i]);
}

static int check_channels(const struct plan *plan, struct err *err)
{
	char checked[KNOB_TEXT_LEN] = "";
	struct channels channels;
	struct params p;
	int i, ret = 0;

	channels_read(&channels);
	for (i = 0; i < plan->nr_points && !ret; i++) {
		if (!strcmp(plan_params(plan, i, &p)->channel, checked))
			continue;
		strcpy(checked, p.channel);
		ret = channels_check(&channels, checked, err);
	}
	channels_free(&channels);
	return ret;
}

/* Before anything is measured: a sweep of hours shall not end at its first noise. */
static int check_noise(const struct plan *plan, struct err *err)
{
	char checked[KNOB_TEXT_LEN] = "none", path[PATH_LEN];
	struct params p;
	int i, ret = 0;

	for (i = 0; i < plan->nr_points && !ret; i++) {
		if (!strcmp(plan_params(plan, i, &p)->noise, checked))
			continue;
		strcpy(checked, p.noise);
		if (!strcmp(checked, "none"))
			continue;
		ret = fio_job(checked, path, err);
		if (!ret)
			ret = fio_is_there(err);
	}
	return ret;
}

/* Is there a result directory? */
static bool to_dir(const struct session *session)
{
	return session->output ? strcmp(session->output, "-") : session->keep;
}

static int open_output(struct session *session, struct err *err)
{
	struct outdir *out = &session->env.out;

	if (to_dir(session))
		return outdir_make(out, session->output, session->name,
				   !session->no_samples && !session->samples_path, err);
	if (session->output)
		outdir_stream(out, stdout);
	return 0;
}

static int open_samples_file(struct session *session, struct err *err)
{
	FILE *file;

	session->env.samples_file = session->env.out.samples;
	if (!session->samples_path)
		return 0;
	file = strcmp(session->samples_path, "-") ? fopen(session->samples_path, "we") : stdout;
	if (!file)
		return err_say(err, -EINVAL, "%s: %s", session->samples_path, strerror(errno));
	csv_header(file, samples_columns());
	session->env.samples_file = file;
	return 0;
}

static bool wants_samples(const struct session *session)
{
	if (session->samples_path)
		return true;
	if (session->no_samples)
		return false;
	return to_dir(session);
}

/* A trace.dat has to go somewhere. */
static int check_trace_dat(const struct session *session, struct err *err)
{
	if (!session->trace_dat || to_dir(session))
		return 0;
	return err_say(err, -EINVAL, "--trace-dat needs a result directory: -o DIR");
}

#define LINE_MS		1000	/* on a terminal */
#define LIMIT_MS	200	/* where nothing but a condition is looked at */

static int open_live(struct session *session, struct err *err)
{
	struct live *live = &session->live;
	int i, ret;

	for (i = 0; i < session->stop_on.nr; i++) {
		if (i == LIVE_LIMITS)
			return err_say(err, -EINVAL, "--stop-on: at most %d times", LIVE_LIMITS);
		ret = limit_parse(&live->limits[live->nr_limits++], session->stop_on.name[i], err);
		if (ret)
			return ret;
	}
	live->terminal = isatty(STDERR_FILENO);
	live->interval_ms = session->status_ms ?: live->terminal ? LINE_MS : LIMIT_MS;
	if (session->status_ms) {
		live->csv = to_dir(session) ? outdir_file(&session->env.out, "status.csv") :
					      stdout;
		if (!live->csv)
			return err_say(err, -EINVAL, "status.csv: %s", strerror(errno));
		csv_header(live->csv, live_columns());
	}
	if (live->terminal || live->csv || live->nr_limits)
		session->env.live = live;
	return 0;
}

/* Rows of two kinds cannot share stdout. */
static int check_status(const struct session *session, struct err *err)
{
	bool taken = (session->output && !strcmp(session->output, "-")) ||
		     (session->samples_path && !strcmp(session->samples_path, "-")) ||
		     session->json;

	if (session->status_ms && taken && !to_dir(session))
		return err_say(err, -EINVAL,
			       "--status-interval and something else cannot both have stdout: -o DIR");
	return 0;
}

static void close_tracer(struct session *session)
{
	struct err err;

	if (tracer_close(session->env.tracer, &err))
		fprintf(stderr, "dmarig: %s\n", err.text);
	session->env.tracer = NULL;
}

static int open_all(struct session *session, struct err *err)
{
	int ret = check_trace_dat(session, err);

	if (!ret)
		ret = check_status(session, err);
	session->trace |= session->trace_dat;
	if (!ret)
		ret = rig_open(err);

	/* First, as what a dead tool left live still holds its channels. */
	if (!ret)
		ret = rig_clean(err);
	if (!ret)
		ret = check_channels(session->plan, err);
	if (!ret)
		ret = check_noise(session->plan, err);
	if (!ret && wants_samples(session))
		ret = samples_open(&session->env.samples, session->buffer_kb, err);
	if (!ret && session->trace)
		ret = tracer_open(&session->env.tracer, session->buffer_kb, err);
	if (!ret)
		ret = open_output(session, err);
	if (!ret && session->trace)
		ret = tracer_write_to(session->env.tracer, &session->env.out,
				      session->trace_dat, err);
	if (!ret)
		ret = open_samples_file(session, err);
	if (!ret)
		ret = open_live(session, err);
	if (ret) {
		samples_close(session->env.samples);
		close_tracer(session);
	}
	return ret;
}

static void close_all(struct session *session, bool complete)
{
	FILE *file = session->env.samples_file;
	struct err stuck = { "" };

	if (measure_end(&session->env, &stuck))
		fprintf(stderr, "dmarig: %s\n", stuck.text);
	oracle_close(&session->env.oracle);
	close_tracer(session);
	samples_close(session->env.samples);
	if (session->live.csv && session->live.csv != stdout)
		fclose(session->live.csv);
	names_free(&session->stop_on);
	if (file && session->samples_path && file != stdout)
		fclose(file);
	if (!outdir_close(&session->env.out, complete))
		fputs("dmarig: not everything could be written\n", stderr);
}

static void count(struct session *session, const struct point *point, int ret,
		  const struct row *row)
{
	session->done++;
	session->verified += row_number(row, "verified");
	session->missed += row_number(row, "samples_missed");
	session->blind += session->env.oracle.blind;
	if (ret && point->refusals)
		session->rightly_refused++;
	else if (ret)
		session->refused++;
	else if (!strcmp(row_get(row, "status"), "failed"))
		session->failed++;
}

/* Measure a step once. Return: whether that is to be done again; @ret gets the first refusal. */
static bool measure_once(struct session *session, const struct plan_step *step, int *ret,
			 struct err *err)
{
	const struct point *point = &session->plan->points[step->point];
	struct row row;
	bool again;
	int one;

	one = measure(&session->env, session->plan, step, &row);
	if (one && !*ret && !point->refusals)
		*ret = err_say(err, one, "%s", row_get(&row, "error"));
	count(session, point, one, &row);
	again = outdir_row(&session->env.out, row.cells);
	session->full |= !again;
	if (session->row_done)
		session->row_done(session, step, &row);
	again = again && !one && session->again && session->again(session, &row) && !stop_asked();
	row_free(&row);
	return again;
}

/* Return: the first refusal's errno, with its sentence, or 0. */
static int measure_all(struct session *session, struct err *err)
{
	const struct plan *plan = session->plan;
	struct plan_step step;
	int i, ret = 0;

	for (i = 0; i < plan->nr_steps && !session->full && !stop_asked(); i++) {
		step = plan->steps[i];
		while (measure_once(session, &step, &ret, err))
			step.rep++;
	}
	return ret;
}

int session_measure(struct session *session, const struct plan *plan, struct err *err)
{
	struct err log;
	int ret;

	session->plan = plan;
	ret = open_all(session, err);
	if (ret)
		return ret;
	stop_watch();
	if (oracle_open(&session->env.oracle, &log))
		fprintf(stderr, "dmarig: the kernel log is not watched: %s\n", log.text);
	snprintf(session->dir, sizeof(session->dir), "%s", session->env.out.path);
	outdir_describe(&session->env.out, plan, session->conf, session->command);
	ret = measure_all(session, err);
	close_all(session, session->done >= plan->nr_steps && !stop_asked());
	return ret;
}

int session_status(const struct session *session)
{
	stop_die();
	if (session->failed)
		return EXIT_FAILED;
	return session->refused || session->blind ? EXIT_SYSTEM : EXIT_GOOD;
}
