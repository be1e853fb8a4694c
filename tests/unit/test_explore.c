// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sequences as text, in words and in C; shrinking them.
 */
#include "explore/shrink.h"
#include "explore/words.h"
#include "unit.h"

static struct sequence parse(const char *text)
{
	struct sequence s;
	char err[256];

	if (sequence_parse(&s, text, err, sizeof(err)))
		fail_msg("%s: %s", text, err);
	return s;
}

static void assert_text(const struct sequence *s, const char *want)
{
	char text[SEQUENCE_TEXT];

	sequence_print(s, text, sizeof(text));
	assert_string_equal(text, want);
}

static void text_and_back(void **state)
{
	static const char *const texts[] = {
		"memcpy:0:64 issue wait:0",
		"memcpy:0:64:3:quiet issue@softirq status:0@callback15 sleep:100",
		"xor:15:1024@hardirq terminate_async@locked synchronize@thread",
		"",
	};
	struct sequence s;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		s = parse(texts[i]);
		assert_text(&s, texts[i]);
	}
	s = parse("  memcpy:0:64:0\nissue@task ");
	assert_text(&s, "memcpy:0:64 issue");
}

static void bad_text(void **state)
{
	static const char *const texts[] = {
		"memcpy", "memcpy:0", "memcpy:16:64", "memcpy:0:64:0:0", "memcpy:0:x", "issue:1",
		"issue@", "issue@callback", "issue@callback16", "issue@nowhere", "wait", "wait:16",
		"wait:0:quiet", "memcpy:0:64:quiet:1", "nothing", "sleep", "memcpy:0:64 Issue",
		"memcpy:0:6400000000",
		"terminate_async_and_more_of_a_name_that_is_longer_than_any_call_can_be",
	};
	struct sequence s;
	char err[256];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		*err = '\0';
		assert_int_equal(sequence_parse(&s, texts[i], err, sizeof(err)), -EINVAL);
		assert_contains(err, "want ");
	}
}

static void too_many_calls(void **state)
{
	char text[1024] = "", err[256];
	struct sequence s;
	int i;

	(void)state;
	for (i = 0; i < SEQUENCE_MOST; i++)
		strcat(text, "issue ");
	s = parse(text);
	assert_int_equal(s.nr, SEQUENCE_MOST);
	strcat(text, "issue");
	assert_int_equal(sequence_parse(&s, text, err, sizeof(err)), -EINVAL);
	assert_contains(err, "at most 64");
}

/* Does it have these calls, in this order and in these places? */
static bool has(const struct sequence *s, const void *arg)
{
	struct sequence wanted = parse(arg);
	u32 i, at = 0;

	for (i = 0; i < s->nr && at < wanted.nr; i++)
		at += s->at[i].row == wanted.at[at].row && s->at[i].place == wanted.at[at].place;
	return at == wanted.nr;
}

static bool fails(const struct sequence *s, void *arg)
{
	return has(s, arg);
}

static unsigned int shrinks(const char *from, const char *needed, const char *to)
{
	struct shrink shrink = { .fails = fails, .arg = (void *)needed, .most = 1000 };
	struct sequence s = parse(from);

	shrink_sequence(&shrink, &s);
	assert_text(&s, to);
	return shrink.tries;
}

static void shrinking(void **state)
{
	(void)state;
	shrinks("memcpy:0:64 issue wait:0", "wait:0", "wait:0");
	shrinks("memset:0:256:3:quiet memcpy:1:999 issue@locked sleep:20 wait:1 terminate issue",
		"memcpy:0:1 issue@locked wait:0",
		"memcpy:0:64 issue@locked wait:0");
	/* Places that do not matter become the task, kinds the simplest, transfers count from 0. */
	shrinks("memcpy:0:64 memcpy:1:64 xor:2:1024:3@softirq issue@thread", "xor:0:1@softirq",
		"xor:0:64@softirq");
	shrinks("status:3@callback7 issue@hardirq", "status:0@callback0", "status:0@callback0");
}

static bool never(const struct sequence *s, void *arg)
{
	(void)s;
	(void)arg;
	return false;
}

static void what_does_not_fail_stays(void **state)
{
	struct shrink shrink = { .fails = never, .most = 10 };
	struct sequence s = parse("memcpy:5:999:1:quiet@softirq issue@locked wait:5 terminate");

	(void)state;
	shrink_sequence(&shrink, &s);
	assert_text(&s, "memcpy:5:999:1:quiet@softirq issue@locked wait:5 terminate");
	assert_int_equal(shrink.tries, 10);
}

/* Fails with an even number of issues, not with one less: two have to go at once. */
static bool even(const struct sequence *s, void *arg)
{
	u32 i, nr = 0;

	(void)arg;
	for (i = 0; i < s->nr; i++)
		nr += s->at[i].row == DMARIG_CALL_issue;
	return nr && nr % 2 == 0;
}

static void pairs_go_together(void **state)
{
	struct shrink shrink = { .fails = even, .most = 1000 };
	struct sequence s = parse("issue sleep:20 issue sleep:20 issue sleep:20 issue");

	(void)state;
	shrink_sequence(&shrink, &s);
	assert_text(&s, "issue issue");
}

static char *written(void (*write)(const struct sequence *s, FILE *file), const char *text)
{
	struct sequence s = parse(text);
	char *out = NULL;
	size_t len;
	FILE *file = open_memstream(&out, &len);

	write(&s, file);
	fclose(file);
	return out;
}

static void in_words(void **state)
{
	char *words;

	(void)state;
	words = written(sequence_tell, "memcpy:0:64:0:quiet issue@softirq status:0@callback3");
	assert_contains(words, "1. prepare and submit transfer 0, a memcpy of 64 bytes, without");
	assert_contains(words, "2. issue, in a softirq\n");
	assert_contains(words, "3. ask for the status of transfer 0, in the callback of ");
	free(words);
}

static void write_code(const struct sequence *s, FILE *file)
{
	struct code code = {
		.channel = "dma0chan3", .driver = "some-dma", .kernel = "6.12", .says = "it works",
		.text = "it did not", .sequence = s,
	};

	code_write(&code, file);
}

static int count_lines(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

static void in_code(void **state)
{
	char *code = written(write_code, "memcpy:0:64 issue wait:0");

	(void)state;
	assert_contains(code, "#define NAME\t\"dma0chan3\"");
	assert_contains(code, "dmaengine_prep_dma_memcpy(chan, ");
	assert_contains(code, "\tdma_async_issue_pending(chan);\n\twait(0);\n");
	assert_contains(code, "it works");
	assert_null(strstr(code, "$"));
	assert_null(strstr(code, "irq_work"));
	if (count_lines(code) > 70)
		fail_msg("%d lines", count_lines(code));
	free(code);
	code = written(write_code, "memcpy:0:64@hardirq status:0@callback0 issue@locked");
	assert_contains(code, "DEFINE_IRQ_WORK(work1, call1)");
	assert_contains(code, "\tif ((long)nr == 0)\n\t\t");
	assert_contains(code, "\tlocal_irq_disable();\n\tdma_async_issue_pending(chan);\n");
	free(code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_back),
		cmocka_unit_test(bad_text),
		cmocka_unit_test(too_many_calls),
		cmocka_unit_test(shrinking),
		cmocka_unit_test(what_does_not_fail_stays),
		cmocka_unit_test(pairs_go_together),
		cmocka_unit_test(in_words),
		cmocka_unit_test(in_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
