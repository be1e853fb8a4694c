// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes verdicts of scenarios.
 */
#include <stdlib.h>
#include "cmd/verdict.h"
#include "lib/base/quote.h"
#include "lib/base/record.h"
#include "lib/base/verdicts.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/machine.h"

bool verdict_is_as_expected(const struct storm *storm)
{
	const char *expect = storm->scenario->text[TEXT_expect];

	if (!strcmp(expect, "pass"))
		return !storm->failures;
	return storm->failures && strstr(storm->sentence, expect + strlen("fail:"));
}

static void list_acts(const struct storm *storm, char *text, size_t len)
{
	size_t at = 0;
	int i;

	*text = '\0';
	for (i = 0; i < storm->nr_stresses && at < len; i++)
		at += snprintf(text + at, len - at, "%s%s %d", i ? ", " : "",
			       storm->stresses[i].service->name, storm->stresses[i].acts);
}

static void count(struct record *record, const struct storm *storm)
{
	record_number(record, "seconds", "%.1f", storm->ms / 1000.0);
	record_number(record, "transfers", "%llu", STORM_SUM(storm, transfers));
	record_number(record, "bytes", "%llu", STORM_SUM(storm, bytes));
	record_number(record, "verified", "%llu", STORM_SUM(storm, verified));
	record_number(record, "points", "%d", STORM_COUNT(storm, points));
	record_number(record, "refused", "%d", STORM_COUNT(storm, refused));
	record_number(record, "tolerated", "%d", STORM_COUNT(storm, tolerated));
	record_number(record, "failures", "%d", storm->failures);
}

static void fill(struct record *record, const struct verdict *verdict)
{
	const struct storm *storm = verdict->storm;
	char acts[512];

	list_acts(storm, acts, sizeof(acts));
	record_text(record, "scenario", storm->scenario->conf.name);
	record_text(record, "expect", storm->scenario->text[TEXT_expect]);
	record_text(record, "verdict",
		    verdict_is_as_expected(storm) ? "as expected" : "not as expected");
	record_text(record, "kernel", machine_kernel());
	record_text(record, "machine", machine_name());
	record_text(record, "driver", storm->loads[0].channel.driver);
	count(record, storm);
	record_text(record, "sentence", storm->sentence);
	record_number(record, "fairness", "%.3f", storm_fairness(storm));
	record_number(record, "gap_ms", "%d", storm_gap_ms(storm));
	record_text(record, "services", acts);
	record_number(record, "seed", "%llu", storm->seed);
	record_text(record, "dma_debug", row_get(verdict->oracle, "dma_debug"));
	record_number(record, "dma_debug_errors", "%s",
		      row_get(verdict->oracle, "dma_debug_errors"));
	record_number(record, "kernel_log", "%s", row_get(verdict->oracle, "kernel_log"));
}

void verdict_csv(const struct verdict *verdict, FILE *file)
{
	struct record record = { 0 };

	fill(&record, verdict);
	record_csv_header(&record, file);
	record_csv(&record, file);
	record_free(&record);
}

void verdict_json(const struct verdict *verdict, FILE *file)
{
	struct record record = { 0 };
	struct json json;

	fill(&record, verdict);
	json_begin(&json, file, "torture");
	record_members(&record, &json);
	json_text(&json, "unwatched", verdict->blind ? row_get(verdict->oracle, "error") : NULL);
	json_end(&json);
	record_free(&record);
}

/* What happened, in one line; the caller frees it. */
static char *tell(const struct storm *storm)
{
	char acts[512], *text = NULL;
	size_t len;
	FILE *file = xmemstream(&text, &len);

	list_acts(storm, acts, sizeof(acts));
	fprintf(file, "on %d of %s: %.0f s, %llu transfers, %llu MB, %llu verified, %d points, ",
		storm->nr_loads, storm->loads[0].channel.driver, storm->ms / 1000.0,
		STORM_SUM(storm, transfers), STORM_SUM(storm, bytes) >> 20,
		STORM_SUM(storm, verified), STORM_COUNT(storm, points));
	fprintf(file, "%d refused, %d tolerated, %d failures; fairness %.2f, longest gap %d ms%s%s",
		STORM_COUNT(storm, refused), STORM_COUNT(storm, tolerated), storm->failures,
		storm_fairness(storm), storm_gap_ms(storm), *acts ? "; " : "", acts);
	return xmemstream_end(file, &text);
}

/* Even a good verdict comes with a warning if the oracle could not watch to the end. */
static void explain(const struct verdict *verdict, FILE *file)
{
	const struct storm *storm = verdict->storm;

	if (storm->failures)
		ktap_note(file, storm->sentence);
	if (!verdict_is_as_expected(storm))
		fprintf(file, "# expected: %s; again: dmarig torture FILE --seed %llu\n",
			storm->scenario->text[TEXT_expect], storm->seed);
	if (verdict->blind)
		ktap_note(file, row_get(verdict->oracle, "error"));
}

void verdict_print(const struct verdict *verdict, FILE *file)
{
	const struct storm *storm = verdict->storm;
	char *told = tell(storm);

	fprintf(file, "%s %s %s\n", verdict_is_as_expected(storm) ? "ok" : "not ok",
		storm->scenario->conf.name, told);
	free(told);
	explain(verdict, file);
}

void verdict_ktap(const struct verdict *verdict, FILE *file)
{
	char *told = tell(verdict->storm);

	ktap_begin(file, 1);
	ktap_note(file, told);
	explain(verdict, file);
	ktap_test(file, verdict_is_as_expected(verdict->storm), 1,
		  verdict->storm->scenario->conf.name, NULL);
	free(told);
}

int verdict_junit(const struct verdict *verdict, const char *path, struct err *err)
{
	const struct storm *storm = verdict->storm;
	char *told = tell(storm);
	struct junit junit;

	junit_begin(&junit);
	junit_property(&junit, "kernel", machine_kernel());
	junit_property(&junit, "machine", machine_name());
	junit_add(&junit, &(struct junit_case){
		.group = "dmarig.torture", .name = storm->scenario->conf.name,
		.result = verdict_is_as_expected(storm) ? JUNIT_PASSED : JUNIT_FAILURE,
		.message = storm->failures ? storm->sentence : "it passed", .details = told,
		.seconds = storm->ms / 1000.0,
	});
	free(told);
	return junit_write(&junit, "dmarig torture", path, err);
}
