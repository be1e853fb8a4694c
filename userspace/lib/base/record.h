/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A record: named cells, each text or number, in their order. It is made once, and written as a row
 * of CSV or as an object of JSON, so that both have the same.
 */
#ifndef DMARIG_RECORD_H
#define DMARIG_RECORD_H

#include "lib/base/json.h"

/* struct record - all zeroes is an empty one */
struct record {
	struct names names, values;
	bool *is_number;
};

/* record_text() - add a cell of text; NULL is an empty one */
void record_text(struct record *record, const char *name, const char *text);

/* record_number() - add a number, formatted as for printf(); empty: there is none */
void record_number(struct record *record, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* record_csv() - write its row; record_csv_header() - what a file of such rows begins with */
void record_csv(const struct record *record, FILE *file);
void record_csv_header(const struct record *record, FILE *file);

/* record_members() - write its cells as members of the object that is open */
void record_members(const struct record *record, struct json *json);

/* record_free() - make it empty */
void record_free(struct record *record);

#endif
