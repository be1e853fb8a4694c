// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads meters, and holds them against conditions.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/show.h"
#include "measure/meter.h"

bool meter_parse(const char *text, struct meter_reading *r)
{
	return sscanf(text,
		      "run=%llu state=%15s ns=%llu transfers=%llu bytes=%llu errors=%llu p99_ns=%llu",
		      &r->run, r->state, &r->ns, &r->transfers, &r->bytes, &r->errors,
		      &r->p99_ns) == 7;
}

bool meter_read(const struct rundir *dir, struct meter_reading *reading)
{
	char line[256];

	rundir_word(dir, "meter", line, sizeof(line));
	return meter_parse(line, reading) && reading->ns;
}

double meter_rate(const struct meter_reading *reading)
{
	return reading->ns ? reading->bytes * 1e9 / reading->ns : 0;
}

/* struct unit - a name and its factor; the last has no name */
struct unit {
	const char *name;
	double factor;
};

static const struct unit times[] = {
	{ "ns", 1 }, { "us", 1e3 }, { "ms", 1e6 }, { "s", 1e9 }, { NULL }
};

static const struct unit rates[] = {
	{ "B/s", 1 }, { "kB/s", 1e3 }, { "MB/s", 1e6 }, { "GB/s", 1e9 }, { NULL }
};

static const struct unit counts[] = { { "", 1 }, { NULL } };

static double p99_of(const struct meter_reading *reading)
{
	return reading->transfers ? reading->p99_ns : NAN;
}

static double errors_of(const struct meter_reading *reading)
{
	return reading->errors;
}

static const char *show_count(char text[32], double value)
{
	snprintf(text, 32, "%.0f", value);
	return text;
}

static const struct {
	const char *name, *want;
	const struct unit *units;
	double (*of)(const struct meter_reading *reading);
	const char *(*show)(char text[32], double value);
} limited[] = {
	{ "p99", "ns, us, ms or s", times, p99_of, show_time },
	{ "throughput", "B/s, kB/s, MB/s or GB/s", rates, meter_rate, show_rate },
	{ "errors", "no unit", counts, errors_of, show_count },
};

static int read_value(const char *text, const struct unit *units, double *value)
{
	char *end;

	*value = strtod(text, &end);
	if (end == text || !isfinite(*value) || *value < 0)
		return -EINVAL;
	for (; units->name; units++)
		if (!strcmp(end, units->name)) {
			*value *= units->factor;
			return 0;
		}
	return -EINVAL;
}

int limit_time(const char *text, double *ns)
{
	return read_value(text, times, ns);
}

int limit_parse(struct limit *limit, const char *text, struct err *err)
{
	size_t len = strcspn(text, "<>"), i;

	for (i = 0; i < ARRAY_SIZE(limited); i++)
		if (strlen(limited[i].name) == len && !strncmp(text, limited[i].name, len))
			break;
	if (i == ARRAY_SIZE(limited) || !text[len])
		return err_say(err, -EINVAL,
			       "%s: want p99, throughput or errors, < or >, and a value: p99>200us",
			       text);
	*limit = (struct limit){ .quantity = i, .above = text[len] == '>', .text = text };
	if (read_value(text + len + 1, limited[i].units, &limit->value))
		return err_say(err, -EINVAL, "%s: want a number with %s", text, limited[i].want);
	return 0;
}

bool limit_is_hit(const struct limit *limit, const struct meter_reading *reading, char *text,
		  size_t len)
{
	double value = limited[limit->quantity].of(reading);
	char shown[32];

	if (isnan(value) || (limit->above ? value <= limit->value : value >= limit->value))
		return false;
	snprintf(text, len, "stopped on %s: %s was %s", limit->text,
		 limited[limit->quantity].name, limited[limit->quantity].show(shown, value));
	return true;
}
