// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig run: one point, and a table a person can read.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "cmd/session.h"
#include "lib/conf/setting.h"
#include "lib/result/show_row.h"

static int take_knobs(struct params *p, int argc, char **argv, struct err *err)
{
	char sentence[SENTENCE_LEN];
	int i, ret;

	params_init(p);
	for (i = optind; i < argc; i++) {
		ret = setting_apply(p, argv[i], err);
		if (ret)
			return ret;
	}
	ret = params_check(p, sentence, sizeof(sentence));
	return ret ? err_say(err, ret, "%s", sentence) : 0;
}

static void print_json(const struct session *session, const struct row *row)
{
	struct json json;

	json_begin(&json, stdout, "run");
	json_text(&json, "directory", *session->dir ? session->dir : NULL);
	json_array(&json, "rows");
	json_object(&json, NULL);
	row_members(row, &json);
	json_end(&json);
}

static void show(struct session *session, const struct plan_step *step, const struct row *row)
{
	FILE *file = session->output || session->samples_path || session->json ? stderr : stdout;

	(void)step;
	if (session->json)
		print_json(session, row);
	if (!strcmp(row_get(row, "status"), "refused"))
		return;
	show_row(file, row);
	if (session->env.tracer)
		tracer_show(session->env.tracer, file);
}

static bool stdout_is_taken(const struct session *session)
{
	return (session->output && !strcmp(session->output, "-")) ||
	       (session->samples_path && !strcmp(session->samples_path, "-"));
}

static int run(int argc, char **argv)
{
	struct session session;
	struct params params;
	struct plan plan;
	struct err err = { "" };
	int ret, status;

	session_init(&session, argc, argv);
	session.name = "run";
	session.row_done = show;
	status = options_read(&cmd_run, &session, argc, argv);
	if (status != OPTIONS_TAKEN)
		return status;
	if (session.json && stdout_is_taken(&session))
		return bad_usage(&cmd_run, "--json and another - cannot both have stdout");
	ret = take_knobs(&params, argc, argv, &err);
	if (ret)
		return complain(ret, &err);
	plan_one(&plan, &params);
	ret = session_measure(&session, &plan, &err);
	plan_free(&plan);
	if (ret)
		return complain(ret, &err);
	return session_status(&session);
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct session, output, "DIR", WORDS_DIRECTORIES,
		 "write a result directory, which must be new or empty; -: a CSV row to stdout"),
	SESSION_OPTIONS,
	OPT_FLAG(0, "json", struct session, json, "the row as JSON to stdout, the table to stderr"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "KNOB=VALUE", WORDS_KNOBS, "what the run shall be like, see 'dmarig help knobs'" },
	{ 0 }
};

const struct command cmd_run = {
	.name		= "run",
	.summary	= "measure one point",
	.fn		= run,
	.synopsis	= "[KNOB=VALUE]...",
	.arguments	= arguments,
	.options	= options,
};
