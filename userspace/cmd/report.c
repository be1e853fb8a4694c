// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig report: tables to stdout, plots into the directory.
 */
#include <getopt.h>
#include <stdlib.h>
#include "../lib/cost.h"
#include "../lib/crossover.h"
#include "../lib/entries.h"
#include "../lib/figures.h"
#include "../lib/need.h"
#include "../lib/report_table.h"
#include "cmd.h"

static void print_summary(const struct results *results)
{
	const struct csv *csv = &results->csv;
	int row, bad = 0;

	for (row = 0; row < csv->nr_rows; row++)
		bad += !results_count(results, row);
	printf("%s: %d measurements", results->dir, csv->nr_rows);
	if (bad)
		printf(", %d of them not counted below", bad);
	putchar('\n');
	for (row = 0; row < csv->nr_rows; row++)
		if (!results_count(results, row))
			printf("  point %s rep %s %s: %s\n", csv_get(csv, row, "point"),
			       csv_get(csv, row, "rep"), csv_get(csv, row, "status"),
			       csv_get(csv, row, "error"));
	report_environment(results);
}

static int draw(const struct results *results, const char *where)
{
	struct names drawn = { 0 };
	char dir[600];
	struct why why = { "" };
	int i, ret;

	snprintf(dir, sizeof(dir), "%s%s", where ? where : results->dir, where ? "" : "/plots");
	ret = figures_draw(results, dir, &drawn, &why);
	if (drawn.nr)
		puts("\nFigures");
	for (i = 0; i < drawn.nr; i++)
		printf("  %s/%s\n", dir, drawn.name[i]);
	names_free(&drawn);
	if (ret)
		complain(ret, &why);
	/* Tables without plots are still a report. */
	return !ret || ret == -ENOENT ? EXIT_GOOD : EXIT_SYSTEM;
}

/* struct wish - what is asked for besides tables */
struct wish {
	bool plots;
	const char *where;
};

static int report_one(const struct results *results, const struct wish *wish)
{
	print_summary(results);
	report_points(results);
	cost_table(results);
	entries_table(results);
	return wish->plots ? draw(results, wish->where) : EXIT_GOOD;
}

/* What is compared is compared across all directories, which may be of different worlds. */
static int report_all(char **dirs, int nr, const struct wish *wish)
{
	struct results *all = need(calloc(nr, sizeof(*all)));
	int i, ret = EXIT_GOOD, read = 0;
	struct why why = { "" };

	for (; read < nr && ret == EXIT_GOOD; read++) {
		if (results_read(&all[read], dirs[read], &why)) {
			ret = complain(-EINVAL, &why);
			break;
		}
		if (read)
			putchar('\n');
		ret = report_one(&all[read], wish);
	}
	if (ret == EXIT_GOOD)
		crossover_table(all, nr);
	for (i = 0; i < read; i++)
		results_free(&all[i]);
	free(all);
	return ret;
}

static int report(int argc, char **argv)
{
	const struct option options[] = {
		{ "no-plots", no_argument, NULL, 'n' },
		{ "plots", required_argument, NULL, 'p' },
		{ 0 }
	};
	struct wish wish = { .plots = true };
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'n' && c != 'p')
			return bad_option(&cmd_report, argv);
		wish.plots = c == 'p';
		wish.where = c == 'p' ? optarg : wish.where;
	}
	if (optind == argc)
		return bad_usage(&cmd_report, "want a result directory");
	if (argc - optind > 1 && wish.where)
		return bad_usage(&cmd_report, "--plots is for the figures of one directory");
	return report_all(argv + optind, argc - optind, &wish);
}

const struct command cmd_report = {
	.name		= "report",
	.summary	= "tables and plots from a result directory",
	.fn		= report,
	.usage		=
		"dmarig report DIR... [--no-plots | --plots PLOTDIR]\n"
		"    tables go to stdout, plots to DIR/plots or PLOTDIR\n"
		"    of several, crossovers come in one table, with the world each was measured in\n",
};
