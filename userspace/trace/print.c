// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Prints an analysis for people: the table of shares, and how many events were lost.
 */
#include "lib/page/page.h"
#include "trace/print.h"

/* The number of maps and unmaps a transfer, where the kernel has events for them. */
static void print_calls(FILE *file, const struct shares *shares)
{
	const char *before = "events of maps and unmaps, a transfer:";
	int i;

	for (i = 0; i < NR_SYSTEMS; i++) {
		if (!shares->calls[i])
			continue;
		fprintf(file, "%s %s %.1f", before, system_names[i],
			(double)shares->calls[i] / shares->total.count);
		before = ",";
	}
	if (*before == ',')
		putc('\n', file);
}

void print_shares(FILE *file, const char *title, const struct shares *shares)
{
	struct page page = { .writer = &writer_text, .file = file };
	struct table table = { 0 };
	struct share share;
	int i;

	fprintf(file, "\nwhere the time goes, %s, %llu transfers:\n", title, shares->total.count);
	share_columns(&table);
	for (i = 0; i < NR_SHARES; i++) {
		share = shares_get(shares, i);
		share_cells(&table, share_names[i], &share);
	}
	page_table(&page, &table);
	print_calls(file, shares);
	if (shares->missed)
		fprintf(file, "events were lost in the lives of %llu of them\n", shares->missed);
}

void print_lost(FILE *file, const struct analysis *analysis)
{
	u32 cpu;

	for (cpu = 0; cpu < analysis_cpus(analysis); cpu++)
		if (analysis_lost(analysis, cpu))
			fprintf(file,
				"dmarig: CPU %u: %llu events were lost; rows of breakdown.csv say which may lack something\n",
				cpu, analysis_lost(analysis, cpu));
}
