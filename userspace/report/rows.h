/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The rows of several files of one kind, one after the other, and the systems they were measured
 * on.
 */
#ifndef DMARIG_ROWS_H
#define DMARIG_ROWS_H

#include "lib/base/csv.h"
#include "lib/page/page.h"

/* struct rows - its files, and which row is in which */
struct rows {
	struct csv *files;
	const struct names *dirs;	/* of the files */
	int nr_files;
	struct { int file, row; } *at;
	int nr;
};

/**
 * rows_read() - read a file of each directory
 * @rows: gets them
 * @dirs: the directories; must stay
 * @name: of the file
 * @needed: columns by comma without which it cannot be read
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno; -EINVAL also when there is no row at all.
 */
int rows_read(struct rows *rows, const struct names *dirs, const char *name, const char *needed,
	      struct err *err);

/* rows_get(), rows_number() - a cell, empty or NAN when there is none */
const char *rows_get(const struct rows *rows, int row, const char *column);
double rows_number(const struct rows *rows, int row, const char *column);

/* rows_distinct() - add the values of a column that are not empty, each once */
void rows_distinct(const struct rows *rows, const char *column, struct names *values);

/* rows_environment() - on what all of it was measured: by the rows, and by the meta.txt beside */
void rows_environment(const struct rows *rows, struct page *page);

/* rows_free() - free all of it */
void rows_free(struct rows *rows);

#endif
