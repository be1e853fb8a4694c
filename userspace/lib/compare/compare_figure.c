// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The figure of a comparison: ratios over transfer size, a panel a quantity.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include "lib/compare/compare_show.h"
#include "lib/compare/join_text.h"
#include "lib/figure/figure.h"

/* The median of three is the ratio, their range the interval. */
static void add_ratio(struct figure *figure, const struct compared *compared,
		      const struct judged *judged)
{
	struct panel *panel = figure_panel(figure, judged->quantity->name);
	double size = strtod(join_get(compared->join, judged->pair, "size"), NULL);
	char label[512];

	join_label(compared->join, judged->pair, "size", label, sizeof(label));
	curves_add(&panel->curves, label, size, judged->ratio);
	curves_add(&panel->curves, label, size, judged->interval.low);
	curves_add(&panel->curves, label, size, judged->interval.high);
}

/* The ratios at which a loss or a gain begins to fail */
static void mark_limits(struct figure *figure, const struct comparison *comparison)
{
	struct panel *panel;
	int i;

	for (panel = figure->panel; panel < figure->panel + figure->nr; panel++) {
		for (i = 0; strcmp(panel->title, quantities[i].name); i++)
			;
		panel->nr_marks = 1;
		panel->mark[0] = quantities[i].more_is_better ? 1 / (1 + comparison->limit[i]) :
								1 + comparison->limit[i];
	}
}

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

int compared_draw(const struct compared *compared, const char *dir, struct err *err)
{
	const struct comparison *comparison = compared->comparison;
	static struct figure figure;
	int i, ret;

	if (mkdir(dir, 0755) && errno != EEXIST)
		return err_say(err, -EIO, "%s: %s", dir, strerror(errno));
	snprintf(figure.file, sizeof(figure.file), "ratio");
	snprintf(figure.title, sizeof(figure.title), "%.100s beside %.100s%s",
		 base(compared->join->results[JOIN_NEW]->dir),
		 base(compared->join->results[JOIN_OLD]->dir),
		 compared->differences->nr ? "\nNOT MEASURED ON THE SAME GROUND" : "");
	for (i = 0; i < comparison->nr; i++)
		if (comparison->at[i].quantity && comparison->at[i].verdict != VERDICT_TOO_FEW)
			add_ratio(&figure, compared, &comparison->at[i]);
	if (!figure.nr)
		return 0;
	mark_limits(&figure, comparison);
	figure_limit(&figure);
	ret = figure_draw(&figure, "ratio", dir, err);
	figure_free(&figure);
	return ret;
}
