// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes rows of breakdown.csv.
 */
#include "common/words.h"
#include "lib/base/csv.h"
#include "trace/rows.h"

#define ROW_LEN	1024	/* no row is longer: 24 numbers and a word */

static const char *const before[] = {
	"point", "rep", "run", "worker", "transfer", "cookie", "len", "outcome", "submit",
	"total_ns",
};

static const char *const behind[] = {
	"submit_cpu", "interrupt_cpu", "callback_cpu", "worker_cpu", "missed",
};

void rows_header(FILE *file)
{
	struct names columns = { 0 };
	char name[32];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(before); i++)
		names_add(&columns, before[i]);
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		snprintf(name, sizeof(name), "%s_ns", instant_names[i]);
		names_add(&columns, name);
	}
	for (i = 0; i < ARRAY_SIZE(behind); i++)
		names_add(&columns, behind[i]);
	for (i = 0; i < NR_SYSTEMS; i++) {
		snprintf(name, sizeof(name), "%s_events", system_names[i]);
		names_add(&columns, name);
	}
	csv_header(file, &columns);
	names_free(&columns);
}

static char *put_number(char *at, u64 value)
{
	char digits[20];
	int i = sizeof(digits);

	do {
		digits[--i] = '0' + value % 10;
		value /= 10;
	} while (value);
	memcpy(at, digits + i, sizeof(digits) - i);
	at += sizeof(digits) - i;
	*at++ = ',';
	return at;
}

static char *put_signed(char *at, s64 value)
{
	if (value < 0)
		*at++ = '-';
	return put_number(at, value < 0 ? -value : value);
}

static char *put_if(char *at, bool has, u64 value)
{
	if (has)
		return put_number(at, value);
	*at++ = ',';
	return at;
}

static char *put_word(char *at, const char *word)
{
	size_t len = strlen(word);

	memcpy(at, word, len);
	at[len] = ',';
	return at + len + 1;
}

static char *put_sample(char *at, const struct sample *s)
{
	at = put_number(at, s->run);
	at = put_number(at, s->worker);
	at = put_number(at, s->transfer);
	at = put_signed(at, s->cookie);
	at = put_number(at, s->len);
	return put_word(at, s->outcome < DMARIG_NR_OUTCOMES ?
			dmarig_outcomes[s->outcome].name : "?");
}

static char *put_cpu(char *at, s32 cpu)
{
	return put_if(at, cpu != NO_CPU, cpu);
}

void rows_write(FILE *file, const struct origin *origin, const struct breakdown *b)
{
	char row[ROW_LEN], *at = row;
	int i;

	at = put_if(at, origin->known, origin->point);
	at = put_if(at, origin->known, origin->rep);
	at = put_sample(at, b->sample);
	at = put_number(at, b->at[INSTANT_submit]);
	at = put_number(at, b->segments.total);
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++)
		at = put_if(at, b->segments.has[i], b->segments.ns[i]);
	at = put_cpu(at, b->submit_cpu);
	at = put_cpu(at, b->interrupt_cpu);
	at = put_cpu(at, b->callback_cpu);
	at = put_cpu(at, b->worker_cpu);
	at = put_number(at, b->missed);
	for (i = 0; i < NR_SYSTEMS; i++)
		at = put_if(at, b->calls[i], b->calls[i]);
	at[-1] = '\n';
	fwrite(row, 1, at - row, file);
}
