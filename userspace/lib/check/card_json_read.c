// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes the rows of a card from its JSON, so that a card is read in one way only.
 */
#include <stdlib.h>
#include "lib/base/json.h"
#include "lib/base/json_read.h"
#include "lib/base/xmalloc.h"
#include "lib/check/card_rows.h"

/* Columns of card.csv that the whole card has, and those of each rule */
static const char *const of_card[] = { "channel", "driver", "device", "kernel", "machine" };
static const char *const of_rule[] = { "rule", "section", "says", "verdict", "text", "dma_debug",
				       "ms", "repeat", "found", "known", "link" };

bool card_is_json(const char *path)
{
	size_t len = strlen(path);

	return len > 5 && !strcmp(path + len - 5, ".json");
}

static int check_card(const struct json_value *card, const char *path, struct err *err)
{
	const struct json_value *rules = json_member(card, "rules");
	int schema = atoi(json_get(card, "dmarig-json"));

	if (!schema || strcmp(json_get(card, "kind"), "card"))
		return err_say(err, -EINVAL,
			       "%s: it is no card: make one by dmarig check --json, or dmarig card --json",
			       path);
	if (schema > JSON_SCHEMA)
		return err_say(err, -EINVAL, "%s: schema %d is newer than this tool's %d", path,
			       schema, JSON_SCHEMA);
	if (!rules || rules->type != JSON_ARRAY)
		return err_say(err, -EINVAL, "%s: it has no rules", path);
	return 0;
}

static void write_rule(const struct json_value *card, const struct json_value *rule, FILE *file)
{
	char *cells[ARRAY_SIZE(of_card) + ARRAY_SIZE(of_rule)];
	int nr = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(of_card); i++)
		cells[nr++] = (char *)json_get(card, of_card[i]);
	for (i = 0; i < ARRAY_SIZE(of_rule); i++)
		cells[nr++] = (char *)json_get(rule, of_rule[i]);
	csv_line(file, cells, nr);
}

static char *write_rows(const struct json_value *card)
{
	const struct json_value *rules = json_member(card, "rules");
	struct names columns = { 0 };
	char *text = NULL;
	size_t len, i;
	FILE *file = xmemstream(&text, &len);
	int r;

	for (i = 0; i < ARRAY_SIZE(of_card); i++)
		names_add(&columns, of_card[i]);
	for (i = 0; i < ARRAY_SIZE(of_rule); i++)
		names_add(&columns, of_rule[i]);
	csv_header(file, &columns);
	for (r = 0; r < rules->nr; r++)
		write_rule(card, &rules->at[r], file);
	names_free(&columns);
	return xmemstream_end(file, &text);
}

int card_json_read(struct csv *csv, const char *path, struct err *err)
{
	struct json_value card;
	int ret = json_read(&card, path, err);

	memset(csv, 0, sizeof(*csv));
	if (ret)
		return ret;
	ret = check_card(&card, path, err);
	if (!ret)
		ret = csv_parse(csv, write_rows(&card), path, err);
	json_free(&card);
	return ret;
}
