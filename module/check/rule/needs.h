/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What rules need of a channel. Each function returns NULL when the channel has it, or the sentence
 * that says what it lacks, for the skip.
 */
#ifndef DMARIG_CHECK_RULE_NEEDS_H
#define DMARIG_CHECK_RULE_NEEDS_H

struct check_bench;

const char *rule_need_caps(struct check_bench *b);
const char *rule_need_pause(struct check_bench *b);
const char *rule_need_resume(struct check_bench *b);
const char *rule_need_terminate(struct check_bench *b);
const char *rule_need_order(struct check_bench *b);
const char *rule_need_no_order(struct check_bench *b);
const char *rule_need_residue(struct check_bench *b);
const char *rule_need_residue_moves(struct check_bench *b);
const char *rule_need_atomic_sleep(struct check_bench *b);
const char *rule_need_lockdep(struct check_bench *b);
const char *rule_need_time(struct check_bench *b);
const char *rule_need_memcpy(struct check_bench *b);
const char *rule_need_slave(struct check_bench *b);
const char *rule_need_peer(struct check_bench *b);
const char *rule_need_rings(struct check_bench *b);
const char *rule_need_config(struct check_bench *b);
const char *rule_need_peripheral(struct check_bench *b);
const char *rule_need_end(struct check_bench *b);
const char *rule_need_known_register(struct check_bench *b);
const char *rule_need_arrival(struct check_bench *b);
const char *rule_need_memory_peer(struct check_bench *b);
const char *rule_need_align(struct check_bench *b);
const char *rule_need_reuse(struct check_bench *b);
const char *rule_need_metadata(struct check_bench *b);
const char *rule_need_contained(struct check_bench *b);
const char *rule_need_division(struct check_bench *b);
const char *rule_need_repeat(struct check_bench *b);

/* rule_sends_only() - does it, by its directions, send to a peripheral and not receive? */
static inline bool rule_sends_only(const struct check_bench *b)
{
	return (b->caps.directions & (BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_MEM))) ==
	       BIT(DMA_MEM_TO_DEV);
}

#endif
