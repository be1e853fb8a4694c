/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What rules need, each a question: NULL when the bench has it, or the sentence that says what it
 * lacks, for the skip.
 */
#ifndef DMARIG_CHECK_RULE_NEEDS_H
#define DMARIG_CHECK_RULE_NEEDS_H

struct check_bench;

const char *need_caps(struct check_bench *b);
const char *need_pause(struct check_bench *b);
const char *need_resume(struct check_bench *b);
const char *need_terminate(struct check_bench *b);
const char *need_cyclic(struct check_bench *b);
const char *need_order(struct check_bench *b);
const char *need_no_order(struct check_bench *b);
const char *need_residue(struct check_bench *b);
const char *need_residue_moves(struct check_bench *b);
const char *need_atomic_sleep(struct check_bench *b);
const char *need_lockdep(struct check_bench *b);
const char *need_time(struct check_bench *b);
const char *need_memcpy(struct check_bench *b);
const char *need_slave(struct check_bench *b);
const char *need_known_register(struct check_bench *b);
const char *need_memory_peer(struct check_bench *b);
const char *need_align(struct check_bench *b);
const char *need_reuse(struct check_bench *b);
const char *need_metadata(struct check_bench *b);
const char *need_safe_error(struct check_bench *b);
const char *need_division(struct check_bench *b);
const char *need_repeat(struct check_bench *b);

#endif
