// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig report: tables to stdout, plots into the directory.
 */
#include <getopt.h>
#include <stdlib.h>
#include "../lib/figures.h"
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

static int report(int argc, char **argv)
{
	const struct option options[] = {
		{ "no-plots", no_argument, NULL, 'n' },
		{ "plots", required_argument, NULL, 'p' },
		{ 0 }
	};
	struct results results;
	const char *where = NULL;
	bool plots = true;
	struct why why = { "" };
	int c, ret;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'n' && c != 'p')
			return bad_option(&cmd_report, argv);
		plots = c == 'p';
		where = c == 'p' ? optarg : where;
	}
	if (argc - optind != 1)
		return bad_usage(&cmd_report, "want one result directory");
	ret = results_read(&results, argv[optind], &why);
	if (ret)
		return complain(ret, &why);
	print_summary(&results);
	report_points(&results);
	report_crossovers(&results);
	ret = plots ? draw(&results, where) : EXIT_GOOD;
	results_free(&results);
	return ret;
}

const struct command cmd_report = {
	.name		= "report",
	.summary	= "tables and plots from a result directory",
	.fn		= report,
	.usage		=
		"dmarig report DIR [--no-plots | --plots PLOTDIR]\n"
		"    tables go to stdout, plots to DIR/plots or PLOTDIR\n",
};
