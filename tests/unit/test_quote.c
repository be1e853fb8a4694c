// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Quoting: whatever a name holds, the language it enters takes it for text.
 */
#define _GNU_SOURCE
#include "unit.h"
#include <unistd.h>
#include "lib/base/csv.h"
#include "lib/base/quote.h"
#include "lib/check/card.h"

/* Characters that one of the languages would act on, and characters that none can show */
#define EVIL	"x`touch F`$(touch F)'\"\\ %d%n <b>&amp;]]> # SKIP @a _b ^c {d} ../up"	\
	"\n\t\r\033[31m\xff\xc0\xaf\xe2\x82 \xc3\xbc"

static void is_quoted_as(void (*quote)(FILE *file, const char *text), const char *text,
			 const char *want)
{
	char *got = quoted(quote, text);

	assert_string_equal(got, want);
	free(got);
}

static void a_line_stays_a_line(void **state)
{
	(void)state;
	is_quoted_as(quote_line, "as it is: <b> 'x' \"y\" \\ # %d",
		     "as it is: <b> 'x' \"y\" \\ # %d");
	is_quoted_as(quote_line, "a\nb\tc\rd\033[31m\x7f", "a\\nb\\tc\\x0dd\\x1b[31m\\x7f");
	is_quoted_as(quote_line, "", "");
}

static void what_is_no_utf8_is_spelled(void **state)
{
	(void)state;
	is_quoted_as(quote_line, "\xc3\xbc \xe2\x82\xac \xf0\x9f\x98\x80",
		     "\xc3\xbc \xe2\x82\xac \xf0\x9f\x98\x80");
	is_quoted_as(quote_line, "\xff\x80", "\\xff\\x80");
	is_quoted_as(quote_line, "cut \xe2\x82", "cut \\xe2\\x82");
	is_quoted_as(quote_line, "overlong \xc0\xaf \xe0\x80\xaf",
		     "overlong \\xc0\\xaf \\xe0\\x80\\xaf");
	is_quoted_as(quote_line, "surrogate \xed\xa0\x80", "surrogate \\xed\\xa0\\x80");
	is_quoted_as(quote_line, "beyond \xf4\x90\x80\x80 \xf8\x88\x80\x80",
		     "beyond \\xf4\\x90\\x80\\x80 \\xf8\\x88\\x80\\x80");
	is_quoted_as(quote_line, "C1 \xc2\x9b and backwards \xe2\x80\xae",
		     "C1 \\xc2\\x9b and backwards \\xe2\\x80\\xae");
}

static void a_test_has_no_directive(void **state)
{
	(void)state;
	is_quoted_as(quote_ktap, "x # SKIP\nok 2 y", "x \\x23 SKIP\\nok 2 y");
}

static void markup_is_text(void **state)
{
	(void)state;
	is_quoted_as(quote_markup, "<b a=\"1\" c='2'>&amp;]]>",
		     "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;]]&gt;");
	is_quoted_as(quote_markup, "a\nb\tc\v\f\033\xff", "a&#10;b&#9;c\\x0b\\x0c\\x1b\\xff");
}

static void gnuplot_runs_nothing(void **state)
{
	(void)state;
	is_quoted_as(quote_gnuplot, "`x` \"y\" \\ @z %d", "'`x` \"y\" \\ @z %d'");
	is_quoted_as(quote_gnuplot, "it's\ntwo", "'it''s\\ntwo'");
	is_quoted_as(quote_gnuplot, "\r\033]]>", "'\\x0d\\x1b\\x5d]>'");
	is_quoted_as(quote_gnuplot_tic, "50 %\nof 'it'", "'50 \\x25\\nof ''it'''");
}

static void a_file_name_stays_where_it_is(void **state)
{
	static const struct { const char *text, *want; } names[] = {
		{ "throughput-dma0chan0,dma0chan1", "throughput-dma0chan0_dma0chan1" },
		{ "../../etc/x", "_._.._etc_x" }, { "-rf", "_rf" },
		{ "all channels", "all-channels" },
		{ "|touch F", "_touch-F" },
	};
	char text[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		strcpy(text, names[i].text);
		quote_file_name(text);
		assert_string_equal(text, names[i].want);
	}
}

/* A shell evaluates the quoted text to the original. */
static void a_shell_gets_the_same_word(void **state)
{
	static const char *const words[] = { EVIL, "plain-1.2:x,y=z", "", "a b", "~", "*", "!" };
	char *word, *command, got[512];
	size_t i, len;
	FILE *shell;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		word = quoted(quote_shell, words[i]);
		assert_true(asprintf(&command, "printf %%s %s", word) > 0);
		shell = popen(command, "r");
		len = fread(got, 1, sizeof(got) - 1, shell);
		got[len] = '\0';
		assert_int_equal(pclose(shell), 0);
		assert_string_equal(got, words[i]);
		free(command);
		free(word);
	}
	is_quoted_as(quote_shell, "dma0chan0,f8003000.dma", "dma0chan0,f8003000.dma");
}

static void roff_commands_nothing(void **state)
{
	(void)state;
	is_quoted_as(quote_roff, ".so /etc/passwd", "\\&.so /etc/passwd");
	is_quoted_as(quote_roff, "'br", "\\(aqbr");
	is_quoted_as(quote_roff, "a\n.ab", "a\\en\\&.ab");
	is_quoted_as(quote_roff, "\x1b", "?");
	is_quoted_as(quote_roff, "--o \\s9", "\\-\\-o \\es9");
	is_quoted_as(quote_roff, "\t^~`\"", "\\et\\(ha\\(ti\\(ga\\(dq");
}

static void any_bytes_come_back_from_csv(void **state)
{
	char path[] = "/tmp/dmarig-unit-XXXXXX", all[256];
	char *const cells[] = { EVIL, all, "\n", "\"", "last" };
	struct names columns = { 0 };
	struct err err = { "" };
	struct csv csv;
	FILE *file = fdopen(mkstemp(path), "w");
	int i;

	(void)state;
	for (i = 0; i < 255; i++)
		all[i] = i + 1;
	all[255] = '\0';
	names_split(&columns, "a,b,c,d,e", ',');
	csv_header(file, &columns);
	csv_line(file, cells, 5);
	csv_line(file, cells, 5);
	fclose(file);
	assert_int_equal(csv_read(&csv, path, &err), 0);
	unlink(path);
	assert_int_equal(csv.nr_rows, 2);
	for (i = 0; i < 5; i++)
		assert_string_equal(csv.rows[1].cell[i], cells[i]);
	csv_free(&csv);
	names_free(&columns);
}

/* Lines of a text; @directives gets how many of them skip */
static int count_lines(const char *text, int *directives)
{
	int lines = 0;

	for (*directives = 0; *text; text++) {
		lines += *text == '\n';
		*directives += !strncmp(text, "# SKIP", 6);
	}
	return lines;
}

static void a_card_is_ktap_whatever_its_names(void **state)
{
	struct mark marks[] = {
		{ .rule = "one", .section = "see", .says = EVIL,
		  .verdict = CARD_pass, .oracle = "on" },
		{ .rule = "two", .section = "see", .says = EVIL,
		  .verdict = CARD_fail, .oracle = "on",
		  .text = EVIL },
		{ .rule = "three", .section = "see", .says = EVIL,
		  .verdict = CARD_skip, .oracle = "on",
		  .text = EVIL },
	};
	struct channel chan = { .name = "x\ny' # SKIP", .driver = "d\nok 1", .device = "\033[31m" };
	struct card card = {
		.channel = &chan, .kernel = "6.12\nok 9", .machine = EVIL, .marks = marks, .nr = 3
	};
	struct params p;
	char *text;
	size_t len;
	int i, skips;
	FILE *file = open_memstream(&text, &len);

	(void)state;
	params_init(&p);
	card.p = &p;
	card_ktap_begin(&card, file);
	for (i = 0; i < 3; i++)
		card_ktap_mark(&card, i, file);
	card_ktap_end(&card, file);
	fclose(file);
	/* Six before the rules, three about the one that failed, one a rule, and one in the end */
	assert_int_equal(count_lines(text, &skips), 6 + 3 + 3 + 1);
	assert_non_null(strstr(text, "    ok 3 three # SKIP x`touch"));
	assert_null(strstr(text, "Subtest: x\\ny' # SKIP"));
	assert_null(strstr(text, "ok 1 x\\ny' # SKIP"));
	assert_null(strchr(text, '\033'));
	assert_non_null(strstr(text, "again: dmarig check 'x\\ny'\\'' # SKIP' two"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_stays_a_line),
		cmocka_unit_test(what_is_no_utf8_is_spelled),
		cmocka_unit_test(a_test_has_no_directive),
		cmocka_unit_test(markup_is_text),
		cmocka_unit_test(gnuplot_runs_nothing),
		cmocka_unit_test(a_file_name_stays_where_it_is),
		cmocka_unit_test(a_shell_gets_the_same_word),
		cmocka_unit_test(roff_commands_nothing),
		cmocka_unit_test(any_bytes_come_back_from_csv),
		cmocka_unit_test(a_card_is_ktap_whatever_its_names),
	};

	return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
