// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Values of knobs: reading, writing, and the rules between them. Knows neither configfs nor a
 * command line.
 */
#include "common/params.h"
#include "common/rules.h"
#include "common/world.h"

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

	if (traits & OP_FLOWS && p->flow == DMARIG_FLOW_dev_to_mem)
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

/* The rules between knobs: each says what is wrong in one sentence, or nothing. */

static int check_batch(const struct params *p, char *err, size_t len)
{
	if (p->batch <= p->depth)
		return 0;
	snprintf(err, len, "batch=%llu needs depth=%llu or more: nothing would be issued at %llu",
		 p->batch, p->batch, p->depth);
	return -EINVAL;
}

static int check_end(const struct params *p, char *err, size_t len)
{
	if (p->duration_ms || p->transfers)
		return 0;
	snprintf(err, len, "duration_ms=0 and transfers=0: one of them must end the run");
	return -EINVAL;
}

static int check_alignment(const struct params *p, char *err, size_t len)
{
	const struct { const char *name; u64 value; } aligned[] = {
		{ "size", p->size },
		{ "src_offset", p->src_offset },
		{ "dst_offset", p->dst_offset },
		{ "chunk", p->chunk },
		{ "src_gap", p->src_gap },
		{ "dst_gap", p->dst_gap },
	};
	size_t i;

	if (p->alignment & (p->alignment - 1)) {
		snprintf(err, len, "alignment=%llu: want a power of two", p->alignment);
		return -EINVAL;
	}
	for (i = 0; i < ARRAY_SIZE(aligned); i++) {
		if (!(aligned[i].value & (p->alignment - 1)))
			continue;
		snprintf(err, len, "%s=%llu is no multiple of alignment=%llu", aligned[i].name,
			 aligned[i].value, p->alignment);
		return -EINVAL;
	}
	return 0;
}

static int check_verify(const struct params *p, char *err, size_t len)
{
	if (!p->verify || (dmarig_ops[p->op].traits & OP_MOVES_DATA))
		return 0;
	snprintf(err, len, "verify=%llu with op=%s: it moves no data, so only 0 makes sense",
		 p->verify, dmarig_ops[p->op].name);
	return -EINVAL;
}

static int check_completion(const struct params *p, char *err, size_t len)
{
	if (p->completion == DMARIG_COMPLETION_irq || !(dmarig_ops[p->op].traits & OP_SYNCHRONOUS))
		return 0;
	snprintf(err, len, "completion=%s with op=%s: there is nothing to wait for",
		 dmarig_completions[p->completion].name, dmarig_ops[p->op].name);
	return -EINVAL;
}

static bool is_called(const struct params *p)
{
	return dmarig_completions[p->completion].traits & COMPLETION_CALLED;
}

static int check_spin(const struct params *p, char *err, size_t len)
{
	if (!p->spin_us || is_called(p))
		return 0;
	snprintf(err, len, "spin_us=%llu with completion=%s: no worker sleeps",
		 p->spin_us, dmarig_completions[p->completion].name);
	return -EINVAL;
}

static int check_cpu(const struct params *p, char *err, size_t len)
{
	bool synchronous = dmarig_ops[p->op].traits & OP_SYNCHRONOUS;

	if (strcmp(p->cpu, "irq") || (is_called(p) && !synchronous))
		return 0;
	snprintf(err, len, "cpu=irq with %s=%s: no completion is announced on any CPU",
		 synchronous ? "op" : "completion",
		 synchronous ? dmarig_ops[p->op].name : dmarig_completions[p->completion].name);
	return -EINVAL;
}

static int check_sources(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op];
	u64 least = op_sources(op->traits);

	if (!p->sources || p->sources == least)
		return 0;
	if (op->traits & OP_MORE_SOURCES && p->sources > least)
		return 0;
	snprintf(err, len, "sources=%llu with op=%s: it has %s%llu", p->sources, op->name,
		 op->traits & OP_MORE_SOURCES ? "at least " : "exactly ", least);
	return -EINVAL;
}

static int check_value(const struct params *p, char *err, size_t len)
{
	if (!p->value || dmarig_ops[p->op].traits & OP_VALUE)
		return 0;
	snprintf(err, len, "value=%llu with op=%s: only memset and memset_sg write one", p->value,
		 dmarig_ops[p->op].name);
	return -EINVAL;
}

static int check_pq_disable(const struct params *p, char *err, size_t len)
{
	if (p->pq_disable == DMARIG_PQ_DISABLE_none || dmarig_ops[p->op].traits & OP_P_AND_Q)
		return 0;
	snprintf(err, len, "pq_disable=%s with op=%s: it has no P and Q",
		 dmarig_pq_disables[p->pq_disable].name, dmarig_ops[p->op].name);
	return -EINVAL;
}

static int check_touch(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op];
	bool both = p->cpu_touch == DMARIG_TOUCH_both;
	bool no_source = (both || p->cpu_touch == DMARIG_TOUCH_write) && !params_sources(p);
	bool no_destination = (both || p->cpu_touch == DMARIG_TOUCH_read) &&
			      !params_destinations(p);

	if (!no_source && !no_destination)
		return 0;
	snprintf(err, len, "cpu_touch=%s with op=%s: it has no %s",
		 dmarig_touches[p->cpu_touch].name, op->name, no_source ? "source" : "destination");
	return -EINVAL;
}

static int check_world(const struct params *p, char *err, size_t len)
{
	u32 world;

	return world_parse(p->world, &world, err, len);
}

int params_check(const struct params *p, char *err, size_t len)
{
	static int (*const rules[])(const struct params *p, char *err, size_t len) = {
		check_batch, check_end, check_alignment, check_verify, check_completion, check_spin,
		check_cpu, check_sources, check_value, check_pq_disable, check_touch,
		rule_peer, rule_flow, rule_register, rule_loop, rule_cyclic,
		rule_metadata, rule_reuse, rule_continue,
		rule_lists, rule_entries, rule_places, rule_chunks, rule_attrs, rule_resource,
		rule_fresh, rule_rate, rule_irq_every, rule_expose,
		check_world,
	};
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		ret = rules[i](p, err, len);
		if (ret)
			return ret;
	}
	return 0;
}
