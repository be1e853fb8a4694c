/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The chase: meeting transfers in flight at random moments. On a shared processor a sleeper may
 * wake up too late and find everything over. Such a moment tells nothing and is not counted, and
 * more jobs are put in flight for the next one.
 */
#ifndef DMARIG_CHECK_BENCH_CHASE_H
#define DMARIG_CHECK_BENCH_CHASE_H

#include "check/bench/bench.h"

/* struct check_chase - see above. Owner: the rule, which reads met. */
struct check_chase {
	struct check_bench *b;
	u32 load;		/* jobs in flight, more after each moment that met nothing */
	u32 left;		/* moments still wanted */
	u32 met;		/* moments at which something was in flight */
	u32 moments;		/* so far */
	bool missed;		/* nothing was, once */
	u64 ns;			/* a nap is shorter than that */
	unsigned long end;	/* jiffies; few moments are enough from then on */
};

/* check_chase_start() - nothing is in flight; @load jobs are to be, each time */
void check_chase_start(struct check_chase *c, struct check_bench *b, u32 load);

/**
 * check_chase_next() - issue jobs, and sleep until somewhere among them
 * @c: after check_chase_start() or check_chase_note(), with no jobs
 *
 * Return: false when there were enough moments or the rule has failed.
 */
bool check_chase_next(struct check_chase *c);

/* check_chase_note() - was something in flight when check_chase_next() had returned true? */
void check_chase_note(struct check_chase *c, bool met);

/**
 * check_chase_end() - skip the rule if no moment met a transfer
 * @c: the chase
 * @what: was done at each moment, for the text
 */
void check_chase_end(const struct check_chase *c, const char *what);

#endif
