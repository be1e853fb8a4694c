// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Rules between knobs: each refuses what it must, names both knobs, and nothing else.
 */
#include "unit.h"
#include "params.h"

/* Settings by space, then the parts the sentence must have; none: it is legal. */
static const struct { const char *knobs, *first, *second; } cases[] = {
	{ "batch=4 depth=3", "batch=4", "depth=4" },
	{ "batch=4 depth=4", NULL, NULL },
	{ "duration_ms=0", "duration_ms=0", "transfers=0" },
	{ "duration_ms=0 transfers=1", NULL, NULL },
	{ "alignment=3 size=3", "alignment=3", "power of two" },
	{ "alignment=64 size=100", "size=100", "alignment=64" },
	{ "alignment=64 size=128 src_offset=1", "src_offset=1", "alignment=64" },
	{ "alignment=64 size=128 dst_offset=65", "dst_offset=65", "alignment=64" },
	{ "alignment=64 size=128 src_offset=64 dst_offset=128", NULL, NULL },
	{ "op=none", "verify=1", "op=none" },
	{ "op=none verify=0", NULL, NULL },
	{ "op=cpu", NULL, NULL },
	{ "op=cpu completion=poll", "completion=poll", "op=cpu" },
	{ "op=none verify=0 completion=poll", "completion=poll", "op=none" },
	{ "completion=poll", NULL, NULL },
	{ "completion=poll spin_us=5", "spin_us=5", "completion=poll" },
	{ "completion=irq spin_us=5", NULL, NULL },
	{ "completion=fence spin_us=5", NULL, NULL },
	{ "completion=fence cpu=irq", NULL, NULL },
	{ "op=cpu completion=fence", "completion=fence", "op=cpu" },
};

static void set_all(struct params *p, const char *knobs)
{
	char copy[256], *at = copy, *part, *equals, err[SENTENCE_LEN];

	snprintf(copy, sizeof(copy), "%s", knobs);
	params_init(p);
	while ((part = strsep(&at, " "))) {
		equals = strchr(part, '=');
		*equals = '\0';
		assert_int_equal(knob_set(p, knob_find(part), equals + 1, err, sizeof(err)), 0);
	}
}

static void rules_refuse_what_they_must(void **state)
{
	char err[SENTENCE_LEN];
	struct params p;
	size_t i;
	int ret;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		set_all(&p, cases[i].knobs);
		*err = '\0';
		ret = params_check(&p, err, sizeof(err));
		if (!cases[i].first) {
			if (ret)
				fail_msg("%s: refused: %s", cases[i].knobs, err);
			continue;
		}
		if (ret != -EINVAL)
			fail_msg("%s: not refused", cases[i].knobs);
		assert_contains(err, cases[i].first);
		assert_contains(err, cases[i].second);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rules_refuse_what_they_must) };

	return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}
