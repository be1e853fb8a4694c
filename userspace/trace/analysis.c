// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The analysis: it feeds events to the join, and makes rows, shares and worst transfers from the
 * transfers that come out.
 */
#include <stdlib.h>
#include "lib/base/csv.h"
#include "lib/base/xmalloc.h"
#include "trace/analysis.h"
#include "trace/worst.h"

#define MAX_RUNS	8	/* at the same time; of more, the one seen longest ago is over */

/* struct subject - a run */
struct subject {
	bool used;
	u32 run;
	u64 seen;		/* the number of the last transfer of it */
	struct origin origin;
	struct shares shares;
};

struct analysis {
	struct analysis_out out;
	struct lives *lives;
	struct recent *recent;
	struct worst *worst;
	struct subject subject[MAX_RUNS];
	struct origin origin;
	bool follows;
	u32 run;
	u64 transfers, astray;
	u64 *lost;		/* a CPU each */
	u32 nr_cpus;
};

static void write_segments_header(FILE *file)
{
	struct names columns = { 0 };
	char name[32];
	int i;

	names_split(&columns, "point,rep,run,of,transfers,transfers_with_gaps,total_ns", ',');
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		snprintf(name, sizeof(name), "%s_ns", instant_names[i]);
		names_add(&columns, name);
	}
	names_add(&columns, "owner");
	names_add(&columns, "owner_percent");
	csv_header(file, &columns);
	names_free(&columns);
}

static void write_share(FILE *file, const struct subject *subject, enum share_kind kind)
{
	struct share share = shares_get(&subject->shares, kind);
	int i;

	if (subject->origin.known)
		fprintf(file, "%d,%d", subject->origin.point, subject->origin.rep);
	else
		putc(',', file);
	fprintf(file, ",%u,%s,%llu,%llu,%.0f", subject->run, share_names[kind],
		subject->shares.total.count, subject->shares.missed, share.total);
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++)
		share.has[i] ? fprintf(file, ",%.0f", share.ns[i]) : putc(',', file);
	fprintf(file, ",%s,%.1f\n", instant_names[share.owner], share_percent(&share, share.owner));
}

static void end_run(struct analysis *a, struct subject *subject)
{
	int i;

	if (!subject->used)
		return;
	for (i = 0; i < NR_SHARES && a->out.segments; i++)
		write_share(a->out.segments, subject, i);
	if (a->out.run_done)
		a->out.run_done(a->out.data, &subject->origin, subject->run, &subject->shares);
	subject->used = false;
}

static struct subject *subject_of(struct analysis *a, u32 run)
{
	struct subject *oldest = a->subject, *s;

	for (s = a->subject; s < a->subject + MAX_RUNS; s++) {
		if (s->used && s->run == run)
			return s;
		if (!s->used || (oldest->used && s->seen < oldest->seen))
			oldest = s;
	}
	end_run(a, oldest);
	oldest->used = true;
	oldest->run = run;
	oldest->origin = a->origin;
	shares_reset(&oldest->shares);
	return oldest;
}

static void take_transfer(void *data, const struct breakdown *b)
{
	struct analysis *a = data;
	struct subject *subject;

	if (a->follows && b->sample->run != a->run)
		return;
	subject = subject_of(a, b->sample->run);
	subject->seen = ++a->transfers;
	a->astray += b->astray;
	shares_add(&subject->shares, b);
	worst_add(a->worst, &subject->origin, b, a->recent);
	if (a->out.rows)
		rows_write(a->out.rows, &subject->origin, b);
}

struct analysis *analysis_new(const struct analysis_out *out)
{
	struct analysis *a = xcalloc(1, sizeof(*a));

	a->out = *out;
	a->lives = lives_new(take_transfer, a);
	a->recent = recent_new();
	a->worst = worst_new(out->text, out->text_data);
	if (out->rows)
		rows_header(out->rows);
	if (out->segments)
		write_segments_header(out->segments);
	return a;
}

void analysis_follow(struct analysis *a, const struct origin *origin, u32 run)
{
	a->origin = *origin;
	a->follows = true;
	a->run = run;
}

void analysis_event(struct analysis *a, const struct event *event)
{
	recent_add(a->recent, event);
	lives_event(a->lives, event);
}

void analysis_gap(struct analysis *a, u32 cpu, u64 until, u64 count)
{
	if (cpu >= a->nr_cpus) {
		a->lost = xrealloc(a->lost, (cpu + 1) * sizeof(*a->lost));
		memset(&a->lost[a->nr_cpus], 0, (cpu + 1 - a->nr_cpus) * sizeof(*a->lost));
		a->nr_cpus = cpu + 1;
	}
	a->lost[cpu] += count;
	lives_gap(a->lives, cpu, until, count);
}

void analysis_end_runs(struct analysis *a)
{
	int i;

	for (i = 0; i < MAX_RUNS; i++)
		end_run(a, &a->subject[i]);
}

u64 analysis_transfers(const struct analysis *a)
{
	return a->transfers;
}

bool analysis_is_astray(const struct analysis *a)
{
	return a->astray > a->transfers / 2;
}

u64 analysis_lost(const struct analysis *a, u32 cpu)
{
	return cpu < a->nr_cpus ? a->lost[cpu] : 0;
}

u32 analysis_cpus(const struct analysis *a)
{
	return a->nr_cpus;
}

void analysis_worst(const struct analysis *a, FILE *file)
{
	worst_write(a->worst, file);
}

void analysis_free(struct analysis *a)
{
	if (!a)
		return;
	lives_free(a->lives);
	recent_free(a->recent);
	worst_free(a->worst);
	free(a->lost);
	free(a);
}
