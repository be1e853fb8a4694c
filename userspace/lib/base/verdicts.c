// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes KTAP and JUnit XML.
 */
#include <stdlib.h>
#include "lib/base/quote.h"
#include "lib/base/verdicts.h"
#include "lib/base/xmalloc.h"

void ktap_begin(FILE *file, int tests)
{
	fprintf(file, "KTAP version 1\n1..%d\n", tests);
}

void ktap_note(FILE *file, const char *text)
{
	fputs("# ", file);
	quote_line(file, text);
	putc('\n', file);
}

void ktap_test(FILE *file, bool good, int nr, const char *name, const char *skip)
{
	fprintf(file, "%sok %d ", good ? "" : "not ", nr);
	quote_ktap(file, name);
	if (skip) {
		fputs(" # SKIP ", file);
		quote_ktap(file, skip);
	}
	putc('\n', file);
}

void junit_begin(struct junit *junit)
{
	memset(junit, 0, sizeof(*junit));
	junit->to_cases = xmemstream(&junit->cases, &junit->cases_len);
	junit->to_properties = xmemstream(&junit->properties, &junit->properties_len);
}

static void put_attribute(FILE *file, const char *name, const char *text)
{
	fprintf(file, " %s=\"", name);
	quote_markup(file, text);
	putc('"', file);
}

void junit_property(struct junit *junit, const char *name, const char *value)
{
	fputs("      <property", junit->to_properties);
	put_attribute(junit->to_properties, "name", name);
	put_attribute(junit->to_properties, "value", value);
	fputs("/>\n", junit->to_properties);
}

void junit_add(struct junit *junit, const struct junit_case *one)
{
	static const char *const elements[] = {
		[JUNIT_FAILURE] = "failure", [JUNIT_ERROR] = "error", [JUNIT_SKIPPED] = "skipped",
	};
	FILE *file = junit->to_cases;

	junit->count[one->result]++;
	junit->seconds += one->seconds;
	fputs("    <testcase", file);
	put_attribute(file, "classname", one->group);
	put_attribute(file, "name", one->name);
	fprintf(file, " time=\"%.3f\">\n", one->seconds);
	if (one->result != JUNIT_PASSED) {
		fprintf(file, "      <%s", elements[one->result]);
		put_attribute(file, "message", one->message);
		fputs("/>\n", file);
	}
	if (one->details || (one->result == JUNIT_PASSED && *one->message)) {
		fputs("      <system-out>", file);
		quote_markup(file, one->details ?: one->message);
		fputs("</system-out>\n", file);
	}
	fputs("    </testcase>\n", file);
}

static void write_suite(struct junit *junit, const char *name, FILE *file)
{
	int i, tests = 0;

	for (i = 0; i < NR_JUNIT; i++)
		tests += junit->count[i];
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite", file);
	put_attribute(file, "name", name);
	fprintf(file, " tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">\n",
		tests, junit->count[JUNIT_FAILURE], junit->count[JUNIT_ERROR],
		junit->count[JUNIT_SKIPPED], junit->seconds);
	fprintf(file, "    <properties>\n%s    </properties>\n%s  </testsuite>\n</testsuites>\n",
		junit->properties, junit->cases);
}

int junit_write(struct junit *junit, const char *name, const char *path, struct err *err)
{
	FILE *file = path ? fopen(path, "we") : NULL;
	int ret = path && !file ? -errno : 0;

	xmemstream_end(junit->to_cases, &junit->cases);
	xmemstream_end(junit->to_properties, &junit->properties);
	if (file) {
		write_suite(junit, name, file);
		ret = ferror(file) ? -EIO : 0;
		if (fclose(file))
			ret = -errno;
	}
	free(junit->cases);
	free(junit->properties);
	return ret ? err_say(err, -EIO, "%s: %s", path, strerror(-ret)) : 0;
}
