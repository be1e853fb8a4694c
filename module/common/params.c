// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Values of knobs: reading and writing them. What they must be to each other is in constraints_*.c.
 * Knows neither configfs nor a command line.
 */
#include "common/params.h"

#define AT(name) offsetof(struct params, name)
#define ROW_NUM(name, def, min, max, unit, help) \
	{ #name, KNOB_NUM, #def, min, max##ull, NULL, unit, help, AT(name) },
#define ROW_SIZE(name, def, min, max, help) \
	{ #name, KNOB_SIZE, #def, min, max##ull, NULL, "bytes", help, AT(name) },
#define ROW_FLAG(name, def, help) \
	{ #name, KNOB_FLAG, #def, 0, 1, NULL, "", help, AT(name) },
#define ROW_WORD(name, def, list, help) \
	{ #name, KNOB_WORD, #def, 0, 0, dmarig_##list, "", help, AT(name) },
#define ROW_TEXT(name, def, help) \
	{ #name, KNOB_TEXT, def, 0, 0, NULL, "", help, AT(name) },

const struct knob dmarig_knobs[] = {
	DMARIG_KNOBS(ROW_NUM, ROW_SIZE, ROW_FLAG, ROW_WORD, ROW_TEXT)
};

#undef ROW_NUM
#undef ROW_SIZE
#undef ROW_FLAG
#undef ROW_WORD
#undef ROW_TEXT

const int dmarig_nr_knobs = ARRAY_SIZE(dmarig_knobs);

static const char *const type_names[] = {
	[KNOB_NUM] = "number", [KNOB_SIZE] = "size", [KNOB_FLAG] = "flag",
	[KNOB_WORD] = "word", [KNOB_TEXT] = "text",
};

static u64 *value_of(struct params *p, const struct knob *knob)
{
	return (u64 *)((char *)p + knob->offset);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int suffix_shift(char c)
{
	switch (c) {
	case 'k':
	case 'K':
		return 10;
	case 'M':
		return 20;
	case 'G':
		return 30;
	}
	return 0;
}

int parse_u64(const char *text, bool size, u64 *value)
{
	u64 n = 0;
	int shift;

	if (*text < '0' || *text > '9')
		return -EINVAL;
	for (; *text >= '0' && *text <= '9'; text++) {
		u64 digit = *text - '0';

		if (n > (~0ull - digit) / 10)
			return -ERANGE;
		n = n * 10 + digit;
	}
	shift = size ? suffix_shift(*text) : 0;
	if (shift)
		text++;
	if (*text)
		return -EINVAL;
	if (n > ~0ull >> shift)
		return -ERANGE;
	*value = n << shift;
	return 0;
}

static int set_number(struct params *p, const struct knob *knob, const char *text,
		      char *err, size_t len)
{
	int ret;
	u64 n;

	ret = parse_u64(text, knob->type == KNOB_SIZE, &n);
	if (!ret && (n < knob->min || n > knob->max))
		ret = -ERANGE;
	if (ret) {
		snprintf(err, len, "%s=%s: want a number from %llu to %llu%s%s", knob->name, text,
			 knob->min, knob->max, *knob->unit ? " " : "", knob->unit);
		return ret;
	}
	*value_of(p, knob) = n;
	return 0;
}

static int set_word(struct params *p, const struct knob *knob, const char *text,
		    char *err, size_t len)
{
	int i = word_find(knob->words, text);
	char names[SENTENCE_LEN];

	if (i < 0) {
		word_names(knob->words, names, sizeof(names));
		snprintf(err, len, "%s=%s: want one of %s", knob->name, text, names);
		return i;
	}
	*value_of(p, knob) = i;
	return 0;
}

int knob_set(struct params *p, const struct knob *knob, const char *text, char *err, size_t len)
{
	char value[KNOB_TEXT_LEN];
	size_t n;

	while (is_space(*text))
		text++;
	for (n = strlen(text); n && is_space(text[n - 1]);)
		n--;
	if (!n || n >= sizeof(value)) {
		snprintf(err, len, "%s: want a value of 1 to %d characters", knob->name,
			 KNOB_TEXT_LEN - 1);
		return -EINVAL;
	}
	memcpy(value, text, n);
	value[n] = '\0';

	if (knob->type == KNOB_WORD)
		return set_word(p, knob, value, err, len);
	if (knob->type != KNOB_TEXT)
		return set_number(p, knob, value, err, len);
	memcpy((char *)p + knob->offset, value, n + 1);
	return 0;
}

int knob_get(const struct params *p, const struct knob *knob, char *text, size_t len)
{
	const void *value = (const char *)p + knob->offset;

	if (knob->type == KNOB_TEXT)
		return snprintf(text, len, "%s", (const char *)value);
	if (knob->type == KNOB_WORD)
		return snprintf(text, len, "%s", knob->words[*(const u64 *)value].name);
	return snprintf(text, len, "%llu", *(const u64 *)value);
}

bool knob_same(const struct params *p, const struct params *q, const struct knob *knob)
{
	const void *a = (const char *)p + knob->offset, *b = (const char *)q + knob->offset;

	return knob->type == KNOB_TEXT ? !strcmp(a, b) : !memcmp(a, b, sizeof(u64));
}

int knob_describe(const struct knob *knob, char *text, size_t len)
{
	char allowed[SENTENCE_LEN] = "";

	if (knob->words)
		word_names(knob->words, allowed, sizeof(allowed));
	else if (knob->type != KNOB_TEXT)
		snprintf(allowed, sizeof(allowed), "%llu..%llu", knob->min, knob->max);
	return snprintf(text, len, "%s\t%s\t%s\t%s\t%s\t%s\n", knob->name, type_names[knob->type],
			knob->initial, allowed, knob->unit, knob->help);
}

const struct knob *knob_find(const char *name)
{
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++)
		if (!strcmp(dmarig_knobs[i].name, name))
			return &dmarig_knobs[i];
	return NULL;
}

u32 params_sources(const struct params *p)
{
	u32 traits = dmarig_ops[p->op].traits;

	if (traits & OP_FLOWS &&
	    (p->flow == DMARIG_FLOW_dev_to_mem || p->flow == DMARIG_FLOW_dev_to_dev))
		return 0;
	return p->sources ? p->sources : op_sources(traits);
}

u32 params_destinations(const struct params *p)
{
	u32 traits = dmarig_ops[p->op].traits;

	if (traits & OP_FLOWS && p->flow == DMARIG_FLOW_mem_to_dev)
		return 0;
	return op_destinations(traits);
}

void params_init(struct params *p)
{
	char err[8];
	int i;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < dmarig_nr_knobs; i++)
		knob_set(p, &dmarig_knobs[i], dmarig_knobs[i].initial, err, sizeof(err));
}
