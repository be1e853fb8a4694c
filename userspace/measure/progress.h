/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The progress of a sweep and the time it will still take: a line that changes on a terminal, and
 * a new line now and then elsewhere. It is written to stderr.
 */
#ifndef DMARIG_PROGRESS_H
#define DMARIG_PROGRESS_H

#include "lib/conf/plan.h"

/* struct progress - where we are; times in ms */
struct progress {
	const struct plan *plan;
	int done;
	u64 started, shown;
	/* The time by the knobs of all points measured so far, and of all that are to come */
	u64 knobs_done_ms, knobs_left_ms;
	bool terminal;
	const char *beside;	/* said as well, or NULL */
};

/* progress_init() - nothing is done yet */
void progress_init(struct progress *progress, const struct plan *plan);

/* progress_next() - one more step is done */
void progress_next(struct progress *progress);

/* progress_show() - show it, if it is time to; may be called as often as one likes */
void progress_show(struct progress *progress);

/* progress_note() - print a line that stays */
void progress_note(struct progress *progress, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* progress_end() - take the line away */
void progress_end(struct progress *progress);

/* progress_left_ms() - estimate the time left from the time taken so far; @now in ms */
u64 progress_left_ms(const struct progress *progress, u64 now);

#endif
