// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Compares memory by what a process gets out of it, and says which to take.
 */
#include <stdlib.h>
#include "common/words.h"
#include "lib/base/show.h"
#include "lib/figure/crossover.h"
#include "lib/figure/user.h"

#define LABEL_LEN	128
#define COMPARED	"coherent"	/* with the others */

static void name_panel(const struct csv *csv, int row, char *title, size_t len)
{
	const char *cache = csv_get(csv, row, "cache");

	snprintf(title, len, "%s%s%s", csv_get(csv, row, "access"),
		 strcmp(cache, "any") ? ", caches " : "", strcmp(cache, "any") ? cache : "");
}

/* Where a dma_buf is from is what kind of memory it is. */
static void name_memory(const struct csv *csv, int row, char *label, size_t len)
{
	const char *mapping = csv_get(csv, row, "mapping");
	const char *heap = csv_get(csv, row, "heap");

	if (strcmp(mapping, dmarig_mappings[DMARIG_MAPPING_dmabuf].name) || !strcmp(heap, "any"))
		snprintf(label, len, "%s", mapping);
	else
		snprintf(label, len, "%s%s", heap, strcmp(heap, "udmabuf") ? " heap" : "");
}

static double last_median(const struct curve *curve)
{
	return spot_median(&curve->spots[curve->nr - 1]);
}

/* Whatever beats the others at the largest size that coherent memory was measured at, too. */
static const struct curve *best_other(const struct panel *panel, const struct curve *coherent)
{
	double largest = coherent->spots[coherent->nr - 1].x;
	const struct curve *curve, *best = NULL;
	int i;

	for (i = 0; i < panel->curves.nr; i++) {
		curve = &panel->curves.at[i];
		if (curve == coherent || curve->spots[curve->nr - 1].x != largest)
			continue;
		if (!best || last_median(curve) > last_median(best))
			best = curve;
	}
	return best;
}

static void mark_crossings(struct panel *panel)
{
	const struct curve *coherent = curves_find(&panel->curves, COMPARED), *best;
	struct crossing crossings[MAX_MARKS];
	int i;

	best = coherent ? best_other(panel, coherent) : NULL;
	if (!best)
		return;
	panel->nr_marks = curve_crossings(coherent, best, crossings, MAX_MARKS);
	for (i = 0; i < panel->nr_marks; i++)
		panel->mark[i] = crossings[i].x;
}

/*
 * By the median of a use: a process is now and then kept from running, which is no memory's fault,
 * and is many a use's time.
 */
void user_fill(struct figure *figure, const struct results *results, const struct facet *facet)
{
	char title[LABEL_LEN], label[LABEL_LEN];
	const struct csv *csv = &results->csv;
	struct panel *panel;
	double size;
	int row, i;

	for (row = 0; row < csv->nr_rows; row++) {
		if (!results_in(results, row, facet) || !results_is_served(results, row))
			continue;
		name_panel(csv, row, title, sizeof(title));
		name_memory(csv, row, label, sizeof(label));
		panel = figure_panel(figure, title);
		size = csv_number(csv, row, "size");
		curves_add(&panel->curves, label, size,
			   size * 1e9 / csv_number(csv, row, "total_p50_ns"));
	}
	for (i = 0; i < figure->nr; i++)
		mark_crossings(&figure->panel[i]);
}

/* Is it used without calling anything? */
static bool needs_no_calls(const struct curve *curve)
{
	int mapping = word_find(dmarig_mappings, curve->label);

	return mapping >= 0 && dmarig_mappings[mapping].traits & MAPPING_COHERENT;
}

/* "up to 12.3 times as fast, at 1M bytes": the one that is taken, where it is ahead by most */
static void say_gain(const struct panel *panel, const struct curve *taken,
		     const struct curve *other, char *text, size_t len)
{
	double ratio, most = 0, at = 0;
	const struct spot *spot;
	char size[32];
	int i;

	for (i = 0; i < taken->nr; i++) {
		spot = curves_spot(&panel->curves, other->label, taken->spots[i].x);
		ratio = spot ? spot_median(&taken->spots[i]) / spot_median(spot) : 0;
		if (ratio <= most)
			continue;
		most = ratio;
		at = taken->spots[i].x;
	}
	snprintf(text, len, "up to %.3g times as fast, at %s bytes", most, show_bytes(size, at));
}

static void say_choice(const struct panel *panel, const struct curve *coherent,
		       const struct curve *best, const struct standing *stands, char *text,
		       size_t len)
{
	const char *calls = needs_no_calls(best) ? "" : ", synchronised,";
	struct crossing crossings[MAX_MARKS];
	char gain[64], size[32], other[LABEL_LEN + 16];
	int nr = curve_crossings(coherent, best, crossings, MAX_MARKS);
	bool wins = stands->last > 0;

	if (wins)
		say_gain(panel, coherent, best, gain, sizeof(gain));
	else
		say_gain(panel, best, coherent, gain, sizeof(gain));
	snprintf(other, sizeof(other), "%s%s", best->label, calls);
	if (nr)
		snprintf(text, len, "take %s up to %s, and %s above: %s",
			 wins ? other : COMPARED, show_size(size, crossings[nr - 1].x),
			 wins ? COMPARED : other, gain);
	else
		snprintf(text, len, "take %s at every size: %s", wins ? COMPARED : other, gain);
}

void user_advise(const struct panel *panel, char *text, size_t len)
{
	const struct curve *coherent = curves_find(&panel->curves, COMPARED), *best;
	struct standing stands;

	*text = '\0';
	best = coherent ? best_other(panel, coherent) : NULL;
	if (!best)
		return;
	stands = curve_standing(coherent, best);
	if (!stands.repeated)
		snprintf(text, len,
			 "one repetition: differences cannot be told from noise, and no memory be advised");
	else if (!stands.differ)
		snprintf(text, len, "take %s: nothing is faster, and it needs no calls", COMPARED);
	else
		say_choice(panel, coherent, best, &stands, text, len);
}

static void add_panel(const struct panel *panel, struct table *table)
{
	const struct curve *coherent = curves_find(&panel->curves, COMPARED), *other;
	char says[256];
	int i;

	for (i = 0; coherent && i < panel->curves.nr; i++) {
		other = &panel->curves.at[i];
		if (other == coherent)
			continue;
		crossover_say(coherent, other, says, sizeof(says));
		table_word(table, panel->title, MOOD_PLAIN);
		table_word(table, other->label, MOOD_PLAIN);
		table_word(table, says, MOOD_PLAIN);
	}
}

void user_table(const struct figure *figure, struct table *table)
{
	int i;

	table_column(table, "access", CELL_WORD);
	table_column(table, "against", CELL_WORD);
	table_column(table, COMPARED, CELL_WORD);
	for (i = 0; i < figure->nr; i++)
		add_panel(&figure->panel[i], table);
}
