/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Classifies a line of the kernel's log by the patterns of configs/kernel-log, which describes the
 * kinds and is compiled in.
 */
#ifndef DMARIG_KERNEL_LOG_H
#define DMARIG_KERNEL_LOG_H

#include <stdbool.h>

#define KERNEL_LOG_PATTERNS 128		/* at most */

enum log_kind { LOG_splat, LOG_report, LOG_frame, LOG_blind, LOG_remark, LOG_harmless };

/* struct log_pattern - a section of the file */
struct log_pattern {
	enum log_kind kind;
	const char *name;
	const char *means;	/* in words a person understands */
	const char *samples;	/* lines it matches, a newline between them */
	int burst, ms;		/* the kernel logs so many in this time, and no more; 0: no limit */
	const char *regex;
};

/* kernel_log - all of them; the first that matches a line says what it is */
extern const struct log_pattern kernel_log[];
extern const int kernel_log_nr;

/**
 * kernel_log_is_stopped() - does it tell of an access that an IOMMU stopped?
 * @pattern: the pattern
 *
 * Its words say so. Whoever makes a device go wrong on purpose wants to see that.
 */
bool kernel_log_is_stopped(const struct log_pattern *pattern);

/**
 * kernel_log_find() - what a line of the kernel's log is
 * @line: its text
 *
 * Return: the pattern, or NULL for an ordinary line.
 */
const struct log_pattern *kernel_log_find(const char *line);

#endif
