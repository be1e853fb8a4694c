// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig trend: many results of one machine over time. The exit status says whether the newest is
 * past a step for the worse.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "cmd/knob_list.h"
#include "lib/compare/trend_show.h"

/* struct look - what the command line says */
struct look {
	struct trend trend;
	struct names ignored;
	const char *junit, *plots;
	bool anyway, ktap, json;
};

static int check_ground(const struct look *look, struct err *err)
{
	struct names differences = { 0 };
	int i, ret = 0;

	trend_differences(&look->trend, &look->ignored, &differences);
	if (differences.nr && !look->anyway) {
		ret = err_say(err, -EINVAL,
			      "not of one machine and channel, so looked at only with --anyway");
		for (i = 0; i < differences.nr; i++)
			err_append(err, "; %s", differences.name[i]);
	}
	names_free(&differences);
	return ret;
}

static void print(const struct look *look)
{
	if (look->json)
		trend_json(&look->trend, stdout);
	else if (look->ktap)
		trend_ktap(&look->trend, stdout);
	else
		trend_print(&look->trend, stdout);
}

/* As for a comparison, without gnuplot it is still a trend. */
static int write_files(const struct look *look)
{
	struct err err = { "" };
	int ret = look->junit ? trend_junit(&look->trend, look->junit, &err) : 0;

	if (ret) {
		complain(ret, &err);
		return EXIT_SYSTEM;
	}
	if (look->plots)
		ret = trend_draw(&look->trend, look->plots, &err);
	if (ret)
		complain(ret, &err);
	return !ret || ret == -ENOENT ? EXIT_GOOD : EXIT_SYSTEM;
}

static int say_end(const struct trend *trend)
{
	int i, with_steps = 0, worse = 0;

	for (i = 0; i < trend->nr_series; i++) {
		with_steps += trend->series[i].nr_changes > 0;
		worse += trend_is_worse(&trend->series[i]);
	}
	fprintf(stderr,
		"dmarig: %d series: %d with steps, the newest result of %d past one for the worse; %d had too few results\n",
		trend->nr_series, with_steps, worse, trend->too_short);
	return worse ? EXIT_FAILED : EXIT_GOOD;
}

static int look_at(struct look *look, const struct names *dirs)
{
	struct err err = { "" };
	int ret, status;

	ret = trend_read(&look->trend, dirs, &err);
	if (!ret)
		ret = check_ground(look, &err);
	if (ret)
		return complain(ret, &err);
	trend_find(&look->trend, &look->ignored);
	if (look->trend.too_short == look->trend.nr_series)
		return complain(err_say(&err, -EINVAL, "no point has %d results", TREND_LEAST),
				&err);
	print(look);
	status = write_files(look);
	ret = say_end(&look->trend);
	return ret ? ret : status;
}

static int trend(int argc, char **argv)
{
	struct look look = { 0 };
	struct names dirs = { 0 };
	int i, status = options_read(&cmd_trend, &look, argc, argv);

	if (status == OPTIONS_TAKEN && optind == argc)
		status = bad_usage(&cmd_trend, "want result directories, or one they are in");
	if (status == OPTIONS_TAKEN && look.json && look.ktap)
		status = bad_usage(&cmd_trend, "--ktap or --json, not both");
	for (i = optind; i < argc; i++)
		names_add(&dirs, argv[i]);
	if (status == OPTIONS_TAKEN)
		status = look_at(&look, &dirs);
	trend_free(&look.trend);
	names_free(&dirs);
	names_free(&look.ignored);
	return status;
}

static const struct option_row options[] = {
	OPT_PERCENT(0, "at-least", struct look, trend.least, "0.5%",
		    "steps smaller than this are none"),
	OPT_OWN(0, "ignore", &option_knobs, struct look, ignored, NULL, "KNOB,...",
		WORDS_KNOB_NAMES, "these knobs tell no points apart, such as channel"),
	OPT_FLAG(0, "anyway", struct look, anyway, "although machines or channels differ"),
	OPT_FLAG(0, "ktap", struct look, ktap, "KTAP to stdout, a test a series"),
	OPT_FLAG(0, "json", struct look, json, "JSON to stdout, with all values"),
	OPT_TEXT(0, "junit", struct look, junit, "FILE", WORDS_FILES, "JUnit XML as well"),
	OPT_TEXT(0, "plots", struct look, plots, "PLOTDIR", WORDS_DIRECTORIES,
		 "draw the series there"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "DIR", WORDS_DIRECTORIES, "result directories of dmarig sweep, or a directory of such" },
	{ 0 }
};

const struct command cmd_trend = {
	.name		= "trend",
	.summary	= "many results of one machine over time: since when is it slower?",
	.fn		= trend,
	.synopsis	= "DIR...",
	.arguments	= arguments,
	.options	= options,
	.notes		=
		"Results are put in the order they were measured in. A series is a quantity of a point, the median\n"
		"of its repetitions; its steps are found by PELT, and each must pass a t-test that is corrected for\n"
		"all places and all series. Exit status 1: the newest result of a series is past a step for the\n"
		"worse. A step that is to be lived with is forgotten when results before it are left out.",
};
