// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The figure of a trend: each series beside its first level, a panel a quantity, steps marked.
 */
#include <sys/stat.h>
#include "lib/compare/trend_show.h"
#include "lib/figure/figure.h"

static void mark(struct panel *panel, double x)
{
	int i;

	for (i = 0; i < panel->nr_marks; i++)
		if (panel->mark[i] == x)
			return;
	if (panel->nr_marks < MAX_MARKS)
		panel->mark[panel->nr_marks++] = x;
}

/* A result's number is where it is among all, from 1 on; a step is between two. */
static void add_series(struct figure *figure, const struct series *series)
{
	struct panel *panel = figure_panel(figure, series->quantity->name);
	int first = series->nr_changes ? series->changes[0].at : series->nr, i;
	double base = stats_median(series->value, first);

	for (i = 0; i < series->nr; i++)
		curves_add(&panel->curves, series->point, series->result[i] + 1,
			   series->value[i] / base);
	for (i = 0; i < series->nr_changes; i++)
		mark(panel, series->result[series->changes[i].at] + 0.5);
}

int trend_draw(const struct trend *trend, const char *dir, struct err *err)
{
	static struct figure figure;
	int i, with_steps, ret;

	if (mkdir(dir, 0755) && errno != EEXIST)
		return err_say(err, -EIO, "%s: %s", dir, strerror(errno));
	snprintf(figure.file, sizeof(figure.file), "trend");
	snprintf(figure.title, sizeof(figure.title), "%d results, %s to %s", trend->nr,
		 trend->start[0], trend->start[trend->nr - 1]);
	for (with_steps = 1; with_steps >= 0; with_steps--)
		for (i = 0; i < trend->nr_series; i++)
			if (trend->series[i].nr >= TREND_LEAST &&
			    !!trend->series[i].nr_changes == with_steps)
				add_series(&figure, &trend->series[i]);
	if (!figure.nr)
		return 0;
	figure_limit(&figure);
	ret = figure_draw(&figure, "trend", dir, err);
	figure_free(&figure);
	return ret;
}
