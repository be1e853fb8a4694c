// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes JSON: a member a line, except that an array of texts is one line.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include "common/version.h"
#include "lib/base/json.h"
#include "lib/base/quote.h"

/* What is before a value: the comma of the one before it, a new line, and its key */
static void begin_member(struct json *json, const char *key)
{
	int *members = &json->members[json->depth - 1];

	fprintf(json->file, "%s\n%*s", (*members)++ ? "," : "", 2 * json->depth, "");
	if (!key)
		return;
	quote_json(json->file, key);
	fputs(": ", json->file);
}

static void open_one(struct json *json, char begin, char end)
{
	putc(begin, json->file);
	json->members[json->depth] = 0;
	json->end[json->depth++] = end;
}

void json_bare(struct json *json, FILE *file)
{
	memset(json, 0, sizeof(*json));
	json->file = file;
	open_one(json, '{', '}');
}

void json_begin(struct json *json, FILE *file, const char *kind)
{
	json_bare(json, file);
	json_count(json, "dmarig-json", JSON_SCHEMA);
	json_text(json, "kind", kind);
	json_text(json, "tool", "dmarig " DMARIG_VERSION);
}

void json_object(struct json *json, const char *key)
{
	begin_member(json, key);
	open_one(json, '{', '}');
}

void json_array(struct json *json, const char *key)
{
	begin_member(json, key);
	open_one(json, '[', ']');
}

void json_close(struct json *json)
{
	json->depth--;
	if (json->members[json->depth])
		fprintf(json->file, "\n%*s", 2 * json->depth, "");
	putc(json->end[json->depth], json->file);
}

void json_end(struct json *json)
{
	while (json->depth)
		json_close(json);
	putc('\n', json->file);
}

void json_text(struct json *json, const char *key, const char *text)
{
	begin_member(json, key);
	if (text)
		quote_json(json->file, text);
	else
		fputs("null", json->file);
}

void json_number(struct json *json, const char *key, double value)
{
	begin_member(json, key);
	if (isfinite(value))
		fprintf(json->file, "%.15g", value);
	else
		fputs("null", json->file);
}

void json_count(struct json *json, const char *key, u64 value)
{
	begin_member(json, key);
	fprintf(json->file, "%llu", value);
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin_member(json, key);
	fputs(value ? "true" : "false", json->file);
}

/* The grammar of JSON: no sign but -, no zero in front, digits on both sides of a point */
static bool is_decimal(const char *text)
{
	const char *c = text + (*text == '-');

	if (!isdigit((unsigned char)*c) || (*c == '0' && isdigit((unsigned char)c[1])))
		return false;
	c += strspn(c, "0123456789");
	if (*c == '.') {
		if (!isdigit((unsigned char)c[1]))
			return false;
		c += 1 + strspn(c + 1, "0123456789");
	}
	return !*c;
}

void json_numeral(struct json *json, const char *key, const char *text)
{
	unsigned long long value;
	char *end;

	if (is_decimal(text)) {
		begin_member(json, key);
		fputs(text, json->file);
		return;
	}
	value = strtoull(text, &end, 0);
	if (*text && !*end && isdigit((unsigned char)*text))
		json_count(json, key, value);
	else
		json_text(json, key, NULL);
}

void json_words(struct json *json, const char *key, const char *text, char separator)
{
	struct names words = { 0 };
	int i;

	names_split(&words, text, separator);
	begin_member(json, key);
	putc('[', json->file);
	for (i = 0; i < words.nr && *text; i++) {
		fputs(i ? ", " : "", json->file);
		quote_json(json->file, words.name[i]);
	}
	putc(']', json->file);
	names_free(&words);
}
