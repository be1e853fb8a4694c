/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is told of an analysis, to people, and the names of its files.
 */
#ifndef DMARIG_TOLD_H
#define DMARIG_TOLD_H

#include "trace/analysis.h"

#define BREAKDOWN_CSV	"breakdown.csv"
#define SEGMENTS_CSV	"segments.csv"
#define WORST_TXT	"worst.txt"
#define TRACE_DAT	"trace.dat"

/* told_shares() - the table of which segment owns what, of a run, with a title */
void told_shares(FILE *file, const char *title, const struct shares *shares);

/* told_lost() - how many events of which CPUs were lost, if any */
void told_lost(FILE *file, const struct analysis *analysis);

#endif
