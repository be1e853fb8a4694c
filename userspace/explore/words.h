/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sequences as a person reads them: in words, and as a kernel module in C.
 */
#ifndef DMARIG_EXPLORE_WORDS_H
#define DMARIG_EXPLORE_WORDS_H

#include <stdio.h>
#include "common/calls.h"

/**
 * call_expand() - put a call's numbers into a template
 * @call: the call
 * @template: $1, $2 and $3 stand for its numbers, $F for the flags of its descriptor
 * @text: gets it, always terminated
 * @len: the room there, in bytes
 */
void call_expand(const struct call *call, const char *template, char *text, size_t len);

/* sequence_tell() - print it in words, a numbered line a call */
void sequence_tell(const struct sequence *s, FILE *file);

/* struct code - what a module shows, and on which channel */
struct code {
	const char *channel, *driver, *kernel;
	const char *says, *text;	/* the sentence of the contract, and what was seen */
	const struct sequence *sequence;
};

/* code_write() - write a module of C that makes the calls of a sequence and nothing else */
void code_write(const struct code *code, FILE *file);

#endif
