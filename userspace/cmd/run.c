// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig run: one point, and a table a person can read.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "cmd/session.h"
#include "lib/base/show.h"
#include "lib/conf/setting.h"
#include "lib/result/show_row.h"
#include "measure/again.h"

#define TARGET "latency_target="

/* struct wish - what the command line says */
struct wish {
	struct session session;	/* first, see SESSION_OPTIONS */
	double within;		/* --until-steady; 0: measure once */
	const char *target;	/* latency_target=, or NULL */
	struct plan plan;
	struct json json;
	struct steady steady;
	enum steady_state steady_state;
	struct depth_search search;
};

static int take_target(struct wish *wish, const char *text, struct err *err)
{
	wish->target = text;
	if (limit_time(text, &wish->search.target) || wish->search.target <= 0)
		return err_say(err, -EINVAL, TARGET "%s: want a time, such as 200us", text);
	return 0;
}

static int take_knobs(struct wish *wish, struct params *p, int argc, char **argv,
		      struct err *err)
{
	char sentence[SENTENCE_LEN];
	int i, ret = 0;

	params_init(p);
	for (i = optind; i < argc && !ret; i++) {
		if (!strncmp(argv[i], TARGET, strlen(TARGET)))
			ret = take_target(wish, argv[i] + strlen(TARGET), err);
		else
			ret = setting_apply(p, argv[i], err);
	}
	if (!ret && wish->target)
		p->depth = 1;
	if (!ret && wish->target && wish->within > 0)
		ret = err_say(err, -EINVAL, "--until-steady or " TARGET ", not both");
	if (ret)
		return ret;
	ret = params_check(p, sentence, sizeof(sentence));
	return ret ? err_say(err, ret, "%s", sentence) : 0;
}

static FILE *file_of(const struct session *session)
{
	return session->output || session->samples_path || session->json || session->status_ms ?
	       stderr : stdout;
}

/* Of a point that is measured more than once, a line each */
static void show_line(const struct row *row)
{
	char rate[32], p99[32];

	fprintf(stderr, "depth %s, rep %s: %s, p99 %s%s%s\n", row_get(row, "depth"),
		row_get(row, "rep"), show_rate(rate, row_number(row, "bytes_per_s")),
		show_time(p99, row_number(row, "total_p99_ns")),
		*row_get(row, "error") ? ": " : "", row_get(row, "error"));
}

static void show(struct session *session, const struct plan_step *step, const struct row *row)
{
	struct wish *wish = (struct wish *)session;

	(void)step;
	if (session->json) {
		json_object(&wish->json, NULL);
		row_members(row, &wish->json);
		json_close(&wish->json);
	}
	if (!strcmp(row_get(row, "status"), "refused"))
		return;
	if (session->again) {
		show_line(row);
		return;
	}
	show_row(file_of(session), row);
	if (session->env.tracer)
		tracer_show(session->env.tracer, file_of(session));
}

static bool again_for_steady(struct session *session, const struct row *row)
{
	struct wish *wish = (struct wish *)session;

	if (strcmp(row_get(row, "status"), "done"))
		return false;
	wish->steady_state = steady_add(&wish->steady, row_number(row, "bytes_per_s"));
	if (wish->steady_state == STEADY_YES)
		show_row(file_of(session), row);
	return wish->steady_state == STEADY_NOT_YET;
}

static bool again_for_depth(struct session *session, const struct row *row)
{
	struct wish *wish = (struct wish *)session;
	u64 next;

	if (strcmp(row_get(row, "status"), "done"))
		return false;
	next = depth_next(&wish->search, wish->plan.one.depth, row_number(row, "total_p99_ns"));
	if (next)
		wish->plan.one.depth = next;
	return next;
}

static bool stdout_is_taken(const struct session *session)
{
	return (session->output && !strcmp(session->output, "-")) ||
	       (session->samples_path && !strcmp(session->samples_path, "-"));
}

static int say_steady(const struct wish *wish)
{
	FILE *file = file_of(&wish->session);
	char spread[32];

	snprintf(spread, sizeof(spread), "%.2g %%", 100 * steady_spread(&wish->steady));
	if (wish->steady_state != STEADY_YES) {
		fprintf(stderr,
			"dmarig: not steady after %d measurements; the last %d vary by %s\n",
			wish->steady.nr, STEADY_LAST, spread);
		return EXIT_FAILED;
	}
	fprintf(file, "steady after %d measurements: the last %d within %s of the median\n",
		wish->steady.nr, STEADY_LAST, spread);
	return EXIT_GOOD;
}

static int say_depth(const struct wish *wish)
{
	const struct depth_search *search = &wish->search;
	FILE *file = file_of(&wish->session);
	char good[32], bad[32];

	if (!search->good) {
		fprintf(stderr, "dmarig: p99 is %s at depth 1 already, more than %s\n",
			show_time(bad, search->bad_p99), wish->target);
		return EXIT_FAILED;
	}
	fprintf(file, "depth %llu keeps p99 within %s: %s", search->good, wish->target,
		show_time(good, search->good_p99));
	if (search->bad)
		fprintf(file, "; depth %llu does not: %s\n", search->bad,
			show_time(bad, search->bad_p99));
	else
		fputs(", and there is none greater\n", file);
	return EXIT_GOOD;
}

static int measure_wish(struct wish *wish, struct err *err)
{
	struct session *session = &wish->session;
	int ret, status;

	wish->steady.within = wish->within;
	wish->search.most = knob_find("depth")->max;
	if (wish->within > 0)
		session->again = again_for_steady;
	else if (wish->target)
		session->again = again_for_depth;
	if (session->json) {
		json_begin(&wish->json, stdout, "run");
		json_array(&wish->json, "rows");
	}
	ret = session_measure(session, &wish->plan, err);
	if (session->json) {
		json_close(&wish->json);
		json_text(&wish->json, "directory", *session->dir ? session->dir : NULL);
		json_end(&wish->json);
	}
	if (ret)
		return complain(ret, err);
	status = session_status(session);
	if (status == EXIT_GOOD && session->again)
		status = wish->target ? say_depth(wish) : say_steady(wish);
	return status;
}

static int run(int argc, char **argv)
{
	static struct wish wish;
	struct session *session = &wish.session;
	struct params params;
	struct err err = { "" };
	int ret, status;

	session_init(session, argc, argv);
	session->name = "run";
	session->row_done = show;
	session->live.alone = true;
	status = options_read(&cmd_run, &wish, argc, argv);
	if (status != OPTIONS_TAKEN)
		return status;
	if (session->json && stdout_is_taken(session))
		return bad_usage(&cmd_run, "--json and another - cannot both have stdout");
	ret = take_knobs(&wish, &params, argc, argv, &err);
	if (ret)
		return complain(ret, &err);
	plan_one(&wish.plan, &params);
	status = measure_wish(&wish, &err);
	plan_free(&wish.plan);
	return status;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct wish, session.output, "DIR", WORDS_DIRECTORIES,
		 "write a result directory, which must be new or empty; -: a CSV row to stdout"),
	SESSION_OPTIONS,
	OPT_FLAG(0, "json", struct wish, session.json,
		 "the row as JSON to stdout, the table to stderr"),
	OPT_PERCENT(0, "until-steady", struct wish, within, NULL,
		    "measure the point again until five in a row are within N % of their\n"
		    "median, a hundred times at most"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "KNOB=VALUE", WORDS_KNOBS, "what the run shall be like, see 'dmarig help knobs'" },
	{ "latency_target=TIME", WORDS_NONE,
	  "instead of depth: search the greatest whose p99 is no longer, such as 200us" },
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
