/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Kinds of transfer: the simplest descriptors a channel can have.
 */
#ifndef DMARIG_CHECK_BENCH_KIND_H
#define DMARIG_CHECK_BENCH_KIND_H

#include "check/bench/bench.h"

/* check_job_received() - byte @at of what a job of check_kind_receive receives */
u8 check_job_received(const struct check_job *job, size_t at);

/* check_kind_has_rings() - can the channel do cyclic transfers? */
bool check_kind_has_rings(const struct check_bench *b);

/* The kinds there are. */
extern const struct check_kind check_kind_memcpy, check_kind_send, check_kind_receive;
extern const struct check_kind check_kind_between;	/* no rule gets it unasked */

/**
 * check_kind_find() - the first kind of transfer this channel can do
 * @b: the bench, whose channel is claimed; without a peer no slave channel can do anything
 *
 * Of a channel that is cyclic alone, the kind says which way its rings go. Return: the kind or
 * NULL.
 */
const struct check_kind *check_kind_find(const struct check_bench *b);

/*
 * check_kind_set_up() - configure the channel for the bench's kind; 0 or -errno after run_explain()
 */
int check_kind_set_up(struct check_bench *b);

/**
 * check_kind_prime() - make the data that jobs receive known beforehand
 * @b: the bench, with no jobs
 *
 * To be called before the first job whose data is looked at. May sleep. Return: false when that
 * fails, and then the rule has failed.
 */
bool check_kind_prime(struct check_bench *b);

/**
 * check_kind_change() - let jobs be of another kind from now on
 * @b: the bench, with nothing in flight
 * @kind: which; the caller knows that the channel can
 *
 * May sleep; primes it, too. Return: false when the channel refuses to be configured for it, and
 * then the rule has failed.
 */
bool check_kind_change(struct check_bench *b, const struct check_kind *kind);

/* check_kind_config() - what configures the channel for both directions, with its peer */
struct dma_slave_config check_kind_config(const struct check_bench *b);

#endif
