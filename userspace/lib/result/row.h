/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A row of sweep.csv: everything about one measurement, as text, by the name of its column. The
 * columns come from the lists in module/common; only the oracle's are named here.
 */
#ifndef DMARIG_ROW_H
#define DMARIG_ROW_H

#include <obstack.h>
#include "common/params.h"
#include "lib/base/json.h"

/* The columns that only user space can fill, O(name, help) */
#define DMARIG_ORACLE(O)							\
	O(kernel, "release of the kernel")					\
	O(machine, "what this machine is called")				\
	O(dma_debug, "on, filtered (by driver), disabled or absent")		\
	O(dma_debug_errors, "errors it counted during the run")			\
	O(dma_debug_leaks, "mappings of the device left after the run; empty: cannot be known")	\
	O(kernel_log, "suspicious lines in the kernel log during the run")	\
	O(kernel_warnings, "warnings the kernel counted; empty: it does not count them")	\
	O(kernel_oopses, "oopses the kernel counted; empty: it does not count them")	\
	O(kernel_taint, "bits of trouble that /proc/sys/kernel/tainted has more than before")	\
	O(samples_missed, "trace events that were lost")				\
	O(noise_bytes_per_s, "what the noise read and wrote, by its own account")	\
	O(noise_iops, "how often")						\
	O(noise_cpu_percent, "what it took of one CPU")

/* struct row - a cell a column of row_columns(); NULL is an empty one */
struct row {
	char **cells;
	struct obstack text;	/* of all of them */
};

/* row_columns() - all columns in their order */
const struct names *row_columns(void);

/* row_init() - make an empty row */
void row_init(struct row *row);

/**
 * row_set() - fill a cell
 * @row: the row
 * @column: its name; one that does not exist is ignored, as a module may say more than we know
 * @format: as for printf()
 */
void row_set(struct row *row, const char *column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* row_get() - a cell, empty when it was not filled */
const char *row_get(const struct row *row, const char *column);

/* row_number() - a cell as a number, 0 when it is none */
double row_number(const struct row *row, const char *column);

/* row_add_error() - add a sentence to the cell `error`, and make the status `failed` */
void row_add_error(struct row *row, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* row_add_remark() - add a sentence to the cell `error`, which is no error: the status stays */
void row_add_remark(struct row *row, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* row_set_params() - fill all knobs */
void row_set_params(struct row *row, const struct params *p);

/* row_set_summary() - fill what the module's result/summary says; @text is cut up */
void row_set_summary(struct row *row, char *text);

/* row_column_is_text() - is a column words, not a number? */
bool row_column_is_text(const char *column);

/* row_members() - write all cells as members of the object that is open */
void row_members(const struct row *row, struct json *json);

/* row_free() - free the cells */
void row_free(struct row *row);

#endif
