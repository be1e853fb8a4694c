// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * JSON: what is written can be read, and what is none is refused, wherever it breaks off.
 */
#define _GNU_SOURCE
#include "unit.h"
#include <math.h>
#include "lib/base/json.h"
#include "lib/base/json_read.h"
#include "lib/base/xmalloc.h"

static struct json_value value;
static struct err err;

static int clear(void **state)
{
	(void)state;
	json_free(&value);
	return 0;
}

static void reads(const char *text)
{
	json_free(&value);
	if (json_parse(&value, text, "it", &err))
		fail_msg("%s: %s", text, err.text);
}

static void refuses(const char *text, const char *part)
{
	json_free(&value);
	if (!json_parse(&value, text, "it", &err))
		fail_msg("%s was not refused", text);
	assert_contains(err.text, part);
}

#define ALL " {\"a\": 1, \"b\": [true, null, -0.5e+3],"	\
	    " \"c\": \"\\u00fc\\ud83d\\ude00\\n\\/\", \"d\": {}}\n"

static void values_are_read(void **state)
{
	(void)state;
	reads(ALL);
	assert_int_equal(value.nr, 4);
	assert_string_equal(json_get(&value, "a"), "1");
	assert_string_equal(json_get(&value, "c"), "\xc3\xbc\xf0\x9f\x98\x80\n/");
	assert_int_equal(json_member(&value, "b")->nr, 3);
	assert_string_equal(json_member(&value, "b")->at[2].text, "-0.5e+3");
	assert_string_equal(json_get(&value, "b"), "");
	assert_string_equal(json_get(&value, "x"), "");
	reads("{\"a\": 1, \"a\": 2}");
	assert_string_equal(json_get(&value, "a"), "2");
	reads("[]");
	assert_string_equal(json_get(&value, "a"), "");
}

static void what_is_none_is_refused(void **state)
{
	char deep[200];

	(void)state;
	refuses("", "it ends too early");
	refuses("{\"a\": 1,}", "want the key");
	refuses("[1,]", "want a value");
	refuses("[1 2]", "want a comma");
	refuses("{\"a\" 1}", "want a colon");
	refuses("{a: 1}", "want the key");
	refuses("[01]", "want a value");
	refuses("[1.]", "want a value");
	refuses("[+1]", "want a value");
	refuses("[NaN]", "want a value");
	refuses("'a'", "want a value");
	refuses("\"\\x\"", "a bad escape");
	refuses("\"\\u12g4\"", "a bad \\u");
	refuses("\"\\u0000\"", "a bad \\u");
	refuses("\"\\ud83d\"", "half a character");
	refuses("\"\\udc00\"", "a bad \\u");
	refuses("\"a\nb\"", "a control character");
	refuses("\"a", "it ends within a text");
	refuses("{} x", "something is behind it");
	refuses("[1,\n2,\n]", "it:3: no JSON");
	memset(deep, '[', sizeof(deep) - 1);
	deep[sizeof(deep) - 1] = '\0';
	refuses(deep, "too deep");
}

/* Nothing is read beyond the end, and nothing leaks: the sanitizers would say so. */
static void what_is_cut_off_is_refused(void **state)
{
	static const char whole[] =
		"{\"a\": [1, \"x\\u00fcy\\ud83d\\ude00\", {\"b\": -1.5e3, \"c\": null}], \"d\": 1}";
	char *cut;
	size_t i;

	(void)state;
	reads(whole);
	for (i = 0; i < sizeof(whole) - 1; i++) {
		cut = xstrndup(whole, i);
		refuses(cut, "no JSON");
		free(cut);
	}
}

static void what_is_written_is_read(void **state)
{
	static const char evil[] = "x\"\\<b>&\033[31m \xc3\xbc\n\t";
	struct json json;
	char *text = NULL;
	size_t len;
	FILE *file = xmemstream(&text, &len);

	(void)state;
	json_begin(&json, file, "test");
	json_text(&json, evil, evil);
	json_text(&json, "null", NULL);
	json_number(&json, "nan", NAN);
	json_number(&json, "inf", INFINITY);
	json_number(&json, "half", 0.5);
	json_count(&json, "most", ~0ull);
	json_numeral(&json, "hex", "0xff");
	json_numeral(&json, "none", "1,5");
	json_words(&json, "words", "a, b\"c", ',');
	json_words(&json, "nothing", "", ',');
	json_array(&json, "empty");
	json_close(&json);
	json_array(&json, "left open");
	json_object(&json, NULL);
	json_end(&json);
	xmemstream_end(file, &text);
	reads(text);
	assert_string_equal(json_get(&value, evil), evil);
	assert_string_equal(json_get(&value, "kind"), "test");
	assert_int_equal(json_member(&value, "nan")->type, JSON_NULL);
	assert_int_equal(json_member(&value, "inf")->type, JSON_NULL);
	assert_int_equal(json_member(&value, "none")->type, JSON_NULL);
	assert_string_equal(json_get(&value, "most"), "18446744073709551615");
	assert_string_equal(json_get(&value, "hex"), "255");
	assert_string_equal(json_member(&value, "words")->at[1].text, "b\"c");
	assert_int_equal(json_member(&value, "nothing")->nr, 0);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(values_are_read, clear),
		cmocka_unit_test_teardown(what_is_none_is_refused, clear),
		cmocka_unit_test_teardown(what_is_cut_off_is_refused, clear),
		cmocka_unit_test_teardown(what_is_written_is_read, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
