/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * breakdown.csv has a row for each transfer. It is written without the row code of sweep.csv,
 * because there may be a million of them.
 */
#ifndef DMARIG_ROWS_OF_TRACE_H
#define DMARIG_ROWS_OF_TRACE_H

#include <stdio.h>
#include "trace/lives.h"

/* struct origin - what was measured, where that is known: a trace knows runs only */
struct origin {
	bool known;
	int point, rep;
};

/* rows_header() - the two lines the file begins with */
void rows_header(FILE *file);

/* rows_write() - a row; a segment that the transfer has not is an empty cell */
void rows_write(FILE *file, const struct origin *origin, const struct breakdown *b);

#endif
