/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Making sequences on a channel, and what comes of it.
 */
#ifndef DMARIG_EXPLORE_RUN_H
#define DMARIG_EXPLORE_RUN_H

#include "common/calls.h"
#include "common/params.h"

struct run;
struct text;

#define MOST_AVOIDS	16

/* struct avoid - calls that are drawn no more in this order, whatever is between them */
struct avoid {
	u32 nr;
	u8 rows[SEQUENCE_MOST];
};

/* struct explored - what came of it */
struct explored {
	const char *verdict;		/* pass, fail or broken; NULL: nothing was explored yet */
	const char *rule;		/* that is broken, or "" */
	char text[SENTENCE_LEN];
	u64 nr;				/* number of the last sequence, of those drawn */
	u64 nr_sequences, nr_calls;
	char sequence[SEQUENCE_TEXT];	/* the one that failed, or "" */
	struct avoid avoids[MOST_AVOIDS];
	u32 nr_avoids;
};

/**
 * explore_run() - explore the channel of a run's knobs
 * @run: occupied by the caller; channel, peer, seed and timeout_ms count
 * @order: "draw FIRST COUNT MOST": sequences FIRST and those behind it, until COUNT were made or
 *	one fails, of MOST calls at most; or "try CALL...": that one; or "show FIRST COUNT MOST",
 *	which makes none and gives the sequence FIRST
 * @result: gets what came of it
 *
 * May sleep. Return: 0, also when a sequence has failed; -EINVAL after run_explain() when the order
 * is none, or the sequence is not legal on this channel; what check_open() returns.
 */
int explore_run(struct run *run, const char *order, struct explored *result);

/**
 * explore_avoid() - draw no sequence any more that has these calls
 * @run: occupied by the caller
 * @text: the calls, of which names count
 * @result: where they are noted
 *
 * May sleep. Return: 0; -EINVAL or -ENOSPC after run_explain().
 */
int explore_avoid(struct run *run, const char *text, struct explored *result);

/* explore_calls_list() - a line a call: name, what it does in words, and in C */
void explore_calls_list(struct text *text);

#endif
