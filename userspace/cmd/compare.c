// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig compare: is it slower, later or wrong where it was not before? The exit status says.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "cmd/knob_list.h"
#include "lib/compare/compare_show.h"
#include "lib/compare/join_make.h"
#include "lib/compare/provenance.h"

/* struct wanted - what the command line says */
struct wanted {
	struct comparison comparison;
	struct names ignored;
	const char *junit, *plots;
	bool anyway, ktap, json, no_plots;
};

static int check_provenance(const struct wanted *wanted, const struct names *differences,
			    struct err *err)
{
	int i;

	if (!differences->nr || wanted->anyway)
		return 0;
	err_say(err, -EINVAL, "not measured on the same ground, so compared only with --anyway");
	for (i = 0; i < differences->nr; i++)
		err_append(err, "; %s", differences->name[i]);
	return -EINVAL;
}

/* Like a report, what compares without gnuplot is still a comparison. */
static int write_files(const struct wanted *wanted, const struct compared *compared)
{
	const struct results *new = compared->join->results[JOIN_NEW];
	struct err err = { "" };
	char dir[600];
	int ret = 0;

	if (wanted->junit)
		ret = compared_junit(compared, wanted->junit, &err);
	if (ret) {
		complain(ret, &err);
		return EXIT_SYSTEM;
	}
	snprintf(dir, sizeof(dir), "%s%s", wanted->plots ? wanted->plots : new->dir,
		 wanted->plots ? "" : "/plots");
	if (!wanted->no_plots)
		ret = compared_draw(compared, dir, &err);
	if (ret)
		complain(ret, &err);
	return !ret || ret == -ENOENT ? EXIT_GOOD : EXIT_SYSTEM;
}

static void say_partial(const struct join *join)
{
	int side;

	for (side = 0; side < JOIN_SIDES; side++)
		if (provenance_is_partial(join->results[side]))
			fprintf(stderr, "dmarig: %s is partial: not all was measured\n",
				join->results[side]->dir);
}

/* A comparison in which nothing could be tested must not look like one that passed. */
static int say_end(const struct compared *compared)
{
	const struct comparison *comparison = compared->comparison;
	int failures = compare_failures(comparison);
	struct err err = { "" };

	if (compared->differences->nr)
		fprintf(stderr,
			"dmarig: NOT MEASURED ON THE SAME GROUND, compared because of --anyway\n");
	if (!comparison->tested && !failures)
		return complain(err_say(&err, -EINVAL,
					"nothing could be tested: have %d repetitions or more of each point on both sides, see --reps of dmarig sweep",
					comparison->enough), &err);
	fprintf(stderr,
		"dmarig: %d regressions; %d tested: %d worse, %d better, %d same; %d wrong; %d had too few repetitions\n",
		failures, comparison->tested, compare_count(comparison, VERDICT_WORSE),
		compare_count(comparison, VERDICT_BETTER), compare_count(comparison, VERDICT_SAME),
		compare_count(comparison, VERDICT_WRONG),
		compare_count(comparison, VERDICT_TOO_FEW));
	return failures ? EXIT_FAILED : EXIT_GOOD;
}

static int compare_joined(struct wanted *wanted, const struct join *join)
{
	struct names differences = { 0 };
	const struct compared compared = { join, &wanted->comparison, &differences };
	struct err err = { "" };
	int ret, status;

	provenance_differences(join, &wanted->ignored, &differences);
	ret = check_provenance(wanted, &differences, &err);
	if (ret) {
		names_free(&differences);
		return complain(ret, &err);
	}
	compare(&wanted->comparison, join);
	say_partial(join);
	if (wanted->json)
		compared_json(&compared, stdout);
	else if (wanted->ktap)
		compared_ktap(&compared, stdout);
	else
		compared_print(&compared, stdout);
	status = write_files(wanted, &compared);
	ret = say_end(&compared);
	compare_free(&wanted->comparison);
	names_free(&differences);
	return ret ? ret : status;
}

static int compare_dirs(struct wanted *wanted, const char *old_dir, const char *new_dir)
{
	struct results old = { 0 }, new = { 0 };
	struct err err = { "" };
	struct join join;
	int ret;

	ret = results_read(&old, old_dir, &err);
	if (!ret)
		ret = results_read(&new, new_dir, &err);
	if (!ret)
		ret = join_make(&join, &old, &new, &wanted->ignored, &err);
	if (ret) {
		ret = complain(ret, &err);
	} else {
		ret = compare_joined(wanted, &join);
		join_free(&join);
	}
	results_free(&old);
	results_free(&new);
	return ret;
}

static int compare_command(int argc, char **argv)
{
	struct wanted wanted = { 0 };
	int status = options_read(&cmd_compare, &wanted, argc, argv);

	if (status == OPTIONS_TAKEN && argc - optind != 2)
		status = bad_usage(&cmd_compare, "want two result directories, OLD and NEW");
	if (status == OPTIONS_TAKEN && wanted.ktap && wanted.json)
		status = bad_usage(&cmd_compare, "--ktap or --json, not both");
	if (status == OPTIONS_TAKEN)
		status = compare_dirs(&wanted, argv[optind], argv[optind + 1]);
	names_free(&wanted.ignored);
	return status;
}

static const struct option_row options[] = {
	OPT_PERCENT(0, "fail-slower", struct wanted, comparison.limit[QUANTITY_THROUGHPUT], "5%",
		    "fail what is slower beyond chance where its interval does not rule out that\n"
		    "the same bytes take N % longer"),
	OPT_PERCENT(0, "fail-later", struct wanted, comparison.limit[QUANTITY_LATENCY], "10%",
		    "the same for a p99 that is N % later"),
	OPT_OWN(0, "ignore", &option_knobs, struct wanted, ignored, NULL, "KNOB,...",
		WORDS_KNOB_NAMES, "these knobs may differ, such as channel"),
	OPT_FLAG(0, "anyway", struct wanted, anyway,
		 "although kernels, machines, boot lines or devices differ"),
	OPT_FLAG(0, "ktap", struct wanted, ktap, "KTAP to stdout instead of tables"),
	OPT_FLAG(0, "json", struct wanted, json, "JSON to stdout instead of tables"),
	OPT_TEXT(0, "junit", struct wanted, junit, "FILE", WORDS_FILES, "JUnit XML as well"),
	OPT_TEXT(0, "plots", struct wanted, plots, "PLOTDIR", WORDS_DIRECTORIES,
		 "the figure of ratios goes there; else to plots/ in NEW"),
	OPT_FLAG(0, "no-plots", struct wanted, no_plots, "no figure"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "OLD", WORDS_DIRECTORIES, "result directory of dmarig sweep" },
	{ "NEW", WORDS_DIRECTORIES,
	  "another; points belong together when all their knobs but seed are the same;\n"
	  "repetitions are the samples" },
	{ 0 }
};

const struct command cmd_compare = {
	.name		= "compare",
	.summary	= "is it slower, later or wrong where it was not before?",
	.fn		= compare_command,
	.synopsis	= "OLD NEW",
	.arguments	= arguments,
	.options	= options,
	.notes		=
		"Mann-Whitney on the repetitions, corrected by Holm for all points; the interval of the ratio of\n"
		"medians is by bootstrap. With too few repetitions nothing is tested, and it says how many are\n"
		"needed. Exit status 1: a regression, or rows that failed in NEW and not in OLD.",
};
