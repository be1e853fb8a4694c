// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig run: one point, and a table a person can read.
 */
#include <getopt.h>
#include <stdlib.h>
#include "cmd/cmd.h"
#include "cmd/session.h"
#include "lib/base/show.h"
#include "lib/conf/conf_line.h"
#include "lib/conf/setting.h"

static const struct option options[] = {
	{ "output",	required_argument,	NULL,	'o' },
	{ "samples",	required_argument,	NULL,	's' },
	{ "no-samples",	no_argument,		NULL,	'n' },
	{ "name",	required_argument,	NULL,	'N' },
	{ "buffer-kb",	required_argument,	NULL,	'b' },
	TRACE_OPTIONS,
	{ 0 }
};

static bool take_option(struct session *session, int c)
{
	switch (c) {
	case 'o':
		session->output = optarg;
		return true;
	case 's':
		session->samples_path = optarg;
		return true;
	case 'n':
		session->no_samples = true;
		return true;
	case 'N':
		session->name = optarg;
		return conf_name_is_good(optarg);
	case 'b':
		session->buffer_kb = atoi(optarg);
		return session->buffer_kb > 0;
	}
	return session_trace_option(session, c);
}

static int take_knobs(struct params *p, int argc, char **argv, struct why *why)
{
	char sentence[SENTENCE_LEN];
	int i, ret;

	params_init(p);
	for (i = optind; i < argc; i++) {
		ret = setting_apply(p, argv[i], why);
		if (ret)
			return ret;
	}
	ret = params_check(p, sentence, sizeof(sentence));
	return ret ? because(why, ret, "%s", sentence) : 0;
}

static void show(struct session *session, const struct job *job, const struct row *row)
{
	FILE *file = session->output || session->samples_path ? stderr : stdout;

	(void)job;
	if (!strcmp(row_get(row, "status"), "refused"))
		return;
	show_row(file, row);
	if (session->bench.tracer)
		tracer_show(session->bench.tracer, file);
}

static int run(int argc, char **argv)
{
	struct session session;
	struct params params;
	struct plan plan;
	struct why why = { "" };
	int c, ret;

	session_init(&session, argc, argv);
	session.name = "run";
	session.row_done = show;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		if (!take_option(&session, c))
			return bad_option(&cmd_run, argv);
	ret = take_knobs(&params, argc, argv, &why);
	if (ret)
		return complain(ret, &why);
	plan_one(&plan, &params);
	ret = session_measure(&session, &plan, &why);
	plan_free(&plan);
	if (ret)
		return complain(ret, &why);
	return session_status(&session);
}

const struct command cmd_run = {
	.name		= "run",
	.summary	= "measure one point",
	.fn		= run,
	.usage		=
		"dmarig run KNOB=VALUE... [-o DIR | -o -] [--samples FILE]\n"
		"    -o, --output DIR   write a result directory, which must be new or empty; -: a CSV row to stdout\n"
		"    --samples FILE     write the life of every transfer to FILE as CSV; -: to stdout\n"
		"    --no-samples       no samples.csv in the result directory, and so no tracing\n"
		"    --name NAME        what the result is called\n"
		"    --buffer-kb N      size of the trace buffer per CPU\n"
		TRACE_USAGE
		"see 'dmarig help knobs' for the knobs\n",
};
