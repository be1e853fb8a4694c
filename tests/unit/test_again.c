// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Meters, conditions on them, and when a point is measured again.
 */
#include "unit.h"
#include "measure/again.h"
#include "measure/meter.h"

static struct err err;

#define SEEN "run=3 state=measuring ns=500000000 transfers=10 bytes=1000 errors=2 p99_ns=77\n"

static void a_meter_is_read(void **state)
{
	struct meter_reading r;

	(void)state;
	assert_true(meter_parse(SEEN, &r));
	assert_true(meter_rate(&r) == 2000);
	assert_int_equal(r.errors, 2);
	assert_false(meter_parse("", &r));
	assert_false(meter_parse("run=3 state=measuring ns=1", &r));
}

static void refuses(const char *text, const char *part)
{
	struct limit limit;

	assert_int_equal(limit_parse(&limit, text, &err), -EINVAL);
	assert_contains(err.text, part);
}

static void conditions_are_read(void **state)
{
	struct limit limit;

	(void)state;
	assert_int_equal(limit_parse(&limit, "p99>200us", &err), 0);
	assert_true(limit.above && limit.value == 200000);
	assert_int_equal(limit_parse(&limit, "throughput<1.5GB/s", &err), 0);
	assert_true(!limit.above && limit.value == 1.5e9);
	assert_int_equal(limit_parse(&limit, "errors>0", &err), 0);
	refuses("p98>1us", "want p99, throughput or errors");
	refuses("p99", "want p99, throughput or errors");
	refuses("p99>200", "want a number with ns, us, ms or s");
	refuses("p99>us", "want a number with ns");
	refuses("p99>-1us", "want a number with ns");
	refuses("p99>nanus", "want a number with ns");
	refuses("errors>1us", "want a number with no unit");
	refuses("", "want p99");
}

static bool is_hit(const char *text, const char *line, char seen[200])
{
	struct meter_reading r;
	struct limit limit;

	assert_int_equal(limit_parse(&limit, text, &err), 0);
	assert_true(meter_parse(line, &r));
	return limit_is_hit(&limit, &r, seen, 200);
}

#define LINE "run=1 state=measuring ns=1000000000 transfers=100 bytes=5000000 errors=0 p99_ns=250000"
#define IDLE "run=1 state=measuring ns=1000000000 transfers=0 bytes=0 errors=0 p99_ns=0"

static void conditions_are_seen(void **state)
{
	char seen[200];

	(void)state;
	assert_true(is_hit("p99>200us", LINE, seen));
	assert_string_equal(seen, "stopped on p99>200us: p99 was 250 us");
	assert_false(is_hit("p99>250us", LINE, seen));
	assert_true(is_hit("throughput<6MB/s", LINE, seen));
	assert_string_equal(seen, "stopped on throughput<6MB/s: throughput was 5.00 MB/s");
	assert_false(is_hit("throughput<5MB/s", LINE, seen));
	assert_false(is_hit("errors>0", LINE, seen));
	/* Where nothing ended there is no p99, but there is a throughput. */
	assert_false(is_hit("p99<1us", IDLE, seen));
	assert_true(is_hit("throughput<1B/s", IDLE, seen));
}

static void five_in_a_row_are_steady(void **state)
{
	struct steady steady = { .within = 0.01 };
	static const double values[] = { 50, 80, 100, 100.5, 99.8, 100.1 };
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++)
		assert_int_equal(steady_add(&steady, values[i]), STEADY_NOT_YET);
	assert_int_equal(steady_add(&steady, 99.9), STEADY_YES);
	assert_true(steady_spread(&steady) < 0.006);
	steady = (struct steady){ .within = 0.01 };
	for (i = 0; i < STEADY_MOST - 1; i++)
		assert_int_equal(steady_add(&steady, 100 + 10 * (i & 1)), STEADY_NOT_YET);
	assert_int_equal(steady_add(&steady, 100), STEADY_NEVER);
}

/* p99 grows by 10 us a depth. Return: how many were tried. */
static int search(struct depth_search *s)
{
	u64 depth = 1;
	int tried = 0;

	for (; depth; tried++)
		depth = depth_next(s, depth, depth * 10000.0);
	return tried;
}

static void the_greatest_depth_is_found(void **state)
{
	struct depth_search s = { .target = 235000, .most = 1024 };

	(void)state;
	assert_true(search(&s) <= 11);
	assert_int_equal(s.good, 23);
	assert_int_equal(s.bad, 24);
	s = (struct depth_search){ .target = 9000, .most = 1024 };
	assert_int_equal(search(&s), 1);
	assert_int_equal(s.good, 0);
	s = (struct depth_search){ .target = 1e9, .most = 100 };
	search(&s);
	assert_int_equal(s.good, 100);
	assert_int_equal(s.bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_meter_is_read),
		cmocka_unit_test(conditions_are_read),
		cmocka_unit_test(conditions_are_seen),
		cmocka_unit_test(five_in_a_row_are_steady),
		cmocka_unit_test(the_greatest_depth_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
