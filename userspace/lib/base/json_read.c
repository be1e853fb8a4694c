// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A parser by descent, as deep as JSON_DEEP.
 */
#include <ctype.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "lib/base/files.h"
#include "lib/base/json_read.h"
#include "lib/base/xmalloc.h"

/* struct reader - where a parser is */
struct reader {
	const char *text, *at, *name;
	int depth;
	struct err *err;
};

static int refuse(const struct reader *reader, const char *what)
{
	const char *c;
	int line = 1;

	for (c = reader->text; c < reader->at; c++)
		line += *c == '\n';
	return err_say(reader->err, -EINVAL, "%s:%d: no JSON: %s", reader->name, line, what);
}

static void skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct reader *reader, char wanted)
{
	skip_blanks(reader);
	if (*reader->at != wanted)
		return false;
	reader->at++;
	return true;
}

/* Four hex digits, or -1 */
static long take_hex(struct reader *reader)
{
	char digits[5] = "";
	int i;

	for (i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)reader->at[i]))
			return -1;
		digits[i] = reader->at[i];
	}
	reader->at += 4;
	return strtol(digits, NULL, 16);
}

static void put_utf8(FILE *to, unsigned long c)
{
	if (c < 0x80) {
		putc(c, to);
		return;
	}
	if (c < 0x800) {
		putc(0xc0 | c >> 6, to);
	} else if (c < 0x10000) {
		putc(0xe0 | c >> 12, to);
		putc(0x80 | (c >> 6 & 0x3f), to);
	} else {
		putc(0xf0 | c >> 18, to);
		putc(0x80 | (c >> 12 & 0x3f), to);
		putc(0x80 | (c >> 6 & 0x3f), to);
	}
	putc(0x80 | (c & 0x3f), to);
}

/* Behind \u: a character, or the first half of one beyond 16 bits. No text has a NUL. */
static int take_unicode(struct reader *reader, FILE *to)
{
	long c = take_hex(reader), low;

	if (c >= 0xd800 && c < 0xdc00) {
		if (strncmp(reader->at, "\\u", 2))
			return refuse(reader, "half a character");
		reader->at += 2;
		low = take_hex(reader);
		if (low < 0xdc00 || low >= 0xe000)
			return refuse(reader, "half a character");
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	} else if (c <= 0 || (c >= 0xdc00 && c < 0xe000)) {
		return refuse(reader, "a bad \\u");
	}
	put_utf8(to, c);
	return 0;
}

static int take_escape(struct reader *reader, FILE *to)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *name;

	if (*reader->at == 'u') {
		reader->at++;
		return take_unicode(reader, to);
	}
	name = *reader->at ? strchr(names, *reader->at) : NULL;
	if (!name)
		return refuse(reader, "a bad escape");
	putc(values[name - names], to);
	reader->at++;
	return 0;
}

/* Behind the quote */
static int take_string(struct reader *reader, char **text)
{
	size_t len;
	FILE *to = xmemstream(text, &len);
	int ret = 0;

	while (!ret && *reader->at != '"') {
		if ((unsigned char)*reader->at < 0x20) {
			ret = refuse(reader, *reader->at ? "a control character in a text" :
							   "it ends within a text");
		} else if (*reader->at == '\\') {
			reader->at++;
			ret = take_escape(reader, to);
		} else {
			putc(*reader->at++, to);
		}
	}
	xmemstream_end(to, text);
	reader->at += !ret;
	return ret;
}

static int take_value(struct reader *reader, struct json_value *value);

static struct json_value *add_member(struct json_value *value)
{
	struct json_value *member;

	value->at = xgrow(value->at, value->nr, sizeof(*value->at));
	member = &value->at[value->nr++];
	memset(member, 0, sizeof(*member));
	return member;
}

static int take_member(struct reader *reader, struct json_value *value)
{
	struct json_value *member = add_member(value);
	int ret = 0;

	if (value->type == JSON_OBJECT) {
		if (!take(reader, '"'))
			return refuse(reader, "want the key of a member");
		ret = take_string(reader, &member->key);
		if (!ret && !take(reader, ':'))
			ret = refuse(reader, "want a colon behind a key");
	}
	return ret ? ret : take_value(reader, member);
}

static int take_members(struct reader *reader, struct json_value *value, char end)
{
	int ret = 0;

	if (++reader->depth > JSON_DEEP)
		return refuse(reader, "too deep");
	if (!take(reader, end)) {
		do
			ret = take_member(reader, value);
		while (!ret && take(reader, ','));
		if (!ret && !take(reader, end))
			ret = refuse(reader, "want a comma, or the end of an object or array");
	}
	reader->depth--;
	return ret;
}

/* -0.5e+3 and the like */
static size_t number_len(const char *text)
{
	const char *c = text + (*text == '-');
	size_t digits = strspn(c, "0123456789");

	if (!digits || (*c == '0' && digits > 1))
		return 0;
	c += digits;
	if (*c == '.') {
		digits = strspn(++c, "0123456789");
		if (!digits)
			return 0;
		c += digits;
	}
	if (*c == 'e' || *c == 'E') {
		c += 1 + (c[1] == '+' || c[1] == '-');
		digits = strspn(c, "0123456789");
		if (!digits)
			return 0;
		c += digits;
	}
	return c - text;
}

static int take_plain(struct reader *reader, struct json_value *value)
{
	static const struct {
		const char *word;
		enum json_type type;
	} words[] = { { "true", JSON_BOOL }, { "false", JSON_BOOL }, { "null", JSON_NULL } };
	size_t len = number_len(reader->at), i;

	value->type = JSON_NUMBER;
	for (i = 0; i < ARRAY_SIZE(words) && !len; i++)
		if (!strncmp(reader->at, words[i].word, strlen(words[i].word))) {
			len = strlen(words[i].word);
			value->type = words[i].type;
		}
	if (!len)
		return refuse(reader, *reader->at ? "want a value" : "it ends too early");
	value->text = xstrndup(reader->at, len);
	reader->at += len;
	return 0;
}

static int take_value(struct reader *reader, struct json_value *value)
{
	if (take(reader, '{')) {
		value->type = JSON_OBJECT;
		return take_members(reader, value, '}');
	}
	if (take(reader, '[')) {
		value->type = JSON_ARRAY;
		return take_members(reader, value, ']');
	}
	if (take(reader, '"')) {
		value->type = JSON_TEXT;
		return take_string(reader, &value->text);
	}
	return take_plain(reader, value);
}

int json_parse(struct json_value *value, const char *text, const char *name, struct err *err)
{
	struct reader reader = { .text = text, .at = text, .name = name, .err = err };
	int ret;

	memset(value, 0, sizeof(*value));
	ret = take_value(&reader, value);
	skip_blanks(&reader);
	if (!ret && *reader.at)
		ret = refuse(&reader, "something is behind it");
	if (ret)
		json_free(value);
	return ret;
}

int json_read(struct json_value *value, const char *path, struct err *err)
{
	struct stat st;
	char *text;
	int ret;

	memset(value, 0, sizeof(*value));
	if (stat(path, &st))
		return err_say(err, -EINVAL, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode) || st.st_size > JSON_MOST)
		return err_say(err, -EINVAL, "%s: want a file of at most %d MiB", path,
			       JSON_MOST >> 20);
	text = file_read(path);
	if (!text)
		return err_say(err, -EINVAL, "%s: %s", path, strerror(errno));
	ret = json_parse(value, text, path, err);
	free(text);
	return ret;
}

const struct json_value *json_member(const struct json_value *value, const char *key)
{
	int i;

	for (i = value->type == JSON_OBJECT ? value->nr : 0; i-- > 0;)
		if (!strcmp(value->at[i].key, key))
			return &value->at[i];
	return NULL;
}

const char *json_get(const struct json_value *value, const char *key)
{
	const struct json_value *member = json_member(value, key);

	return member && (member->type == JSON_TEXT || member->type == JSON_NUMBER) ?
	       member->text : "";
}

void json_free(struct json_value *value)
{
	int i;

	for (i = 0; i < value->nr; i++)
		json_free(&value->at[i]);
	free(value->at);
	free(value->key);
	free(value->text);
	memset(value, 0, sizeof(*value));
}
