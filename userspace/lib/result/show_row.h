/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A measurement for people. For programs it is a row of sweep.csv, see row.h.
 */
#ifndef DMARIG_SHOW_ROW_H
#define DMARIG_SHOW_ROW_H

#include <stdio.h>
#include "lib/result/row.h"

/**
 * show_row() - a table of one measurement
 * @file: the file to write to
 * @row: the measurement
 */
void show_row(FILE *file, const struct row *row);

#endif
