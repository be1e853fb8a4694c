/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Kinds of transfer: the simplest descriptors a channel can have.
 */
#ifndef DMARIG_CHECK_BENCH_KIND_H
#define DMARIG_CHECK_BENCH_KIND_H

#include "check/bench/bench.h"

/* job_received() - byte @at of what a job of way_receive receives */
u8 job_received(const struct job *job, size_t at);

/* Ways, and who can go them; see way.c. */
extern const struct way way_memcpy, way_send, way_receive;

/**
 * way_find() - the first way this channel can go
 * @caps: its capabilities
 * @p: the knobs, op being a slave op; without a peer no slave channel can do anything
 *
 * Return: the way or NULL.
 */
const struct way *way_find(dma_cap_mask_t *caps, const struct params *p);

/* way_set_up() - configure the channel for the bench's way; 0 or -errno after run_explain() */
int way_set_up(struct bench *b);

/**
 * way_prime() - see to it that what jobs receive is known
 * @b: the bench, with no jobs
 *
 * To be called before the first job whose data is looked at. May sleep. Return: false when that
 * fails, and then the rule has failed.
 */
bool way_prime(struct bench *b);

/**
 * way_change() - make the bench go another way from now on
 * @b: the bench, with nothing in flight
 * @way: which; the caller knows that the channel can
 *
 * May sleep; primes it, too. Return: false when the channel refuses to be configured for it, and
 * then the rule has failed.
 */
bool way_change(struct bench *b, const struct way *way);

/* way_config() - what configures the channel for both directions, with its peer */
struct dma_slave_config way_config(const struct bench *b);

#endif
