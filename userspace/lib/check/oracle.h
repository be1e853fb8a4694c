/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The oracle: the kernel's own reports of what went wrong during a run. Any new entry fails the
 * run, and the row says so where a checker is missing.
 */
#ifndef DMARIG_ORACLE_H
#define DMARIG_ORACLE_H

#include "lib/kernel/dma_debug.h"
#include "lib/kernel/kernel_counts.h"
#include "lib/kernel/kmsg.h"
#include "lib/result/row.h"

/* struct oracle - what it looked like before the run, and after it what it means */
struct oracle {
	struct kmsg kmsg;
	struct kmsg_news between;	/* lines of the log between two runs */
	struct kernel_counts counts;
	u64 errors;
	char *dump;
	enum dma_debug state;
	bool others;		/* other runs were live, whose mappings look like ours */
	bool lazy;		/* a leak may show after the next run only, see check_rule() */
	enum dma_debug watched;	/* after the run: the worst state there was */
	bool splat;		/* after the run: the kernel itself is in trouble */
	bool blind;		/* after the run: something stopped watching in the middle of it */
	u64 print_errors;	/* to be restored at the end */
};

/**
 * oracle_open() - start watching
 * @oracle: the oracle
 * @err: why the kernel log cannot be read, which is no reason not to measure
 *
 * Return: 0 or -errno.
 */
int oracle_open(struct oracle *oracle, struct err *err);

/**
 * oracle_before() - look before a run
 * @oracle: open
 * @dmesg: gets the lines of the kernel log until here, unless NULL
 *
 * Waits until the kernel tells again of what it has kept quiet about, and lets it warn again of
 * what it warns of only once: the run is not to be blamed for less, or more, than its own.
 */
void oracle_before(struct oracle *oracle, FILE *dmesg);

/* oracle_after() - look again when the run is gone, and write the row's cells, and its status */
void oracle_after(struct oracle *oracle, FILE *dmesg, struct row *row);

/* oracle_close() - stop watching, and leave dma-debug as it was */
void oracle_close(struct oracle *oracle);

#endif
