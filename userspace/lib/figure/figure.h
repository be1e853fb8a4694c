/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A figure: panels of curves, written as small data files next to the SVG that gnuplot makes.
 * userspace/plots decides how it looks, figures.c what is in it.
 */
#ifndef DMARIG_FIGURE_H
#define DMARIG_FIGURE_H

#include "lib/base/err.h"
#include "lib/base/names.h"
#include "lib/figure/curve.h"

/* So many can be told apart, and have room: figure_limit() leaves the others out. */
#define MAX_PANELS	12
#define MAX_CURVES	12

#define MAX_MARKS	8

/* struct panel - one pair of axes */
struct panel {
	char title[128];
	struct curves curves;
	double mark[MAX_MARKS];		/* x to be marked */
	int nr_marks;
};

/* struct figure - all panels, and the words around them; all zeroes is an empty one */
struct figure {
	char file[256];		/* name of the SVG, without .svg */
	char title[512];
	struct panel *panel;
	int nr;
	struct lookup lookup;		/* of panels by their titles */
	struct names rows, columns;	/* names in place of numbers on the axes, if any */
};

/* figure_panel() - the panel of a title, made if need be; it moves when another one is made */
struct panel *figure_panel(struct figure *figure, const char *title);

/* figure_plots() - find the directory of style.gp; $DMARIG_PLOTS wins. Return: 0 or -ENOENT */
int figure_plots(char dir[512]);

/**
 * figure_draw() - write the data and call gnuplot
 * @figure: what to draw
 * @kind: the name of the .gp file
 * @dir: the directory for the SVG and its data
 * @err: gets the reason when it fails
 *
 * Return: 0; -ENOENT without gnuplot; -EIO when it fails.
 */
int figure_draw(const struct figure *figure, const char *kind, const char *dir, struct err *err);

/* figure_drop_empty() - drop panels without a curve: nothing was measured for them */
void figure_drop_empty(struct figure *figure);

/**
 * figure_limit() - leave out the panels and curves for which there is no room
 * @figure: keeps the first ones; its title gets a line that says of how many
 *
 * Return: whether anything was left out.
 */
bool figure_limit(struct figure *figure);

/* figure_free() - free the curves */
void figure_free(struct figure *figure);

#endif
