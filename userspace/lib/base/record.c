// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Fills and writes records.
 */
#include <stdarg.h>
#include <stdlib.h>
#include "lib/base/csv.h"
#include "lib/base/record.h"
#include "lib/base/xmalloc.h"

static void add(struct record *record, const char *name, const char *value, bool is_number)
{
	record->is_number = xgrow(record->is_number, record->names.nr,
				  sizeof(*record->is_number));
	record->is_number[record->names.nr] = is_number;
	names_add(&record->names, name);
	names_add(&record->values, value);
}

void record_text(struct record *record, const char *name, const char *text)
{
	add(record, name, text ?: "", false);
}

void record_number(struct record *record, const char *name, const char *format, ...)
{
	char text[64];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add(record, name, text, true);
}

void record_csv(const struct record *record, FILE *file)
{
	csv_line(file, record->values.name, record->values.nr);
}

void record_csv_header(const struct record *record, FILE *file)
{
	csv_header(file, &record->names);
}

void record_members(const struct record *record, struct json *json)
{
	int i;

	for (i = 0; i < record->names.nr; i++)
		(record->is_number[i] ? json_numeral : json_text)(json, record->names.name[i],
								  record->values.name[i]);
}

void record_free(struct record *record)
{
	names_free(&record->names);
	names_free(&record->values);
	free(record->is_number);
	record->is_number = NULL;
}
