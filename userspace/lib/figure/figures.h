/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The figures that are drawn from a result directory: a row a kind.
 */
#ifndef DMARIG_FIGURES_H
#define DMARIG_FIGURES_H

#include "lib/figure/figure.h"
#include "lib/result/results.h"

/* struct figure_kind - a row; fill() leaves the figure empty when there is nothing for it */
struct figure_kind {
	const char *name;	/* the SVG's name begins with it */
	const char *style;	/* of the .gp file */
	const char *title;
	bool all_channels;	/* one for all of them, not one for each */
	bool per_depth;		/* and for every depth */
	bool baseline;		/* with the curves of the CPU at every depth */
	void (*fill)(struct figure *figure, const struct results *results,
		     const struct facet *facet);
};

/* Ended by a NULL name. */
extern const struct figure_kind figure_kinds[];

/* struct drawn - the files that were made */
struct drawn {
	struct names files;
	int limited;		/* of them, those that leave something out, see figure_limit() */
};

/**
 * figures_draw() - draw all there is to be drawn
 * @results: the results to draw
 * @dir: where to, made if need be
 * @drawn: gets the names of the files
 * @err: what went wrong first
 *
 * Return: 0 or the first failure; -ENOENT without gnuplot.
 */
int figures_draw(const struct results *results, const char *dir, struct drawn *drawn,
		 struct err *err);

#endif
