// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Keeps the worst transfers. The text of one is written when it is found, because its events are
 * overwritten later.
 */
#include <stdlib.h>
#include "lib/base/show.h"
#include "lib/base/xmalloc.h"
#include "trace/worst.h"

#define BEFORE_NS	10000	/* events are shown from this long before submit */
#define MAX_LINES	60	/* at the begin and at the end; what is between is counted */

struct bad {
	u64 total;
	char *text;
	size_t len;
};

struct worst {
	char *(*text)(void *data, const struct event *event);
	void *data;
	struct bad bad[NR_WORST];	/* the worst first */
	int nr;
};

/* struct listing - the state of writing the text of one transfer */
struct listing {
	struct worst *worst;
	FILE *file;
	const struct breakdown *b;
	u64 end[NR_INSTANTS];	/* when the segments end; 0: it has none */
	int nr, at;		/* events in all, and printed or left out so far */
	int instant;		/* the next to be printed */
};

struct worst *worst_new(char *(*text)(void *data, const struct event *event), void *data)
{
	struct worst *worst = xcalloc(1, sizeof(*worst));

	worst->text = text;
	worst->data = data;
	return worst;
}

static void print_head(FILE *file, const struct origin *origin, const struct breakdown *b)
{
	const struct sample *s = b->sample;
	enum instant owner = segments_owner(&b->segments);
	char text[32];
	int i;

	fprintf(file, "%s: ", show_time(text, b->segments.total));
	if (origin->known)
		fprintf(file, "point %d rep %d, ", origin->point, origin->rep);
	fprintf(file, "run %u worker %u transfer %llu cookie %d, %u bytes, most of it %s\n  ",
		s->run, s->worker, s->transfer, s->cookie, s->len, instant_names[owner]);
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++)
		if (b->segments.has[i])
			fprintf(file, "  %s %s", instant_names[i],
				show_time(text, b->segments.ns[i]));
	putc('\n', file);
	if (b->missed)
		fprintf(file, "  %llu events were lost meanwhile: what is missing may be one\n",
			b->missed);
}

static void count_event(void *data, const struct event *event)
{
	struct listing *t = data;

	(void)event;
	t->nr++;
}

static double since_submit_us(const struct listing *t, u64 ts)
{
	return ((double)ts - (double)t->b->at[INSTANT_submit]) / 1000;
}

static void place_ends(struct listing *t, const struct segments *segments)
{
	u64 at = t->b->at[INSTANT_submit];
	int i;

	t->end[INSTANT_submit] = at;
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		at += segments->ns[i];
		t->end[i] = segments->has[i] ? at : 0;
	}
}

/* The instants that were before @ts, between the events. */
static void print_instants(struct listing *t, u64 ts)
{
	for (; t->instant < NR_INSTANTS && t->end[t->instant] <= ts; t->instant++)
		if (t->end[t->instant])
			fprintf(t->file, "  %12.3f us  ---- %s\n",
				since_submit_us(t, t->end[t->instant]),
				instant_names[t->instant]);
}

static void print_event(void *data, const struct event *event)
{
	struct listing *t = data;
	int at = t->at++;
	char *text;

	print_instants(t, event->ts - 1);
	if (at == MAX_LINES && t->nr > 2 * MAX_LINES)
		fprintf(t->file, "  ... %d events ...\n", t->nr - 2 * MAX_LINES);
	if (at >= MAX_LINES && at < t->nr - MAX_LINES)
		return;
	text = t->worst->text ? t->worst->text(t->worst->data, event) : NULL;
	fprintf(t->file, "  %12.3f us  CPU %u %s\n", since_submit_us(t, event->ts), event->cpu,
		text ? text : "(an event)");
	free(text);
}

static void list(struct worst *worst, struct bad *bad, const struct origin *origin,
		 const struct breakdown *b, const struct recent *recent)
{
	struct listing t = { .worst = worst, .b = b };
	u64 from = b->at[INSTANT_submit] - BEFORE_NS;

	place_ends(&t, &b->segments);
	t.file = xmemstream(&bad->text, &bad->len);
	bad->total = b->segments.total;
	print_head(t.file, origin, b);
	recent_each(recent, from, ~0ull, count_event, &t);
	if (!recent_each(recent, from, ~0ull, print_event, &t))
		fputs("  (it began before the events that are left)\n", t.file);
	print_instants(&t, ~0ull);
	fclose(t.file);
}

void worst_add(struct worst *worst, const struct origin *origin, const struct breakdown *b,
	       const struct recent *recent)
{
	int at = worst->nr;

	if (at == NR_WORST && b->segments.total <= worst->bad[NR_WORST - 1].total)
		return;
	if (at == NR_WORST)
		free(worst->bad[--at].text);
	else
		worst->nr++;
	for (; at && worst->bad[at - 1].total < b->segments.total; at--)
		worst->bad[at] = worst->bad[at - 1];
	list(worst, &worst->bad[at], origin, b, recent);
}

void worst_write(const struct worst *worst, FILE *file)
{
	int i;

	fputs("The transfers that took longest, from submit until the worker looked at them.\n"
	      "Times are since submit; ---- is an instant that ends a segment.\n",
	      file);
	for (i = 0; i < worst->nr; i++)
		fprintf(file, "\n%d. %s", i + 1, worst->bad[i].text);
}

void worst_free(struct worst *worst)
{
	int i;

	if (!worst)
		return;
	for (i = 0; i < worst->nr; i++)
		free(worst->bad[i].text);
	free(worst);
}
