// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A row as JSON. Whether a column is a number is said by the list it comes from, not by how its
 * cells look.
 */
#include "common/result.h"
#include "lib/result/row.h"

#define TEXT(name, help)	#name,
#define WORD(name, list, help)	#name,
#define NUM(name, help)
static const char *const texts[] = {
	DMARIG_OBSERVED(TEXT, WORD, NUM) "kernel", "machine", "dma_debug", "status", "error"
};

#undef TEXT
#undef WORD
#undef NUM

bool row_column_is_text(const char *column)
{
	const struct knob *knob = knob_find(column);
	size_t i;

	if (knob)
		return knob->type == KNOB_WORD || knob->type == KNOB_TEXT;
	for (i = 0; i < ARRAY_SIZE(texts); i++)
		if (!strcmp(column, texts[i]))
			return true;
	return false;
}

void row_members(const struct row *row, struct json *json)
{
	const struct names *columns = row_columns();
	const char *cell;
	int i;

	for (i = 0; i < columns->nr; i++) {
		cell = row->cells[i] ?: "";
		if (row_column_is_text(columns->name[i]))
			json_text(json, columns->name[i], cell);
		else
			json_numeral(json, columns->name[i], cell);
	}
}
