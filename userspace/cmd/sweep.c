// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig sweep: all points of a conf file.
 */
#include <getopt.h>
#include <time.h>
#include "cmd/cmd.h"
#include "cmd/session.h"
#include "lib/conf/setting.h"
#include "measure/progress.h"

/* No seed of the command line's: the file's, or the clock's. */
#define NO_SEED	(~0ull)

/* struct sweep - what the command line says */
struct sweep {
	struct session session;	/* first, see SESSION_OPTIONS */
	u64 reps;		/* 0: as the file says */
	u64 seed;
};

static u64 seed_of(const struct conf *conf, const struct sweep *sweep)
{
	struct timespec now;
	u64 seed = conf_key(conf, NULL, KEY_order_seed);

	if (sweep->seed != NO_SEED)
		return sweep->seed;
	if (seed)
		return seed;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000000ull + now.tv_nsec / 1000;
}

static int plan_of(struct plan *plan, struct conf *conf, const struct sweep *sweep, char **knobs,
		   struct err *err)
{
	int ret;

	for (; *knobs; knobs++) {
		ret = conf_override(conf, *knobs, err);
		if (ret)
			return ret;
	}
	if (sweep->reps)
		conf_set_key(conf, KEY_reps, sweep->reps);
	return plan_make(plan, conf, seed_of(conf, sweep), err);
}

static void tick(struct measure_env *env)
{
	progress_show(env->tick_data);
}

static void row_done(struct session *session, const struct plan_step *step, const struct row *row)
{
	struct progress *progress = session->env.tick_data;

	if ((strcmp(row_get(row, "status"), "done") || session->env.oracle.blind) &&
	    !(session->plan->points[step->point].refusals &&
	      !strcmp(row_get(row, "status"), "refused")))
		progress_note(progress, "point %s rep %s %s: %s", row_get(row, "point"),
			      row_get(row, "rep"), row_get(row, "status"), row_get(row, "error"));
	progress_next(progress);
}

static void say_end(const struct session *session, const struct plan *plan)
{
	fprintf(stderr, "dmarig: %d of %d measured, %d failed, %d refused, seed %llu\n",
		session->done, plan->nr_steps, session->failed, session->refused, plan->seed);
	if (session->rightly_refused)
		fprintf(stderr,
			"dmarig: %d refused with a sentence, as asked; %d ran, %llu transfers verified\n",
			session->rightly_refused,
			session->done - session->rightly_refused - session->refused,
			session->verified);
	if (session->blind)
		fprintf(stderr, "dmarig: in %d of them the kernel was not watched to the end\n",
			session->blind);
	if (plan->skipped)
		fprintf(stderr, "dmarig: %d illegal combinations were left out\n", plan->skipped);
	if (session->missed)
		fprintf(stderr, "dmarig: %llu samples were lost, see --buffer-kb and trace_every\n",
			session->missed);
	if (*session->dir)
		puts(session->dir);
}

static int measure_plan(struct session *session, const struct plan *plan)
{
	struct progress progress;
	struct err err = { "" };
	int ret;

	progress_init(&progress, plan);
	progress.beside = session->live.line;
	session->env.tick = tick;
	session->env.tick_data = &progress;
	session->row_done = row_done;
	ret = session_measure(session, plan, &err);
	progress_end(&progress);
	if (!session->done)
		return complain(ret, &err);
	say_end(session, plan);
	return session_status(session);
}

static int sweep(int argc, char **argv)
{
	struct sweep sweep = { .seed = NO_SEED };
	struct session *session = &sweep.session;
	struct conf conf;
	struct plan plan = { 0 };
	struct err err = { "" };
	int ret, status;

	session_init(session, argc, argv);
	session->keep = true;
	status = options_read(&cmd_sweep, &sweep, argc, argv);
	if (status != OPTIONS_TAKEN)
		return status;
	if (optind == argc)
		return bad_usage(&cmd_sweep, "which conf file?");
	ret = conf_read(&conf, argv[optind], &err);
	if (!ret)
		ret = plan_of(&plan, &conf, &sweep, argv + optind + 1, &err);
	session->name = session->name ? session->name : conf.name;
	session->conf = conf.text;
	ret = ret ? complain(ret, &err) : measure_plan(session, &plan);
	plan_free(&plan);
	conf_free(&conf);
	return ret;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct sweep, session.output, "DIR", WORDS_DIRECTORIES,
		 "the result directory, which must be new or empty; -: rows to stdout; otherwise\n"
		 "UTC-NAME in $DMARIG_RESULTS or ./results, printed at the end"),
	SESSION_OPTIONS,
	OPT_NUMBER(0, "reps", struct sweep, reps, NULL, 1, 10000, "", "measure each point N times"),
	OPT_NUMBER(0, "seed", struct sweep, seed, NULL, 0, NO_SEED - 1, "",
		   "what the random order starts from"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "FILE", WORDS_FILES, "[global], then sections; KNOB=VALUES a line; - is stdin" },
	{ "KNOB=VALUES", WORDS_KNOBS, "instead of what the file says, in every section" },
	{ 0 }
};

const struct command cmd_sweep = {
	.name		= "sweep",
	.summary	= "measure all points of a conf file, in random order",
	.fn		= sweep,
	.synopsis	= "FILE [KNOB=VALUES]...",
	.arguments	= arguments,
	.options	= options,
	.notes		=
		"A list is a,b,c; a range is 64..1M:x4 (times 4) or 1..9:+2; + joins what belongs together:\n"
		"channel=dma0chan0+dma0chan1,edu0 is two settings, the first of two channels. The points of a\n"
		"section are the cross product of its lists, and of those of [global] it does not have itself.\n\n"
		"Besides knobs: reps=N, skip_illegal=1 and refusals=1 anywhere; order=random|given,\n"
		"order_seed=N and name=NAME in [global]. order=random mixes all points and repetitions of all sections.",
};
