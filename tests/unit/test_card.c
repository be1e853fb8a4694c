// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Report cards: rows print what the card printed, and a crashed rule is known from its rows.
 */
#include <stdlib.h>
#include "lib/check/card_rows.h"
#include "temp_file.h"
#include "unit.h"

static struct channel channel = {
	.name = "dma0chan0", .driver = "dmarig_sim", .device = "dmarig_sim.0",
	.capabilities = "memcpy,slave", .limits = "copy_align=1 mask=44",
};

static struct mark marks[] = {
	{ .rule = "completes", .section = "client.rst: Submit, issue", .says = "it ends, if issued",
	  .verdict = CARD_pass, .oracle = "on", .ms = 12 },
	{ .rule = "pause-status", .section = "client.rst", .says = "says \"paused\"",
	  .verdict = CARD_fail, .text = "want 3, got 2", .oracle = "on", .ms = 9 },
	{ .rule = "cyclic-stops", .section = "client.rst", .says = "it stops",
	  .verdict = CARD_skip, .text = "it cannot do cyclic", .oracle = "on" },
};

static struct params p;

static struct card make_card(void)
{
	params_init(&p);
	p.size = 1024;
	snprintf(p.peer, sizeof(p.peer), "memory");
	return (struct card){ &channel, "6.12.1", "virt", &p, marks, 3 };
}

/* The stream of a guest: each rule's begin and its answer, without the last @lost answers */
static void stream(int lost)
{
	struct card card = make_card();
	FILE *file = fopen(path, "w");
	int i;

	card_csv_begin(file);
	for (i = 0; i < card.nr; i++) {
		card_csv_begun(&card, i, file);
		if (i < card.nr - lost)
			card_csv_mark(&card, i, file);
	}
	fclose(file);
}

static void read_rows(struct card_rows *rows)
{
	struct err err = { "" };

	assert_int_equal(card_rows_read(rows, path, &err), 0);
}

static char *print(const struct card *card, void (*how)(const struct card *card, FILE *file))
{
	char *text = NULL;
	size_t len;
	FILE *file = open_memstream(&text, &len);

	how(card, file);
	fclose(file);
	return text;
}

static void rows_print_as_their_card(void **state)
{
	struct card card = make_card();
	struct card_rows rows;
	char *want, *got;

	(void)state;
	stream(0);
	read_rows(&rows);
	want = print(&card, card_print);
	got = print(&rows.card, card_print);
	assert_string_equal(got, want);
	assert_non_null(strstr(got, "1 passed, 1 failed, 0 could not be answered, 1 skipped"));
	assert_non_null(strstr(got, "peer=memory size=1024"));
	free(want);
	free(got);
	card_rows_free(&rows);
}

static void a_rule_without_an_answer_crashed(void **state)
{
	struct card_rows rows;
	char *text;

	(void)state;
	stream(2);
	read_rows(&rows);
	assert_int_equal(rows.card.nr, 3);
	assert_int_equal(rows.card.marks[0].verdict, CARD_pass);
	assert_int_equal(rows.card.marks[1].verdict, CARD_crash);
	assert_true(*rows.card.marks[1].text);
	assert_true(card_is_bad(&rows.card));
	text = print(&rows.card, card_print);
	assert_non_null(strstr(text, "2 crashed"));
	/* A crash message does not say whether dma-debug was on; the other rows do. */
	assert_non_null(strstr(text, "dma-debug on"));
	free(text);
	card_rows_free(&rows);
}

/* dma-debug that stops watching: from which rule on */
static void who_watched_is_said(void **state)
{
	struct card card = make_card();
	char *text;

	(void)state;
	marks[1].oracle = "disabled";
	marks[2].oracle = "disabled";
	text = print(&card, card_print);
	assert_non_null(strstr(text, "dma-debug on, disabled from pause-status on\n"));
	free(text);
	marks[1].oracle = "on";
	marks[2].oracle = "on";
}

static void the_last_answer_counts(void **state)
{
	struct card card = make_card();
	struct card_rows rows;
	FILE *file;

	(void)state;
	stream(3);
	file = fopen(path, "a");
	card_csv_mark(&card, 0, file);
	fclose(file);
	read_rows(&rows);
	assert_int_equal(rows.card.nr, 3);
	assert_int_equal(rows.card.marks[0].verdict, CARD_pass);
	assert_string_equal(rows.card.marks[0].text, "");
	card_rows_free(&rows);
}

static void crashes_have_words(void **state)
{
	struct err err = { "" };
	struct card_rows rows;

	(void)state;
	stream(1);
	read_rows(&rows);
	assert_int_equal(card_rows_crash(&rows, "cyclic-stops=BUG: a=b, \"c\"", &err), 0);
	assert_int_equal(card_rows_crash(&rows, "completes=", &err), 0);
	assert_int_equal(card_rows_crash(&rows, "never-begun=panic", &err), 0);
	assert_string_equal(rows.card.marks[2].text, "BUG: a=b, \"c\"");
	assert_int_equal(rows.card.marks[0].verdict, CARD_crash);
	assert_true(*rows.card.marks[0].text);
	assert_int_equal(rows.card.nr, 4);
	assert_string_equal(rows.card.marks[3].rule, "never-begun");
	assert_int_equal(rows.card.marks[3].verdict, CARD_crash);
	assert_int_equal(card_rows_crash(&rows, "no words", &err), -EINVAL);
	assert_int_equal(card_rows_crash(&rows, "=no rule", &err), -EINVAL);
	card_rows_free(&rows);
}

static void what_is_no_card_is_refused(void **state)
{
	struct err err = { "" };
	struct card_rows rows;
	FILE *file = fopen(path, "w");

	(void)state;
	card_csv_begin(file);
	fclose(file);
	assert_int_equal(card_rows_read(&rows, path, &err), -EINVAL);
	file = fopen(path, "a");
	fprintf(file, "c,d,e,k,m,rule,s,s,perhaps,t,on,1,r,c,l,,,\n");
	fclose(file);
	assert_int_equal(card_rows_read(&rows, path, &err), -EINVAL);
	assert_non_null(strstr(err.text, "verdict=perhaps"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_print_as_their_card, make_file, remove_file),
		cmocka_unit_test_setup_teardown(a_rule_without_an_answer_crashed, make_file,
						remove_file),
		cmocka_unit_test(who_watched_is_said),
		cmocka_unit_test_setup_teardown(the_last_answer_counts, make_file, remove_file),
		cmocka_unit_test_setup_teardown(crashes_have_words, make_file, remove_file),
		cmocka_unit_test_setup_teardown(what_is_no_card_is_refused, make_file, remove_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
