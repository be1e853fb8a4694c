/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is drawn from a result directory: a row a kind of figure.
 */
#ifndef DMARIG_FIGURES_H
#define DMARIG_FIGURES_H

#include "figure.h"
#include "results.h"

/* struct figure_kind - a row; fill() leaves the figure empty when there is nothing for it */
struct figure_kind {
	const char *name;	/* of the .gp file, and the SVG's name begins with it */
	const char *title;
	bool per_depth;		/* a figure for every depth, not only for every device */
	bool baseline;		/* with the curves of the CPU at every depth */
	void (*fill)(struct figure *figure, const struct results *results,
		     const struct facet *facet);
};

/* Ended by a NULL name. */
extern const struct figure_kind figure_kinds[];

/**
 * figures_draw() - draw all there is to be drawn
 * @results: from what
 * @dir: where to, made if need be
 * @drawn: gets the names of the files
 * @why: what went wrong first
 *
 * Return: 0 or the first failure; -ENOENT without gnuplot.
 */
int figures_draw(const struct results *results, const char *dir, struct names *drawn,
		 struct why *why);

/**
 * figures_crossover() - throughput of coherent against single, a panel for all else that varies
 * @figure: gets panels with the curves "coherent" and "single", and where they cross as marks
 * @results: from what
 * @facet: of it
 */
void figures_crossover(struct figure *figure, const struct results *results,
		       const struct facet *facet);

#endif
