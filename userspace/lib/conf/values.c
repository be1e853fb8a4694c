// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Lists and ranges of values.
 */
#include <ctype.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/conf/setting.h"
#include "lib/conf/values.h"

#define MAX_VALUES 10000	/* values of one knob; more must be a mistake */

static int add_value(const struct knob *knob, const char *value, struct names *values,
		     struct err *err)
{
	struct params scratch;
	int ret;

	if (values->nr >= MAX_VALUES)
		return err_say(err, -ERANGE, "%s: more than %d values", knob->name, MAX_VALUES);
	ret = setting_set(&scratch, knob, value, err);
	if (!ret)
		names_add(values, value);
	return ret;
}

/* struct range - from `from` to `to`, by adding or multiplying */
struct range {
	u64 from, to, step;
	bool times;
};

static int parse_range(const struct knob *knob, const char *text, struct range *range,
		       struct err *err)
{
	bool size = knob->type == KNOB_SIZE;
	char from[32], to[32], step[32], kind;

	if (sscanf(text, "%31[^.]..%31[^:]:%c%31s", from, to, &kind, step) != 4 ||
	    parse_u64(from, size, &range->from) || parse_u64(to, size, &range->to) ||
	    (kind != 'x' && kind != '+') || parse_u64(step, size, &range->step))
		return err_say(err, -EINVAL, "%s=%s: want a range such as 64..4096:x4 or 1..9:+2",
			       knob->name, text);
	range->times = kind == 'x';
	if (range->step < 1u + range->times || (range->times && !range->from) ||
	    range->from > range->to)
		return err_say(err, -EINVAL, "%s=%s: the range never gets from %s to %s",
			       knob->name, text, from, to);
	return 0;
}

static int add_range(const struct knob *knob, const char *text, struct names *values,
		     struct err *err)
{
	struct range range;
	char value[24];
	u64 n, next;
	int ret;

	ret = parse_range(knob, text, &range, err);
	if (ret)
		return ret;
	for (n = range.from; n <= range.to; n = next) {
		snprintf(value, sizeof(value), "%llu", n);
		ret = add_value(knob, value, values, err);
		if (ret)
			return ret;
		if (range.times ? __builtin_mul_overflow(n, range.step, &next) :
				  __builtin_add_overflow(n, range.step, &next))
			break;
	}
	return 0;
}

static int add_element(const struct knob *knob, const char *text, struct names *values,
		       struct err *err)
{
	bool number = knob->type == KNOB_NUM || knob->type == KNOB_SIZE;

	if (!*text)
		return err_say(err, -EINVAL, "%s: a value is missing here", knob->name);
	if (number && strstr(text, ".."))
		return add_range(knob, text, values, err);
	return add_value(knob, text, values, err);
}

int values_parse(const struct knob *knob, const char *text, struct names *values, size_t *at,
		 struct err *err)
{
	const char *element = text;
	size_t len, trimmed;
	char *copy;
	int ret;

	for (;; element += len + 1) {
		len = strcspn(element, ",");
		while (len && isspace((unsigned char)*element)) {
			element++;
			len--;
		}
		for (trimmed = len; trimmed && isspace((unsigned char)element[trimmed - 1]);)
			trimmed--;
		copy = xstrndup(element, trimmed);
		ret = add_element(knob, copy, values, err);
		free(copy);
		if (ret || !element[len])
			break;
	}
	*at = element - text;
	if (ret)
		names_free(values);
	return ret;
}
