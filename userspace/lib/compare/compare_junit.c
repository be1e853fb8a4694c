// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A comparison as JUnit XML, which every CI server reads.
 */
#include "lib/base/quote.h"
#include "lib/compare/compare_text.h"

static void put_attribute(FILE *file, const char *name, const char *text)
{
	fprintf(file, " %s=\"", name);
	quote_markup(file, text);
	putc('"', file);
}

static void put_case(const struct compared *compared, const struct judged *judged, FILE *file)
{
	char name[512], sentence[1024];
	const char *element = judged->fails ? "failure" :
			      judged->verdict == VERDICT_TOO_FEW ? "skipped" : NULL;

	compared_name(compared, judged, name, sizeof(name));
	compared_sentence(compared, judged, sentence, sizeof(sentence));
	fputs("    <testcase classname=\"dmarig.compare\"", file);
	put_attribute(file, "name", name);
	fprintf(file, ">\n      <%s", element ? element : "system-out");
	if (element) {
		put_attribute(file, "message", sentence);
		fputs("/>\n", file);
	} else {
		putc('>', file);
		quote_markup(file, sentence);
		fputs("</system-out>\n", file);
	}
	fputs("    </testcase>\n", file);
}

static void put_property(FILE *file, const char *name, const char *value)
{
	fputs("      <property", file);
	put_attribute(file, "name", name);
	put_attribute(file, "value", value);
	fputs("/>\n", file);
}

void compared_junit(const struct compared *compared, FILE *file)
{
	const struct comparison *comparison = compared->comparison;
	int i;

	fprintf(file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
		"  <testsuite name=\"dmarig compare\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n"
		"    <properties>\n",
		comparison->nr, compare_failures(comparison),
		compare_count(comparison, VERDICT_TOO_FEW));
	put_property(file, "old", compared->join->results[JOIN_OLD]->dir);
	put_property(file, "new", compared->join->results[JOIN_NEW]->dir);
	for (i = 0; i < compared->differences->nr; i++)
		put_property(file, "not measured on the same ground",
			     compared->differences->name[i]);
	fputs("    </properties>\n", file);
	for (i = 0; i < comparison->nr; i++)
		put_case(compared, &comparison->at[i], file);
	fputs("  </testsuite>\n</testsuites>\n", file);
}
