// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig-csv(5): the columns of results, from the rows that the files are written from.
 */
#include "cmd/man.h"
#include "cmd/roff.h"
#include "common/result.h"
#include "common/sample.h"
#include "lib/kernel/conditions.h"
#include "lib/result/row.h"

/* struct column - a name and what it means */
struct column {
	const char *name, *help;
};

#define PLAIN(name, help)		{ #name, help },
#define CHOSEN(name, list, help)	{ #name, help },
#define FIELD(type, name, help)		{ #name, help },
static const struct column observed[] = { DMARIG_OBSERVED(PLAIN, CHOSEN, PLAIN) };
static const struct column oracle[] = { DMARIG_ORACLE(PLAIN) };
static const struct column counters[] = { DMARIG_COUNTERS(PLAIN) };
static const struct column phases[] = { DMARIG_PHASES(PLAIN) };
static const struct column samples[] = { DMARIG_SAMPLE(FIELD) };
#undef PLAIN
#undef CHOSEN
#undef FIELD

#define QUANTILE(name, ppm)	#name,
static const char *const figures[] = { "min", "mean", DMARIG_QUANTILES(QUANTILE) "max" };
#undef QUANTILE

static void print_columns(const char *title, const struct column *column, size_t nr, FILE *file)
{
	size_t i;

	fprintf(file, ".SS %s\n", title);
	for (i = 0; i < nr; i++)
		roff_item(column[i].name, column[i].help, file);
}

/* The columns of a phase are one item. */
static void print_phases(FILE *file)
{
	char tags[1024];
	size_t i, j, at;

	fputs(".SS Times of phases, in ns\n", file);
	for (i = 0; i < ARRAY_SIZE(phases); i++) {
		for (j = at = 0; j < ARRAY_SIZE(figures); j++)
			at += snprintf(tags + at, sizeof(tags) - at, "%s%s_%s_ns", j ? "\n" : "",
				       phases[i].name, figures[j]);
		roff_item(tags, phases[i].help, file);
	}
}

static void print_knobs(FILE *file)
{
	int i;

	fputs(".SS Knobs\n", file);
	roff_text("All of them, as they were, see dmarig-conf(5):", file);
	for (i = 0; i < dmarig_nr_knobs; i++)
		roff_item(dmarig_knobs[i].name, dmarig_knobs[i].help, file);
}

static void print_sweep(FILE *file)
{
	static const struct column which[] = {
		{ "point", "number of the setting in the sweep" },
		{ "rep", "which repetition of it" },
	};
	static const struct column ends[] = {
		{ "status", "done, failed, refused or interrupted; only done rows are\n"
		  "measurements" },
		{ "error", "the sentence that goes with failed and refused" },
	};

	roff_section("SWEEP.CSV", file);
	roff_text("One row a measurement, in this order, but error, which is the last.", file);
	print_knobs(file);
	print_columns("Which one", which, ARRAY_SIZE(which), file);
	print_columns("What it was measured on", observed, ARRAY_SIZE(observed), file);
	print_columns("What the oracle said", oracle, ARRAY_SIZE(oracle), file);
	print_columns("How it ended", ends, ARRAY_SIZE(ends), file);
	print_columns("What was counted", counters, ARRAY_SIZE(counters), file);
	print_phases(file);
}

static void print_samples(FILE *file)
{
	char name[64];
	size_t i;

	roff_section("SAMPLES.CSV", file);
	roff_text("The life of single transfers, one in trace_every, with the point and rep\n"
		  "they are of.",
		  file);
	for (i = 0; i < ARRAY_SIZE(samples); i++)
		roff_item(samples[i].name, samples[i].help, file);
	for (i = 0; i < ARRAY_SIZE(phases); i++) {
		snprintf(name, sizeof(name), "%s_ns", phases[i].name);
		roff_item(name, phases[i].help, file);
	}
}

static void print_conditions(FILE *file)
{
	const struct condition *condition;

	roff_section("META.TXT", file);
	roff_text("A line `key: value' each for the command, the kernel, the machine and its\n"
		  "boot line, the time, and for how the machine is set up. What its kernel\n"
		  "does not have is \"absent\".",
		  file);
	for (condition = conditions; condition->key; condition++)
		roff_item(condition->key, condition->help, file);
}

void man_csv(FILE *file)
{
	roff_begin("dmarig-csv", 5, "what dmarig writes down of its measurements", file);
	roff_section("DESCRIPTION", file);
	roff_text("Every CSV begins with a line # dmarig-csv 1, then the names of the\n"
		  "columns. Columns are only ever added, so find them by name. Rows are\n"
		  "written whole.\n"
		  "\n"
		  "Times end in _ns, rates in _per_s. An empty cell was not measured; it is\n"
		  "not a zero.",
		  file);
	print_sweep(file);
	print_samples(file);
	roff_section("HIST.CSV", file);
	roff_text("The histograms behind the times of phases: point, rep, phase, lower_ns,\n"
		  "upper_ns and count.",
		  file);
	print_conditions(file);
	roff_see_also("dmarig(1), dmarig-sweep(1), dmarig-report(1), dmarig-conf(5)", file);
}
