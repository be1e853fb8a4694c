/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes JSON (RFC 8259) for programs: one object to a file, with its objects and arrays inside.
 * Commas, indentation and quoting are done here, so that no caller can forget one. A library that
 * prints tables could do it where it is installed; boards need it, too.
 */
#ifndef DMARIG_JSON_H
#define DMARIG_JSON_H

#include <stdio.h>
#include "common/port.h"
#include "lib/base/names.h"

/* Goes up when the meaning of something that is there changes; additions are seen by name. */
#define JSON_SCHEMA 1

#define JSON_DEEPEST 8

/* struct json - a text that is being written */
struct json {
	FILE *file;
	int depth;
	int members[JSON_DEEPEST];	/* written so far, of each of those that are open */
	char end[JSON_DEEPEST];
};

/**
 * json_begin() - begin the object that is the whole text
 * @json: what is written with
 * @file: where to
 * @kind: what it is about: the name of a command
 *
 * Its first members are `dmarig-json`, the number of the schema, the kind, and the tool's version.
 */
void json_begin(struct json *json, FILE *file, const char *kind);

/* json_bare() - the same without these members, for the schemas of others */
void json_bare(struct json *json, FILE *file);

/* json_end() - end it, and whatever is open in it */
void json_end(struct json *json);

/* json_object(), json_array() - open one; @key is NULL within an array */
void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);

/* json_close() - close the one that was opened last */
void json_close(struct json *json);

/* json_text() - a text; NULL is null */
void json_text(struct json *json, const char *key, const char *text);

/* json_number() - a number; what is none, such as NAN, is null */
void json_number(struct json *json, const char *key, double value);

/* json_count() - a whole number that a double may not hold */
void json_count(struct json *json, const char *key, u64 value);

/* json_bool() - true or false */
void json_bool(struct json *json, const char *key, bool value);

/**
 * json_numeral() - a number that is written already, in decimal or 0x
 * @json: what is written with
 * @key: as above
 * @text: empty, or no number, is null
 */
void json_numeral(struct json *json, const char *key, const char *text);

/* json_words() - the parts of a text as an array: white space around them is dropped */
void json_words(struct json *json, const char *key, const char *text, char separator);

#endif
