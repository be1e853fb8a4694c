// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes comparisons for people and as KTAP.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/quote.h"
#include "lib/base/show.h"
#include "lib/base/xmalloc.h"
#include "lib/compare/compare_show.h"
#include "lib/compare/compare_text.h"
#include "lib/compare/join_text.h"

#define LABEL_LEN 512
#define MOST_SEARCHED 64	/* points without partner whose nearest is looked for among all */

static void print_line(FILE *file, const char *before, const char *text)
{
	fputs(before, file);
	quote_line(file, text);
	putc('\n', file);
}

static void print_all(FILE *file, const char *before, const struct names *names)
{
	int i;

	for (i = 0; i < names->nr; i++)
		print_line(file, before, names->name[i]);
}

/* A line a reason, with how many points have it. */
static void print_lonely(const struct join *join, FILE *file)
{
	struct names reasons = { 0 };
	int i, j, *points, total = 0;
	char text[1024];

	points = xcalloc(join->nr + 1, sizeof(*points));
	for (i = 0; i < join->nr; i++) {
		if (join_is_whole(join, i) || join_is_wrong(join, i))
			continue;
		join_reason(join, i, total++ < MOST_SEARCHED, text, sizeof(text));
		names_add_once(&reasons, text);
		points[names_find(&reasons, text)]++;
	}
	if (total)
		fprintf(file, "\n%d points have no partner:\n", total);
	for (j = 0; j < reasons.nr; j++) {
		fprintf(file, "  %d", points[j]);
		print_line(file, ": ", reasons.name[j]);
	}
	names_free(&reasons);
	free(points);
}

static const char *show_value(const struct judged *judged, int side, char text[32])
{
	double value = judged->reps[side].median;

	if (strstr(judged->column, "_ns"))
		return show_time(text, value);
	if (!strcmp(judged->column, "bytes_per_s"))
		return show_rate(text, value);
	snprintf(text, 32, "%.0f/s", value);
	return text;
}

static void print_wrong(const struct compared *compared, const struct judged *judged, FILE *file)
{
	char sentence[1024];

	compared_sentence(compared, judged, sentence, sizeof(sentence));
	fprintf(file, "    %-12s", "data");
	quote_line(file, sentence);
	fputs(", fails\n", file);
}

static void print_judged(const struct compared *compared, const struct judged *judged, FILE *file)
{
	char old[32], new[32], interval[64];

	if (!judged->quantity) {
		print_wrong(compared, judged, file);
		return;
	}
	snprintf(interval, sizeof(interval), "%.3f .. %.3f", judged->interval.low,
		 judged->interval.high);
	fprintf(file, "    %-12s%11s%11s%9.3f   %-18s %s%s\n", judged->quantity->name,
		show_value(judged, JOIN_OLD, old), show_value(judged, JOIN_NEW, new),
		judged->ratio, judged->verdict == VERDICT_TOO_FEW ? "-" : interval,
		compare_word(judged), judged->fails ? ", fails" : "");
}

static void print_table(const struct compared *compared, FILE *file)
{
	const struct comparison *comparison = compared->comparison;
	char label[LABEL_LEN];
	int i, last = -1;

	fprintf(file, "\n    %-12s%11s%11s%9s   %-18s %s\n", "", "old", "new", "ratio",
		"95 % interval", "verdict");
	for (i = 0; i < comparison->nr; i++) {
		if (comparison->at[i].pair != last) {
			last = comparison->at[i].pair;
			join_label(compared->join, last, NULL, label, sizeof(label));
			fputs("  ", file);
			quote_line(file, label);
			fprintf(file, ", %d and %d repetitions\n",
				compared->join->at[last].side[JOIN_OLD].nr,
				compared->join->at[last].side[JOIN_NEW].nr);
		}
		print_judged(compared, &comparison->at[i], file);
	}
}

static void print_end(const struct compared *compared, FILE *file)
{
	const struct comparison *comparison = compared->comparison;

	fprintf(file,
		"\n%d tested: if nothing had changed, chance would make any of them differ in %g of 100 comparisons\n",
		comparison->tested, 100 * COMPARE_LEVEL);
	if (compare_count(comparison, VERDICT_TOO_FEW))
		fprintf(file,
			"%d have too few repetitions to tell anything from chance: with %d on each side all would do\n",
			compare_count(comparison, VERDICT_TOO_FEW), comparison->enough);
	fprintf(file,
		"fails: slower, and %g %% longer for the same bytes not ruled out; or p99 later, and %g %% not ruled out\n",
		100 * comparison->limit[QUANTITY_THROUGHPUT],
		100 * comparison->limit[QUANTITY_LATENCY]);
}

static void print_loudly(const struct compared *compared, FILE *file)
{
	if (!compared->differences->nr)
		return;
	fputs("!!! NOT MEASURED ON THE SAME GROUND: differences below may come from that.\n", file);
	print_all(file, "!!! ", compared->differences);
}

void compared_print(const struct compared *compared, FILE *file)
{
	const struct join *join = compared->join;

	print_loudly(compared, file);
	print_line(file, "OLD ", join->results[JOIN_OLD]->dir);
	print_line(file, "NEW ", join->results[JOIN_NEW]->dir);
	print_all(file, "", &join->assumed);
	print_table(compared, file);
	print_lonely(join, file);
	print_end(compared, file);
	print_loudly(compared, file);
}

static void print_test(const struct compared *compared, int i, FILE *file)
{
	const struct judged *judged = &compared->comparison->at[i];
	char name[LABEL_LEN], sentence[1024];
	bool skipped = judged->verdict == VERDICT_TOO_FEW;

	compared_name(compared, judged, name, sizeof(name));
	compared_sentence(compared, judged, sentence, sizeof(sentence));
	if (!skipped)
		print_line(file, "# ", sentence);
	fprintf(file, "%sok %d ", judged->fails ? "not " : "", i + 1);
	quote_ktap(file, name);
	if (skipped) {
		fputs(" # SKIP ", file);
		quote_ktap(file, sentence);
	}
	putc('\n', file);
}

void compared_ktap(const struct compared *compared, FILE *file)
{
	const struct comparison *comparison = compared->comparison;
	int i;

	fputs("KTAP version 1\n", file);
	print_all(file, "# not measured on the same ground: ", compared->differences);
	fprintf(file, "1..%d\n", comparison->nr);
	for (i = 0; i < comparison->nr; i++)
		print_test(compared, i, file);
}
