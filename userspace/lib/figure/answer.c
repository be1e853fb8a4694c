// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Says what curves of throughput answer. Whether one is above another, beyond what repetitions let
 * chance do, is judged by curve.c.
 */
#include <math.h>
#include <stdarg.h>
#include "lib/base/show.h"
#include "lib/figure/answer.h"
#include "lib/figure/figure.h"

#define LABEL_LEN 128

/* The kinds of memory that a driver's author chooses from, and what each is called in a sentence */
static const struct {
	const char *mapping, *called;
} kinds[] = {
	{ "coherent",		"coherent memory" },
	{ "single",		"streaming memory (single)" },
	{ "noncoherent",	"noncoherent memory" },
	{ "pool",		"memory of a pool" },
};

/* struct sides - two curves, and what they are called */
struct sides {
	const struct curve *a, *b;
	const char *a_called, *b_called;
};

/* struct sentence - a text that grows */
struct sentence {
	char text[512];
	size_t len;
};

static void __attribute__((format(printf, 2, 3)))
add(struct sentence *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (s->len < sizeof(s->text))
		s->len += vsnprintf(s->text + s->len, sizeof(s->text) - s->len, format, args);
	va_end(args);
}

/* The fewest repetitions at any size: the answer is no surer than that. */
static int repetitions(const struct curve *curve)
{
	int i, least = curve->spots[0].nr;

	for (i = 1; i < curve->nr; i++)
		least = curve->spots[i].nr < least ? curve->spots[i].nr : least;
	return least;
}

static void say_turns(struct sentence *s, const struct sides *sides,
		      const struct crossing *crossings, int nr)
{
	char size[32], low[32], high[32];
	int i;

	for (i = 0; i < nr; i++) {
		add(s, "%s%s up to %s (it turns between %s and %s), ",
		    crossings[i].first_above ? sides->b_called : sides->a_called,
		    i ? "" : " wins", show_size(size, crossings[i].x),
		    show_bytes(low, lround(crossings[i].low)),
		    show_bytes(high, lround(crossings[i].high)));
	}
	add(s, "%s from there on", crossings[nr - 1].first_above ? sides->a_called :
								   sides->b_called);
}

static void say_no_turn(struct sentence *s, const struct sides *sides,
			const struct standing *stands)
{
	if (!stands->differ)
		add(s, "%s or %s makes no difference at any of %d sizes", sides->a_called,
		    sides->b_called, stands->nr);
	else
		add(s, "%s beats %s at %d of %d sizes%s",
		    stands->last > 0 ? sides->a_called : sides->b_called,
		    stands->last > 0 ? sides->b_called : sides->a_called, stands->differ,
		    stands->nr, stands->differ < stands->nr ? ", else no difference" : "");
}

static void say_sides(struct sentence *s, const struct sides *sides)
{
	struct standing stands = curve_standing(sides->a, sides->b);
	struct crossing crossings[MAX_MARKS];
	int nr = curve_crossings(sides->a, sides->b, crossings, MAX_MARKS);
	int reps = fmin(repetitions(sides->a), repetitions(sides->b));

	if (!stands.repeated) {
		add(s, "%s or %s cannot be told from one repetition", sides->a_called,
		    sides->b_called);
		return;
	}
	if (nr)
		say_turns(s, sides, crossings, nr);
	else
		say_no_turn(s, sides, &stands);
	add(s, "; %d of %d sizes beyond chance, %d repetitions", stands.differ, stands.nr, reps);
}

/* struct material - the curves of a facet */
struct material {
	struct figure figure;	/* a panel for all that varies but the mapping, a curve a mapping */
	struct curves cpu;	/* a curve a mapping */
};

static void collect(struct material *m, const struct results *results, const struct facet *facet)
{
	struct facet all = *facet;
	const char *mapping;
	char label[LABEL_LEN];
	double size, rate;
	int row;

	all.baseline = true;
	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, &all) || results_is_mapping_only(results, row))
			continue;
		mapping = csv_get(&results->csv, row, "mapping");
		size = csv_number(&results->csv, row, "size");
		rate = csv_number(&results->csv, row, "bytes_per_s");
		results_label(results, row, "mapping", label, sizeof(label));
		if (results_is_synchronous(results, row))
			curves_add(&m->cpu, mapping, size, rate);
		else
			curves_add(&figure_panel(&m->figure, *label ? label : "DMA")->curves,
				   mapping, size, rate);
	}
}

static void begin(struct sentence *s, const struct results *results, const struct facet *facet,
		  const struct material *m, const struct panel *panel)
{
	memset(s, 0, sizeof(*s));
	if (results->channels.nr > 1)
		add(s, "%s, ", facet->channels);
	if (results->depths.nr > 1)
		add(s, "depth %s, ", facet->depth);
	if (m->figure.nr > 1)
		add(s, "%s, ", panel->title);
	if (s->len)
		snprintf(s->text + s->len - 2, 3, ": ");
}

/* Coherent memory against the first kind of any other that was measured */
static bool find_memory(const struct panel *panel, struct sides *sides)
{
	size_t i;

	sides->a = curves_find(&panel->curves, kinds[0].mapping);
	sides->a_called = kinds[0].called;
	sides->b = NULL;
	for (i = 1; i < ARRAY_SIZE(kinds) && !sides->b; i++) {
		sides->b = curves_find(&panel->curves, kinds[i].mapping);
		sides->b_called = kinds[i].called;
	}
	return sides->a && sides->b;
}

/* The CPU copies in ordinary memory if that was measured, as it would without DMA. */
static bool find_cpu(const struct material *m, const struct panel *panel, struct sides *sides)
{
	static const char *const ordinary[] = { "single", "page", "sg", "coherent" };
	size_t i;

	sides->a_called = "DMA";
	sides->b_called = "the CPU";
	for (i = 0; i < ARRAY_SIZE(ordinary); i++) {
		sides->a = curves_find(&panel->curves, ordinary[i]);
		sides->b = curves_find(&m->cpu, ordinary[i]);
		if (sides->a && sides->b)
			return true;
	}
	sides->a = panel->curves.nr ? &panel->curves.at[0] : NULL;
	sides->b = m->cpu.nr ? &m->cpu.at[0] : NULL;
	return sides->a && sides->b;
}

static void answer_facet(const struct results *results, const struct facet *facet, void *answers)
{
	struct material m = { 0 };
	struct sentence s;
	struct sides sides;
	int i;

	collect(&m, results, facet);
	for (i = 0; i < m.figure.nr; i++) {
		begin(&s, results, facet, &m, &m.figure.panel[i]);
		if (find_memory(&m.figure.panel[i], &sides)) {
			say_sides(&s, &sides);
			names_add(answers, s.text);
		}
		begin(&s, results, facet, &m, &m.figure.panel[i]);
		if (find_cpu(&m, &m.figure.panel[i], &sides)) {
			say_sides(&s, &sides);
			names_add(answers, s.text);
		}
	}
	figure_free(&m.figure);
	curves_free(&m.cpu);
}

void answers_find(const struct results *results, struct names *answers)
{
	results_each_facet(results, answer_facet, answers);
}
