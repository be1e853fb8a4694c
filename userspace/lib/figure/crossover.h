/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Compares coherent memory with every other way of getting memory to a device: from which size on
 * it wins or loses.
 */
#ifndef DMARIG_CROSSOVER_H
#define DMARIG_CROSSOVER_H

#include "lib/base/table.h"
#include "lib/figure/figure.h"
#include "lib/result/results.h"

/**
 * crossover_fill() - throughput of coherent memory and of what it is compared with
 * @figure: gets a panel for all else that varies, with a curve a mapping, and as marks where
 *	coherent and single cross
 * @results: the results to draw
 * @facet: the facet of @results to draw
 */
void crossover_fill(struct figure *figure, const struct results *results,
		    const struct facet *facet);

/* crossover_fill_relative() - the same, each as a multiple of coherent memory, without marks */
void crossover_fill_relative(struct figure *figure, const struct results *results,
			     const struct facet *facet);

/**
 * crossover_say() - how one curve fares against another, in words
 * @a: the one
 * @b: the other
 * @text: the buffer for it
 * @len: the size of the buffer in bytes
 */
void crossover_say(const struct curve *a, const struct curve *b, char *text, size_t len);

/**
 * crossover_table() - all comparisons; empty where nothing is compared
 * @results: of one directory or more
 * @nr: the number of them
 * @table: gets a row a comparison
 */
void crossover_table(const struct results *results, int nr, struct table *table);

#endif
