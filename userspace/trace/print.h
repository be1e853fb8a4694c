/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An analysis printed for people, and the names of the files it is written to.
 */
#ifndef DMARIG_TRACE_PRINT_H
#define DMARIG_TRACE_PRINT_H

#include "trace/analysis.h"

#define BREAKDOWN_CSV	"breakdown.csv"
#define SEGMENTS_CSV	"segments.csv"
#define WORST_TXT	"worst.txt"
#define TRACE_DAT	"trace.dat"

/* print_shares() - the table of which segment owns what, of a run, with a title */
void print_shares(FILE *file, const char *title, const struct shares *shares);

/* print_lost() - print for each CPU how many events were lost, if any */
void print_lost(FILE *file, const struct analysis *analysis);

#endif
