/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads JSON (RFC 8259), from whomever it comes: what is not well-formed, too deep or too large is
 * refused in one sentence, with its line.
 */
#ifndef DMARIG_JSON_READ_H
#define DMARIG_JSON_READ_H

#include "common/port.h"
#include "lib/base/err.h"

#define JSON_MOST	(64 << 20)	/* bytes of a file */
#define JSON_DEEP	32		/* objects and arrays in each other */

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

/* struct json_value - a value; it owns what it points to */
struct json_value {
	enum json_type type;
	char *key;			/* within an object */
	char *text;			/* of a text, or a number or true or false as written */
	struct json_value *at;		/* the members */
	int nr;
};

/**
 * json_parse() - read a text
 * @value: gets it; to be freed
 * @text: the text
 * @name: what it is called in the sentence
 * @err: gets the reason when it is refused
 *
 * Return: 0 or -EINVAL.
 */
int json_parse(struct json_value *value, const char *text, const char *name, struct err *err);

/* json_read() - the same of a file */
int json_read(struct json_value *value, const char *path, struct err *err);

/* json_member() - a member of an object, the last of that key; NULL when there is none */
const struct json_value *json_member(const struct json_value *value, const char *key);

/* json_get() - a member's text or number, as written; empty when there is none */
const char *json_get(const struct json_value *value, const char *key);

/* json_free() - free all of it */
void json_free(struct json_value *value);

#endif
