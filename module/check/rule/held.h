/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is held for the sake of a channel: counts that are the same whenever a client has just
 * requested it.
 */
#ifndef DMARIG_CHECK_RULE_HELD_H
#define DMARIG_CHECK_RULE_HELD_H

#include <linux/types.h>

struct check_bench;

#define NR_HELD		5

/* struct held - the counts; shared: other clients of the driver change them, too */
struct held {
	int of[NR_HELD];
	bool shared;
};

/* rule_held_count() - count them; the bench has its channel. May sleep */
struct held rule_held_count(const struct check_bench *b);

/* rule_held_settle() - wait for what a driver gives back late; not for ever. May sleep */
void rule_held_settle(const struct check_bench *b, const struct held *was);

/**
 * rule_held_check() - are all counts as they were?
 * @b: the bench, whose channel has been released and requested since
 * @was: the counts then
 * @after: what has happened since, for the sentence
 *
 * What a driver gives back late is waited for. Nothing is judged while the driver has other
 * clients. If a count differs, the rule has failed. May sleep.
 */
void rule_held_check(struct check_bench *b, const struct held *was, const char *after);

/**
 * rule_balance() - does what has happened since leave anything raised or lowered?
 * @b: the bench, whose rule has been asked
 * @was: the counts before
 *
 * Releases the channel and requests it anew. A rule that did not pass is left as it is, and so is
 * a channel that cannot be got to rest. May sleep.
 */
void rule_balance(struct check_bench *b, const struct held *was);

#endif
