// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Conf files: values, places of errors, and the points they make.
 */
#include <glob.h>
#include "lib/conf/conf.h"
#include "lib/conf/plan.h"
#include "lib/conf/values.h"
#include "unit.h"

static int parse(struct conf *conf, const char *text, struct err *err)
{
	return conf_parse(conf, "f", strdup(text), err);
}

static void refuses(const char *text, const char *place, const char *says)
{
	struct conf conf;
	struct err err = { "" };

	if (parse(&conf, text, &err) != -EINVAL)
		fail_msg("not refused: %s", text);
	if (strncmp(err.text, place, strlen(place)))
		fail_msg("%s: not at %s: %s", text, place, err.text);
	assert_contains(err.text, says);
	conf_free(&conf);
}

static void check_values(const char *knob, const char *text, const char *want)
{
	struct names values = { 0 };
	struct err err = { "" };
	char got[1024];
	size_t at;

	if (values_parse(knob_find(knob), text, &values, &at, &err))
		fail_msg("%s=%s: %s", knob, text, err.text);
	names_join(&values, got, sizeof(got));
	assert_string_equal(got, want);
	names_free(&values);
}

static void refuses_values(const char *knob, const char *text, size_t where)
{
	struct names values = { 0 };
	struct err err = { "" };
	size_t at;

	if (!values_parse(knob_find(knob), text, &values, &at, &err))
		fail_msg("%s=%s: not refused", knob, text);
	assert_int_equal(at, where);
	assert_int_equal(values.nr, 0);
}

static void lists_and_ranges_expand(void **state)
{
	(void)state;
	check_values("size", "64", "64");
	check_values("size", "64, 4k ,1M", "64, 4k, 1M");
	check_values("size", "64..1M:x4", "64, 256, 1024, 4096, 16384, 65536, 262144, 1048576");
	check_values("size", "64..1000:x4", "64, 256");
	check_values("depth", "1..9:+2", "1, 3, 5, 7, 9");
	check_values("depth", "1..8:x2,16", "1, 2, 4, 8, 16");
	check_values("depth", "3..3:x2", "3");
	check_values("seed", "9223372036854775808..18446744073709551615:x2", "9223372036854775808");
	check_values("op", "memcpy,cpu", "memcpy, cpu");
	check_values("channel", "a+b,c", "a+b, c");
}

static void bad_values_are_refused_where_they_stand(void **state)
{
	(void)state;
	refuses_values("size", "64,,1k", 3);
	refuses_values("size", "", 0);
	refuses_values("size", "64, 8G", 4);
	refuses_values("size", "64..1M", 0);
	refuses_values("size", "64..1M:4", 0);
	refuses_values("size", "64..1M:x1", 0);
	refuses_values("size", "64..1M:+0", 0);
	refuses_values("size", "1M..64:x2", 0);
	refuses_values("size", "1,64..2G:x2", 2);
	refuses_values("size", "64..1M:x2x", 0);
	refuses_values("src_offset", "0..64:x2", 0);
	refuses_values("op", "memcpy,memcopy", 7);
}

static void errors_say_line_and_column(void **state)
{
	(void)state;
	refuses("[global]\nsize = 64,9G\n", "f:2:11: ", "to 1073741824");
	refuses("[a]\n\n  chanel = x\n", "f:3:3: ", "did you mean channel?");
	refuses("[a]\nop = memcopy\n", "f:2:6: ", "want one of memcpy, ");
	refuses("[a]\nsize\n", "f:2:1: ", "want [SECTION]");
	refuses("[a\nsize=4\n", "f:1:1: ", "want [SECTION]");
	refuses("[a]\nsize=4\nsize=8\n", "f:3:1: ", "twice");
	refuses("[a]\n[b]\n[a]\n", "f:3:1: ", "already, in line 1");
	refuses("[a]\norder=random\n", "f:2:7: ", "[global]");
	refuses("[a]\nname=x\n", "f:2:6: ", "[global]");
	refuses("order=upwards\n", "f:1:7: ", "random, given");
	refuses("reps=0\n", "f:1:6: ", "1 to 10000");
	refuses("name=../x\n", "f:1:6: ", "letters");
	refuses("; c\n# c\ndepth: 0\n", "f:3:8: ", "1 to 1024");
}

static void a_line_too_long_is_refused(void **state)
{
	char text[400] = "size=";

	(void)state;
	memset(text + 5, '1', 300);
	refuses(text, "f:1:", "characters");
}

static const struct point *find(const struct plan *plan, u64 size, u64 depth)
{
	struct params p;
	int i;

	for (i = 0; i < plan->nr_points; i++)
		if (plan_params(plan, i, &p)->size == size && p.depth == depth)
			return &plan->points[i];
	return NULL;
}

static void points_are_the_cross_product(void **state)
{
	struct conf conf;
	struct plan plan;
	struct err err = { "" };

	(void)state;
	assert_int_equal(parse(&conf, "size=64,128\nreps=2\n[a]\ndepth=1,2,4\n"
			       "[b]\nsize = 4k ; a comment\nreps=3\n[c]\n", &err), 0);
	assert_int_equal(plan_make(&plan, &conf, 1, &err), 0);
	assert_int_equal(plan.nr_points, 6 + 1 + 2);
	assert_int_equal(plan.nr_steps, 2 * 6 + 3 + 2 * 2);
	assert_non_null(find(&plan, 128, 4));
	assert_string_equal(find(&plan, 4096, 1)->of->name, "b");
	assert_int_equal(find(&plan, 4096, 1)->reps, 3);
	plan_free(&plan);
	conf_free(&conf);
}

static void a_plus_joins_channels(void **state)
{
	struct conf conf;
	struct plan plan;
	struct params p;
	struct err err = { "" };

	(void)state;
	assert_int_equal(parse(&conf, "channel=a+b,c\n", &err), 0);
	assert_int_equal(plan_make(&plan, &conf, 1, &err), 0);
	assert_int_equal(plan.nr_points, 2);
	assert_string_equal(plan_params(&plan, 0, &p)->channel, "a,b");
	assert_string_equal(plan_params(&plan, 1, &p)->channel, "c");
	plan_free(&plan);
	conf_free(&conf);
}

static void the_command_line_overrides_every_section(void **state)
{
	struct conf conf;
	struct plan plan;
	struct params p;
	struct err err = { "" };
	int i;

	(void)state;
	assert_int_equal(parse(&conf, "size=64\n[a]\ndepth=1,2\n[b]\ndepth=4\n", &err), 0);
	assert_int_equal(conf_override(&conf, "depth=8,16", &err), 0);
	assert_int_equal(conf_override(&conf, "depht=8", &err), -EINVAL);
	assert_int_equal(conf_override(&conf, "depth", &err), -EINVAL);
	assert_int_equal(plan_make(&plan, &conf, 1, &err), 0);
	assert_int_equal(plan.nr_points, 4);
	for (i = 0; i < 4; i++)
		assert_true(plan_params(&plan, i, &p)->depth >= 8);
	plan_free(&plan);
	conf_free(&conf);
}

static void illegal_combinations_are_refused_or_skipped(void **state)
{
	struct conf conf;
	struct plan plan;
	struct err err = { "" };

	(void)state;
	assert_int_equal(parse(&conf, "[a]\nbatch=1,4\ndepth=1,4\n", &err), 0);
	assert_int_equal(plan_make(&plan, &conf, 1, &err), -EINVAL);
	assert_contains(err.text, "section [a]");
	assert_contains(err.text, "batch=4 needs depth=4");
	plan_free(&plan);
	conf_free(&conf);
	assert_int_equal(parse(&conf, "[a]\nbatch=1,4\ndepth=1,4\nskip_illegal=1\n", &err), 0);
	assert_int_equal(plan_make(&plan, &conf, 1, &err), 0);
	assert_int_equal(plan.nr_points, 3);
	assert_int_equal(plan.skipped, 1);
	plan_free(&plan);
	conf_free(&conf);
}

static void too_many_points_are_refused(void **state)
{
	struct conf conf;
	struct plan plan;
	struct err err = { "" };

	(void)state;
	assert_int_equal(parse(&conf, "seed=1..9000:+1\ntimeout_ms=1..9000:+1\n", &err), 0);
	assert_int_equal(plan_make(&plan, &conf, 1, &err), -EINVAL);
	plan_free(&plan);
	conf_free(&conf);
}

static bool same_order(const struct plan *a, const struct plan *b)
{
	return !memcmp(a->steps, b->steps, a->nr_steps * sizeof(*a->steps));
}

static void order_is_random_and_repeatable(void **state)
{
	struct plan plan, again, other, given;
	struct err err = { "" };
	struct conf conf;
	int i, seen[50] = { 0 };

	(void)state;
	assert_int_equal(parse(&conf, "order=random\nreps=5\ndepth=1..10:+1\n", &err), 0);
	plan_make(&plan, &conf, 1, &err);
	plan_make(&again, &conf, 1, &err);
	plan_make(&other, &conf, 2, &err);
	conf_set_key(&conf, KEY_random, 0);
	plan_make(&given, &conf, 1, &err);
	assert_int_equal(plan.nr_steps, 50);
	assert_true(same_order(&plan, &again));
	assert_false(same_order(&plan, &other));
	assert_false(same_order(&plan, &given));
	for (i = 0; i < 50; i++)
		seen[plan.steps[i].point * 5 + plan.steps[i].rep]++;
	for (i = 0; i < 50; i++)
		assert_int_equal(seen[i], 1);
	plan_free(&plan);
	plan_free(&again);
	plan_free(&other);
	plan_free(&given);
	conf_free(&conf);
}

/* The path starts at the top of the source, where these tests are run. */
static void those_that_come_with_the_rig_are_good(void **state)
{
	glob_t files;
	struct plan plan;
	struct conf conf;
	struct err err = { "" };
	size_t i;

	(void)state;
	assert_int_equal(glob("configs/bench/*.conf", 0, NULL, &files), 0);
	for (i = 0; i < files.gl_pathc; i++) {
		if (conf_read(&conf, files.gl_pathv[i], &err) ||
		    conf_override(&conf, "channel=dma0chan0", &err) ||
		    plan_make(&plan, &conf, 1, &err))
			fail_msg("%s: %s", files.gl_pathv[i], err.text);
		assert_true(plan.nr_steps > 1);
		plan_free(&plan);
		conf_free(&conf);
	}
	globfree(&files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_and_ranges_expand),
		cmocka_unit_test(bad_values_are_refused_where_they_stand),
		cmocka_unit_test(errors_say_line_and_column),
		cmocka_unit_test(a_line_too_long_is_refused),
		cmocka_unit_test(points_are_the_cross_product),
		cmocka_unit_test(a_plus_joins_channels),
		cmocka_unit_test(the_command_line_overrides_every_section),
		cmocka_unit_test(illegal_combinations_are_refused_or_skipped),
		cmocka_unit_test(too_many_points_are_refused),
		cmocka_unit_test(order_is_random_and_repeatable),
		cmocka_unit_test(those_that_come_with_the_rig_are_good),
	};

	return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
