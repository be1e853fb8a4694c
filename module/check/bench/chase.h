/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The chase: being there at random moments of what is in flight. Where a processor is shared,
 * whoever naps wakes up too late and finds everything over; such a moment tells nothing, is not
 * counted, and there is more to be in flight the next time.
 */
#ifndef DMARIG_CHECK_BENCH_CHASE_H
#define DMARIG_CHECK_BENCH_CHASE_H

#include "check/bench/bench.h"

/* struct chase - see above. Owner: the rule, which reads met. */
struct chase {
	struct check_bench *b;
	u32 load;		/* jobs in flight, more after each moment that met nothing */
	u32 left;		/* moments still wanted */
	u32 met;		/* moments at which something was in flight */
	u32 moments;		/* so far */
	bool missed;		/* nothing was, once */
	u64 ns;			/* a nap is shorter than that */
	unsigned long end;	/* jiffies; few moments are enough from then on */
};

/* chase_start() - nothing is in flight; @load jobs are to be, each time */
void chase_start(struct chase *c, struct check_bench *b, u32 load);

/**
 * chase_next() - issue jobs, and sleep until somewhere among them
 * @c: after chase_start() or chase_note(), with no jobs
 *
 * Return: false when there were enough moments or the rule has failed.
 */
bool chase_next(struct chase *c);

/* chase_note() - was something in flight when chase_next() had returned true? */
void chase_note(struct chase *c, bool met);

/* chase_end() - a rule that never met anything is a skip; @what was done each time, for its text */
void chase_end(const struct chase *c, const char *what);

#endif
