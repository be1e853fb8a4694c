// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Formats numbers for people.
 */
#include <math.h>
#include <stdio.h>
#include "lib/base/show.h"

const char *show_bytes(char text[32], u64 bytes)
{
	const char *suffixes = "kMG";
	char suffix = 0;

	while (*suffixes && bytes && !(bytes & 1023)) {
		bytes >>= 10;
		suffix = *suffixes++;
	}
	snprintf(text, 32, suffix ? "%llu%c" : "%llu", bytes, suffix);
	return text;
}

const char *show_size(char text[32], double bytes)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB" };
	size_t i = 0;

	for (; bytes >= 1024 && i < ARRAY_SIZE(units) - 1; i++)
		bytes /= 1024;
	snprintf(text, 32, "%.3g %s", bytes, units[i]);
	return text;
}

static const char *scaled(char text[32], double value, const char *const *units, int nr)
{
	int i = 0, digits;

	while (value >= 999.5 && i < nr - 1) {
		value /= 1000;
		i++;
	}
	digits = !value || value >= 99.95 ? 0 : value < 9.995 ? 2 : 1;
	snprintf(text, 32, "%.*f %s", digits, value, units[i]);
	return text;
}

const char *show_rate(char text[32], double bytes_per_s)
{
	static const char *const units[] = { "B/s", "kB/s", "MB/s", "GB/s" };

	return scaled(text, bytes_per_s, units, ARRAY_SIZE(units));
}

const char *show_time(char text[32], double ns)
{
	static const char *const units[] = { "ns", "us", "ms", "s" };

	if (isnan(ns)) {
		strcpy(text, "-");
		return text;
	}
	return scaled(text, ns, units, ARRAY_SIZE(units));
}
