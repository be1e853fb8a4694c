/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Opening and closing a bench, and what happens to its channel as a whole: claimed, lent, claimed
 * anew.
 */
#ifndef DMARIG_CHECK_BENCH_OPEN_H
#define DMARIG_CHECK_BENCH_OPEN_H

#include "check/bench/bench.h"

/**
 * check_open() - claim the channel of a run's knobs, and set it up for a kind of transfer it can do
 * @run: whose knobs count: channel, peer, flow, size, seed, timeout_ms; occupied by the caller
 * @kind: the kind; NULL for the first the channel has
 * @salt: what is drawn at random is a function of it and of the knob seed
 *
 * May sleep. Return: the bench, or an ERR_PTR after run_explain().
 */
struct check_bench *check_open(struct run *run, const struct check_kind *kind, u64 salt);

/**
 * check_close() - stop whatever is in flight and give everything back
 * @b: the bench
 *
 * May sleep. What a channel that cannot be terminated may own is leaked.
 */
void check_close(struct check_bench *b);

/**
 * check_restart() - release the channel and claim it again, with all jobs forgotten
 * @b: the bench, with nothing in flight
 *
 * Return: false when that fails, and then the rule has.
 */
bool check_restart(struct check_bench *b);

/**
 * check_lend() - release the channel for somebody else's use, with all jobs forgotten
 * @b: the bench, with nothing in flight
 *
 * Until check_reclaim() the bench has none.
 */
void check_lend(struct check_bench *b);

/* check_reclaim() - claim it again; false when that fails, and then the rule has */
bool check_reclaim(struct check_bench *b);

/**
 * check_walk_away() - release the channel whatever is in flight, and claim it again
 * @b: the bench
 *
 * As of a client that dies without a word. Jobs and their memory stay, as nobody knows what goes on
 * with them. Return: false when it cannot be had again, and then the rule has failed.
 */
bool check_walk_away(struct check_bench *b);

#endif
