// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Knobs: every row by itself.
 */
#include "common/params.h"
#include "unit.h"

static const struct knob *knob(int i)
{
	return &dmarig_knobs[i];
}

static bool is_number(const struct knob *k)
{
	return k->type == KNOB_NUM || k->type == KNOB_SIZE || k->type == KNOB_FLAG;
}

static int set(struct params *p, const char *name, const char *value, char *err)
{
	return knob_set(p, knob_find(name), value, err, SENTENCE_LEN);
}

static void every_default_is_legal_and_kept(void **state)
{
	char err[SENTENCE_LEN], value[KNOB_TEXT_LEN], want[KNOB_TEXT_LEN];
	struct params p, q;
	int i;

	(void)state;
	params_init(&p);
	assert_int_equal(params_check(&p, err, sizeof(err)), 0);
	for (i = 0; i < dmarig_nr_knobs; i++) {
		memset(&q, 0, sizeof(q));
		assert_int_equal(knob_set(&q, knob(i), knob(i)->initial, err, sizeof(err)), 0);
		knob_get(&q, knob(i), want, sizeof(want));
		knob_get(&p, knob(i), value, sizeof(value));
		assert_string_equal(value, want);
		assert_string_equal(value, knob(i)->initial);
	}
}

static void every_number_takes_its_ends_and_not_beyond(void **state)
{
	char err[SENTENCE_LEN], value[32], got[KNOB_TEXT_LEN];
	struct params p;
	int i;

	(void)state;
	params_init(&p);
	for (i = 0; i < dmarig_nr_knobs; i++) {
		if (!is_number(knob(i)))
			continue;
		snprintf(value, sizeof(value), "%llu", knob(i)->min);
		assert_int_equal(knob_set(&p, knob(i), value, err, sizeof(err)), 0);
		snprintf(value, sizeof(value), "%llu", knob(i)->max);
		assert_int_equal(knob_set(&p, knob(i), value, err, sizeof(err)), 0);
		if (knob(i)->max < ~0ull) {
			snprintf(value, sizeof(value), "%llu", knob(i)->max + 1);
			assert_int_equal(knob_set(&p, knob(i), value, err, sizeof(err)), -ERANGE);
			snprintf(value, sizeof(value), "%llu", knob(i)->max);
			assert_contains(err, value);
			assert_contains(err, knob(i)->name);
		}
		if (knob(i)->min) {
			snprintf(value, sizeof(value), "%llu", knob(i)->min - 1);
			assert_int_equal(knob_set(&p, knob(i), value, err, sizeof(err)), -ERANGE);
		}
		/* A value that was refused has changed nothing. */
		knob_get(&p, knob(i), got, sizeof(got));
		snprintf(value, sizeof(value), "%llu", knob(i)->max);
		assert_string_equal(got, value);
	}
}

static void every_word_is_taken_and_no_other(void **state)
{
	char err[SENTENCE_LEN], got[KNOB_TEXT_LEN];
	const struct word *word;
	struct params p;
	int i;

	(void)state;
	params_init(&p);
	for (i = 0; i < dmarig_nr_knobs; i++) {
		if (!knob(i)->words)
			continue;
		for (word = knob(i)->words; word->name; word++) {
			assert_int_equal(knob_set(&p, knob(i), word->name, err, sizeof(err)), 0);
			knob_get(&p, knob(i), got, sizeof(got));
			assert_string_equal(got, word->name);
		}
		assert_int_equal(knob_set(&p, knob(i), "nonsense", err, sizeof(err)), -EINVAL);
		assert_contains(err, knob(i)->words[0].name);
		assert_int_equal(knob_set(&p, knob(i), "0", err, sizeof(err)), -EINVAL);
	}
}

static void knobs_do_not_share_memory(void **state)
{
	char err[SENTENCE_LEN], before[KNOB_TEXT_LEN], after[KNOB_TEXT_LEN];
	struct params p, q;
	int i, j;

	(void)state;
	params_init(&p);
	for (i = 0; i < dmarig_nr_knobs; i++) {
		if (!is_number(knob(i)))
			continue;
		q = p;
		snprintf(after, sizeof(after), "%llu", knob(i)->max);
		assert_int_equal(knob_set(&q, knob(i), after, err, sizeof(err)), 0);
		for (j = 0; j < dmarig_nr_knobs; j++) {
			knob_get(&p, knob(j), before, sizeof(before));
			knob_get(&q, knob(j), after, sizeof(after));
			if (i != j)
				assert_string_equal(before, after);
		}
	}
}

static void numbers_are_read_strictly(void **state)
{
	static const char *const bad[] = {
		"", " ", "x", "-1", "+1", "1x", "1 2", "0x10", "1.5", "1kk", "k",
		"99999999999999999999",
	};
	struct params p;
	char err[SENTENCE_LEN];
	size_t i;

	(void)state;
	params_init(&p);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_true(set(&p, "size", bad[i], err) < 0);
	assert_int_equal(p.size, 4096);
	assert_int_equal(set(&p, "size", " 64k\n", err), 0);
	assert_int_equal(p.size, 65536);
	assert_int_equal(set(&p, "size", "1M", err), 0);
	assert_int_equal(p.size, 1 << 20);
	/* Only sizes take a suffix. */
	assert_true(set(&p, "depth", "1k", err) < 0);
	assert_int_equal(set(&p, "size", "17592186044416M", err), -ERANGE);
}

static void texts_are_limited(void **state)
{
	char err[SENTENCE_LEN], text[KNOB_TEXT_LEN + 1];
	struct params p;

	(void)state;
	params_init(&p);
	memset(text, 'a', sizeof(text));
	text[KNOB_TEXT_LEN - 1] = '\0';
	assert_int_equal(set(&p, "channel", text, err), 0);
	assert_string_equal(p.channel, text);
	text[KNOB_TEXT_LEN - 1] = 'a';
	text[KNOB_TEXT_LEN] = '\0';
	assert_int_equal(set(&p, "channel", text, err), -EINVAL);
}

static void descriptions_have_six_fields(void **state)
{
	char line[1024], *c;
	int i, tabs;

	(void)state;
	for (i = 0; i < dmarig_nr_knobs; i++) {
		knob_describe(knob(i), line, sizeof(line));
		for (tabs = 0, c = line; *c; c++)
			tabs += *c == '\t';
		assert_int_equal(tabs, 5);
		assert_int_equal(line[strlen(line) - 1], '\n');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_default_is_legal_and_kept),
		cmocka_unit_test(every_number_takes_its_ends_and_not_beyond),
		cmocka_unit_test(every_word_is_taken_and_no_other),
		cmocka_unit_test(knobs_do_not_share_memory),
		cmocka_unit_test(numbers_are_read_strictly),
		cmocka_unit_test(texts_are_limited),
		cmocka_unit_test(descriptions_have_six_fields),
	};

	return cmocka_run_group_tests_name("knobs", tests, NULL, NULL);
}
