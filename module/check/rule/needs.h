/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What rules need, each a question: NULL when the bench has it, or the sentence that says what it
 * lacks, for the skip.
 */
#ifndef DMARIG_CHECK_RULE_NEEDS_H
#define DMARIG_CHECK_RULE_NEEDS_H


struct bench;

const char *need_caps(struct bench *b);
const char *need_pause(struct bench *b);
const char *need_resume(struct bench *b);
const char *need_terminate(struct bench *b);
const char *need_cyclic(struct bench *b);
const char *need_order(struct bench *b);
const char *need_no_order(struct bench *b);
const char *need_residue(struct bench *b);
const char *need_residue_moves(struct bench *b);
const char *need_atomic_sleep(struct bench *b);
const char *need_lockdep(struct bench *b);
const char *need_time(struct bench *b);
const char *need_memcpy(struct bench *b);
const char *need_slave(struct bench *b);
const char *need_known_register(struct bench *b);
const char *need_memory_peer(struct bench *b);
const char *need_align(struct bench *b);
const char *need_reuse(struct bench *b);
const char *need_metadata(struct bench *b);
const char *need_safe_error(struct bench *b);
const char *need_division(struct bench *b);
const char *need_repeat(struct bench *b);

#endif
