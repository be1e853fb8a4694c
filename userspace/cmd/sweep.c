// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig sweep: all points of a conf file.
 */
#include <getopt.h>
#include <stdlib.h>
#include <time.h>
#include "cmd/cmd.h"
#include "cmd/session.h"
#include "lib/conf/conf_line.h"
#include "lib/conf/setting.h"
#include "measure/progress.h"

static const struct option options[] = {
	{ "output",	required_argument,	NULL,	'o' },
	{ "no-samples",	no_argument,		NULL,	'n' },
	{ "samples",	required_argument,	NULL,	's' },
	{ "name",	required_argument,	NULL,	'N' },
	{ "reps",	required_argument,	NULL,	'r' },
	{ "seed",	required_argument,	NULL,	'S' },
	{ "buffer-kb",	required_argument,	NULL,	'b' },
	TRACE_OPTIONS,
	{ 0 }
};

/* struct wishes - what the command line says besides the knobs */
struct wishes {
	u64 reps, seed;
	bool has_reps, has_seed;
};

static bool take_number(u64 *value, bool *has)
{
	*has = true;
	return !parse_u64(optarg, false, value);
}

static bool take_option(struct session *session, struct wishes *wishes, int c)
{
	u64 kb;
	bool has;

	switch (c) {
	case 'o':
		session->output = optarg;
		return true;
	case 'n':
		session->no_samples = true;
		return true;
	case 's':
		session->samples_path = optarg;
		return true;
	case 'N':
		session->name = optarg;
		return conf_name_is_good(optarg);
	case 'r':
		return take_number(&wishes->reps, &wishes->has_reps) && wishes->reps &&
		       wishes->reps <= 10000;
	case 'S':
		return take_number(&wishes->seed, &wishes->has_seed);
	case 'b':
		session->buffer_kb = take_number(&kb, &has) && kb <= 1 << 24 ? kb : 0;
		return session->buffer_kb;
	}
	return session_trace_option(session, c);
}

static u64 seed_of(const struct conf *conf, const struct wishes *wishes)
{
	struct timespec now;
	u64 seed = conf_key(conf, NULL, KEY_order_seed);

	if (wishes->has_seed)
		return wishes->seed;
	if (seed)
		return seed;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000000ull + now.tv_nsec / 1000;
}

static int plan_of(struct plan *plan, struct conf *conf, const struct wishes *wishes, char **knobs,
		   struct why *why)
{
	int ret;

	for (; *knobs; knobs++) {
		ret = conf_override(conf, *knobs, why);
		if (ret)
			return ret;
	}
	if (wishes->has_reps)
		conf_set_key(conf, KEY_reps, wishes->reps);
	return plan_make(plan, conf, seed_of(conf, wishes), why);
}

static void tick(struct bench *bench)
{
	progress_show(bench->tick_data);
}

static void row_done(struct session *session, const struct job *job, const struct row *row)
{
	struct progress *progress = session->bench.tick_data;

	if (strcmp(row_get(row, "status"), "done") &&
	    !(session->plan->points[job->point].refusals &&
	      !strcmp(row_get(row, "status"), "refused")))
		progress_note(progress, "point %s rep %s %s: %s", row_get(row, "point"),
			      row_get(row, "rep"), row_get(row, "status"), row_get(row, "error"));
	progress_next(progress);
}

static void say_end(const struct session *session, const struct plan *plan)
{
	fprintf(stderr, "dmarig: %d of %d measured, %d failed, %d refused, seed %llu\n",
		session->done, plan->nr_jobs, session->failed, session->refused, plan->seed);
	if (session->rightly_refused)
		fprintf(stderr,
			"dmarig: %d refused with a sentence, as asked; %d ran, %llu transfers verified\n",
			session->rightly_refused,
			session->done - session->rightly_refused - session->refused,
			session->verified);
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
	struct why why = { "" };
	int ret;

	progress_init(&progress, plan);
	session->bench.tick = tick;
	session->bench.tick_data = &progress;
	session->row_done = row_done;
	ret = session_measure(session, plan, &why);
	progress_end(&progress);
	if (!session->done)
		return complain(ret, &why);
	say_end(session, plan);
	return session_status(session);
}

static int sweep(int argc, char **argv)
{
	struct wishes wishes = { 0 };
	struct session session;
	struct conf conf;
	struct plan plan = { 0 };
	struct why why = { "" };
	int c, ret;

	session_init(&session, argc, argv);
	session.keep = true;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!take_option(&session, &wishes, c))
			return bad_option(&cmd_sweep, argv);
	if (optind == argc)
		return bad_usage(&cmd_sweep, "which conf file?");
	ret = conf_read(&conf, argv[optind], &why);
	if (!ret)
		ret = plan_of(&plan, &conf, &wishes, argv + optind + 1, &why);
	session.name = session.name ? session.name : conf.name;
	session.conf = conf.text;
	ret = ret ? complain(ret, &why) : measure_plan(&session, &plan);
	plan_free(&plan);
	conf_free(&conf);
	return ret;
}

const struct command cmd_sweep = {
	.name		= "sweep",
	.summary	= "measure all points of a conf file, in random order",
	.fn		= sweep,
	.usage		=
		"dmarig sweep FILE [KNOB=VALUES...] [-o DIR | -o -] [--name N] [--reps N] [--seed N]\n"
		"    FILE               [global], then sections; KNOB=VALUES a line; - is stdin\n"
		"    KNOB=VALUES        instead of what the file says, in every section\n"
		"    -o, --output DIR   the result directory, which must be new or empty; -: rows to stdout\n"
		"                       otherwise $DMARIG_RESULTS or ./results, / UTC-NAME, printed at the end\n"
		"    --name NAME        what the result is called, otherwise as the file\n"
		"    --reps N           measure each point N times\n"
		"    --seed N           what the random order starts from\n"
		"    --no-samples       no samples.csv, and so no tracing\n"
		"    --samples FILE     samples to FILE instead\n"
		"    --buffer-kb N      size of the trace buffer per CPU\n"
		TRACE_USAGE
		"\n"
		"A list is a,b,c; a range is 64..1M:x4 (times 4) or 1..9:+2; + joins what belongs together:\n"
		"channel=dma0chan0+dma0chan1,edu0 is two settings, the first of two channels. The points of a\n"
		"section are the cross product of its lists, and of those of [global] it does not have itself.\n"
		"Besides knobs: reps=N, skip_illegal=1 and refusals=1 anywhere; order=random|given,\n"
		"order_seed=N and name=NAME in [global]. order=random mixes all points and repetitions of all sections.\n",
};
