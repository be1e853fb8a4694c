/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes a comparison for people, as KTAP, as JUnit XML or as a figure.
 */
#ifndef DMARIG_COMPARE_SHOW_H
#define DMARIG_COMPARE_SHOW_H

#include <stdio.h>
#include "lib/compare/compare.h"

/* struct compared - a comparison with all that is needed to print it */
struct compared {
	const struct join *join;
	const struct comparison *comparison;
	const struct names *differences;	/* between what both were measured on */
};

/* compared_print() - the table, and all points without a partner */
void compared_print(const struct compared *compared, FILE *file);

/* compared_ktap() - a test for each that was judged; what has too few repetitions is a skip */
void compared_ktap(const struct compared *compared, FILE *file);

/* compared_junit() - the same as JUnit XML; 0 or -EIO, with the reason */
int compared_junit(const struct compared *compared, const char *path, struct err *err);

/* compared_json() - the same for programs */
void compared_json(const struct compared *compared, FILE *file);

/**
 * compared_draw() - draw all ratios with their intervals over transfer size
 * @compared: what
 * @dir: where to, made if need be
 * @err: gets the reason when it fails
 *
 * Return: 0; -ENOENT without gnuplot; -EIO.
 */
int compared_draw(const struct compared *compared, const char *dir, struct err *err);

#endif
