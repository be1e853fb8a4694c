// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Results for KCIDB, the database of kernel CI systems, in version 5.3 of its schema: a test a rule
 * of a card, a scenario, and a measurement. The id of the build is the caller's, as only the one
 * who built a kernel knows it; its part before the colon is the origin of all that is written. No
 * property is null there, so what is not known is left out.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/check/card_rows.h"
#include "lib/result/meta_value.h"
#include "lib/result/results.h"
#include "report/export.h"
#include "report/rows.h"

#define KCIDB_MAJOR 5
#define KCIDB_MINOR 3

/* struct submission - what is being written, and on whose behalf */
struct submission {
	struct json json;
	char origin[64];
	const char *build;
	int tests;
};

/* struct kcidb_test - a test of it; NULL, empty or NAN is left out */
struct kcidb_test {
	const char *dir;		/* of the result */
	const char *path;		/* dots between its parts */
	const char *which;		/* tells tests of one path and result apart, or NULL */
	const char *status;
	const char *comment, *excerpt, *machine;
	double seconds;
	double number;
	const char *unit;
};

/* [a-z0-9_]+ before the colon */
static int check_id(struct submission *s, const char *id, struct err *err)
{
	size_t len = id ? strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") : 0;

	if (!len || id[len] != ':' || !id[len + 1] || len >= sizeof(s->origin))
		return err_say(err, -EINVAL,
			       "--build %s: want ORIGIN:ID, the build that was tested, where ORIGIN is up to 63 of a-z 0-9 _",
			       id ?: "is missing");
	snprintf(s->origin, sizeof(s->origin), "%.*s", (int)len, id);
	s->build = id;
	return 0;
}

/* A part of a path has letters, digits, - and _ only. */
static char *path_part(const char *text)
{
	char *part = xstrdup(text), *c;

	for (c = part; *c; c++)
		if (!isalnum((unsigned char)*c) && *c != '-')
			*c = '_';
	return part;
}

static void put_some(struct json *json, const char *key, const char *text)
{
	if (text && *text)
		json_text(json, key, text);
}

static void put_environment(struct submission *s, const struct kcidb_test *test)
{
	static const char *const keys[] = { "kernel", "cmdline", "governor", "mitigations",
					    "emulator" };
	char *value;
	size_t i;

	json_object(&s->json, "environment");
	put_some(&s->json, "comment", test->machine);
	json_object(&s->json, "misc");
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		value = meta_value(test->dir, keys[i]);
		put_some(&s->json, keys[i], value);
		free(value);
	}
	json_close(&s->json);
	json_close(&s->json);
}

/* Two results of one build have begun at different times, or in different directories. */
static void put_test(struct submission *s, const struct kcidb_test *test)
{
	char *start = meta_value(test->dir, "start"), *id;

	id = xasprintf("%s:%s/%s/%s/%s%s%s", s->origin, s->build + strlen(s->origin) + 1,
		       test->dir, start ?: "", test->path, test->which ? "/" : "",
		       test->which ?: "");
	json_object(&s->json, NULL);
	json_text(&s->json, "id", id);
	json_text(&s->json, "build_id", s->build);
	json_text(&s->json, "origin", s->origin);
	json_text(&s->json, "path", test->path);
	json_text(&s->json, "status", test->status);
	put_some(&s->json, "comment", test->comment);
	put_some(&s->json, "log_excerpt", test->excerpt);
	put_some(&s->json, "start_time", start);
	if (isfinite(test->seconds))
		json_number(&s->json, "duration", test->seconds);
	if (isfinite(test->number)) {
		json_object(&s->json, "number");
		json_number(&s->json, "value", test->number);
		json_text(&s->json, "unit", test->unit);
		json_text(&s->json, "prefix", "metric");
		json_close(&s->json);
	}
	put_environment(s, test);
	json_close(&s->json);
	s->tests++;
	free(start);
	free(id);
}

/* A driver that is known to fail has failed all the same, and the comment says what is known. */
static const char *const card_status_words[] = {
	[CARD_crash] = "FAIL", [CARD_fail] = "FAIL", [CARD_broken] = "ERROR", [CARD_known] = "FAIL",
	[CARD_pass] = "PASS", [CARD_skip] = "SKIP",
};

/* What was known when the card was made */
static const char *known_of(const struct csv *csv, const char *rule)
{
	int row = csv->nr_rows;

	while (row-- > 0)
		if (!strcmp(csv_get(csv, row, "rule"), rule))
			return csv_get(csv, row, "known");
	return "";
}

static void put_mark(struct submission *s, const char *dir, const struct card_rows *rows,
		     const struct mark *mark)
{
	const struct card *card = &rows->card;
	const char *known = known_of(&rows->csv, mark->rule);
	char *driver = path_part(card->channel->driver), *rule = path_part(mark->rule);
	char *path = xasprintf("dmarig.check.%s.%s", driver, rule);
	char *comment = xasprintf("%s%s%s", mark->says, *known ? "; known: " : "", known);

	put_test(s, &(struct kcidb_test){
		.dir = dir, .path = path, .status = card_status_words[mark->verdict],
		.comment = comment, .excerpt = mark->text, .machine = card->machine,
		.seconds = mark->ms / 1000.0, .number = NAN,
	});
	free(comment);
	free(path);
	free(rule);
	free(driver);
}

static int put_card(struct submission *s, const char *dir, struct err *err)
{
	bool is_json = card_is_json(dir);
	char *path = xasprintf("%s%s", dir, is_json ? "" : "/card.csv");
	struct card_rows rows = { 0 };
	int i, ret = card_rows_read(&rows, path, err);

	for (i = 0; i < rows.card.nr && !ret; i++)
		put_mark(s, dir, &rows, &rows.card.marks[i]);
	card_rows_free(&rows);
	free(path);
	return ret;
}

static int put_torture(struct submission *s, const struct names *dirs, struct err *err)
{
	struct rows rows = { 0 };
	char *scenario, *path;
	int i, ret = rows_read(&rows, dirs, "torture.csv", "scenario,verdict,seconds", err);

	for (i = 0; i < rows.nr && !ret; i++) {
		scenario = path_part(rows_get(&rows, i, "scenario"));
		path = xasprintf("dmarig.torture.%s", scenario);
		put_test(s, &(struct kcidb_test){
			.dir = rows.dirs->name[rows.at[i].file], .path = path,
			.status = strcmp(rows_get(&rows, i, "verdict"), "as expected") ? "FAIL" :
				  "PASS",
			.excerpt = rows_get(&rows, i, "sentence"),
			.machine = rows_get(&rows, i, "machine"),
			.seconds = rows_number(&rows, i, "seconds"), .number = NAN,
		});
		free(path);
		free(scenario);
	}
	rows_free(&rows);
	return ret;
}

static void put_row(struct submission *s, const struct results *results, int row)
{
	const struct csv *csv = &results->csv;
	bool done = results_count(results, row);
	char label[128], *which, *part, *path;

	results_label(results, row, NULL, label, sizeof(label));
	part = path_part(*label ? label : csv_get(csv, row, "op"));
	path = xasprintf("dmarig.sweep.%s", part);
	which = xasprintf("point-%s-rep-%s", csv_get(csv, row, "point"), csv_get(csv, row, "rep"));
	put_test(s, &(struct kcidb_test){
		.dir = results->dir, .path = path, .which = which,
		.status = done ? "DONE" : strcmp(csv_get(csv, row, "status"), "failed") ? "ERROR" :
			  "FAIL",
		.excerpt = csv_get(csv, row, "error"), .machine = csv_get(csv, row, "machine"),
		.seconds = csv_number(csv, row, "window_ns") / 1e9,
		.number = done ? csv_number(csv, row, "bytes_per_s") : NAN, .unit = "B/s",
	});
	free(which);
	free(path);
	free(part);
}

static int put_sweep(struct submission *s, const char *dir, struct err *err)
{
	struct results results = { 0 };
	int row, ret = results_read(&results, dir, err);

	for (row = 0; row < results.csv.nr_rows && !ret; row++)
		put_row(s, &results, row);
	results_free(&results);
	return ret;
}

int export_kcidb(const struct names *found, const char *id, FILE *file, struct err *err)
{
	struct submission s = { .tests = 0 };
	int i, ret = check_id(&s, id, err);

	if (ret)
		return ret;
	json_bare(&s.json, file);
	json_object(&s.json, "version");
	json_count(&s.json, "major", KCIDB_MAJOR);
	json_count(&s.json, "minor", KCIDB_MINOR);
	json_close(&s.json);
	json_array(&s.json, "tests");
	for (i = 0; i < found[REPORT_card].nr && !ret; i++)
		ret = put_card(&s, found[REPORT_card].name[i], err);
	if (!ret && found[REPORT_torture].nr)
		ret = put_torture(&s, &found[REPORT_torture], err);
	for (i = 0; i < found[REPORT_sweep].nr && !ret; i++)
		ret = put_sweep(&s, found[REPORT_sweep].name[i], err);
	json_end(&s.json);
	if (!ret && !s.tests)
		ret = err_say(err, -EINVAL, "KCIDB has a place for cards, torture and sweeps only");
	return ret;
}
