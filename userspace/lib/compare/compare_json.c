// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A comparison as JSON.
 */
#include <math.h>
#include "lib/base/json.h"
#include "lib/compare/compare_text.h"

static void add_names(struct json *json, const char *key, const struct names *names)
{
	int i;

	json_array(json, key);
	for (i = 0; i < names->nr; i++)
		json_text(json, NULL, names->name[i]);
	json_close(json);
}

static void add_knobs(struct json *json, const struct join *join, int pair)
{
	int i;

	json_object(json, "knobs");
	for (i = 0; i < join->varying.nr; i++)
		json_text(json, join->varying.name[i],
			  join_get(join, pair, join->varying.name[i]));
	json_close(json);
}

static void add_figures(struct json *json, const struct judged *judged)
{
	bool tested = judged->quantity && judged->verdict != VERDICT_TOO_FEW;

	json_text(json, "quantity", judged->quantity ? judged->quantity->name : NULL);
	json_text(json, "column", judged->quantity ? judged->column : NULL);
	json_number(json, "old", judged->quantity ? judged->reps[JOIN_OLD].median : NAN);
	json_number(json, "new", judged->quantity ? judged->reps[JOIN_NEW].median : NAN);
	json_number(json, "ratio", judged->quantity ? judged->ratio : NAN);
	json_number(json, "ratio_low", tested ? judged->interval.low : NAN);
	json_number(json, "ratio_high", tested ? judged->interval.high : NAN);
	json_number(json, "p", tested ? judged->p : NAN);
}

static void add_judged(struct json *json, const struct compared *compared,
		       const struct judged *judged)
{
	const struct pair *pair = &compared->join->at[judged->pair];
	char text[1024];

	json_object(json, NULL);
	compared_name(compared, judged, text, sizeof(text));
	json_text(json, "name", text);
	add_knobs(json, compared->join, judged->pair);
	json_count(json, "old_repetitions", pair->side[JOIN_OLD].nr);
	json_count(json, "new_repetitions", pair->side[JOIN_NEW].nr);
	add_figures(json, judged);
	json_text(json, "verdict", compare_word(judged));
	json_bool(json, "fails", judged->fails);
	compared_sentence(compared, judged, text, sizeof(text));
	json_text(json, "sentence", text);
	json_close(json);
}

void compared_json(const struct compared *compared, FILE *file)
{
	const struct comparison *comparison = compared->comparison;
	struct json json;
	int i;

	json_begin(&json, file, "compare");
	json_text(&json, "old", compared->join->results[JOIN_OLD]->dir);
	json_text(&json, "new", compared->join->results[JOIN_NEW]->dir);
	add_names(&json, "not_on_the_same_ground", compared->differences);
	json_count(&json, "tested", comparison->tested);
	json_count(&json, "regressions", compare_failures(comparison));
	json_number(&json, "fail_slower", comparison->limit[QUANTITY_THROUGHPUT]);
	json_number(&json, "fail_later", comparison->limit[QUANTITY_LATENCY]);
	json_array(&json, "comparisons");
	for (i = 0; i < comparison->nr; i++)
		add_judged(&json, compared, &comparison->at[i]);
	json_end(&json);
}
