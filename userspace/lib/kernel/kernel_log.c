// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Matches the patterns of the kernel's log. Nearly every line is an ordinary one, so all patterns
 * are tried together first, as one expression: a line of a flood costs one match.
 */
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/port.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/kernel_log.h"

#define L(_kind, _name, _means, _samples, _burst, _ms, _regex)		\
	{ .kind = LOG_##_kind, .name = _name, .means = _means, .samples = _samples,	\
	  .burst = _burst, .ms = _ms, .regex = _regex },
const struct log_pattern kernel_log[] = {
#include <kernel_log.inc>	/* tool.mk makes it of configs/kernel-log */
};

#undef L

const int kernel_log_nr = ARRAY_SIZE(kernel_log);

_Static_assert(ARRAY_SIZE(kernel_log) <= KERNEL_LOG_PATTERNS, "there are more patterns than room");

static regex_t any, each[ARRAY_SIZE(kernel_log)];

/* The tests compile every pattern, so one that cannot be is a tool that was never tested. */
static void compile(regex_t *to, const char *pattern)
{
	if (!regcomp(to, pattern, REG_EXTENDED | REG_NOSUB))
		return;
	fprintf(stderr, "dmarig: no regular expression: %s\n", pattern);
	abort();
}

static void compile_all(void)
{
	static bool compiled;
	size_t i, len;
	char *text;
	FILE *all;

	if (compiled)
		return;
	all = xmemstream(&text, &len);
	for (i = 0; i < ARRAY_SIZE(kernel_log); i++) {
		compile(&each[i], kernel_log[i].regex);
		fprintf(all, "%s(%s)", i ? "|" : "", kernel_log[i].regex);
	}
	fclose(all);
	compile(&any, text);
	free(text);
	compiled = true;
}

const struct log_pattern *kernel_log_find(const char *line)
{
	size_t i;

	compile_all();
	if (regexec(&any, line, 0, NULL, 0))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(kernel_log); i++)
		if (!regexec(&each[i], line, 0, NULL, 0))
			return &kernel_log[i];
	return NULL;
}

bool kernel_log_is_stopped(const struct log_pattern *pattern)
{
	return !strncmp(pattern->means, "the IOMMU", 9) &&
	       strstr(pattern->means, "stopped an access");
}
