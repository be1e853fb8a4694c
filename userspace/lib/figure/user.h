/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What user space pays (op=mmap): how fast a process uses a buffer of each memory, with all that it
 * has to call, and which memory that speaks for.
 */
#ifndef DMARIG_USER_H
#define DMARIG_USER_H

#include "lib/base/table.h"
#include "lib/figure/figure.h"
#include "lib/result/results.h"

/**
 * user_fill() - bytes a second of each memory over size
 * @figure: gets a panel an access and state of the caches, with a curve a memory; as marks where
 *	coherent memory and the best of the others cross
 * @results: the results to draw
 * @facet: the facet of @results to draw
 */
void user_fill(struct figure *figure, const struct results *results, const struct facet *facet);

/**
 * user_advise() - which memory to take, in one sentence
 * @panel: of user_fill()
 * @text: the buffer for it; empty where there is nothing to choose from
 * @len: the size of the buffer in bytes
 */
void user_advise(const struct panel *panel, char *text, size_t len);

/* user_table() - coherent memory against each other, a row a comparison; empty without op=mmap */
void user_table(const struct figure *figure, struct table *table);

#endif
