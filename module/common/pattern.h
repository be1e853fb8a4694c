/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is written into buffers. Word i of a buffer is key + i * PATTERN_STEP, and the key is a hash
 * of seed, run, worker, transfer and source. So a word tells where it belongs: data displaced by
 * any distance, of the transfer before, of another worker or of another source never looks right.
 * One addition and one store a word, so filling and comparing run near memory speed. Pure code.
 */
#ifndef DMARIG_COMMON_PATTERN_H
#define DMARIG_COMMON_PATTERN_H

#include "common/port.h"

#define PATTERN_STEP	0x9e3779b97f4a7c15ull	/* odd, so the first 2^64 words all differ */
#define PATTERN_GUARD	64u			/* bytes of guard on either side of a destination */

/* What a key is for, besides the sources, which count from 0; of destination @i. */
#define PATTERN_KEY_BEFORE(i)	(0x10000u + (i))
#define PATTERN_KEY_AFTER(i)	(0x20000u + (i))
#define PATTERN_KEY_POISON(i)	(0x30000u + (i))

/* For drawing which parity of a transfer is wrong on purpose, and where. */
#define PATTERN_KEY_WRONG	0x40000u
#define PATTERN_KEY_CORRUPT	0x40001u

/* For the metadata that goes with the descriptor. */
#define PATTERN_KEY_METADATA	0x50000u

/* pattern_mix() - spread every bit of @x over the whole word */
static inline u64 pattern_mix(u64 x)
{
	x = (x ^ (x >> 31)) * 0xd6e8feb86659fd93ull;
	x = (x ^ (x >> 29)) * 0xa0761d6478bd642full;
	return x ^ (x >> 32);
}

/**
 * pattern_worker_key() - what all keys of a worker start from
 * @seed: the knob
 * @run: number of the run
 * @worker: number of the worker in the run
 */
static inline u64 pattern_worker_key(u64 seed, u32 run, u32 worker)
{
	return pattern_mix(pattern_mix(seed) + ((u64)run << 32 | worker));
}

/**
 * pattern_key() - the key of one buffer of one transfer
 * @worker_key: see pattern_worker_key()
 * @transfer: number of the transfer in the worker
 * @what: number of the source, or PATTERN_KEY_*
 */
static inline u64 pattern_key(u64 worker_key, u64 transfer, u32 what)
{
	return pattern_mix(worker_key + transfer * 0xe7037ed1a0b428dbull + what);
}

/**
 * pattern_fill() - write a pattern
 * @at: where to; need not be aligned
 * @len: bytes
 * @key: see pattern_key()
 */
void pattern_fill(void *at, size_t len, u64 key);

/**
 * pattern_fill_from() - write a part of a pattern
 * @at: where to; need not be aligned
 * @len: bytes
 * @key: see pattern_key()
 * @from: which byte of the pattern comes first
 */
void pattern_fill_from(void *at, size_t len, u64 key, size_t from);

/**
 * pattern_compare() - does memory hold a pattern?
 * @at: where to look; need not be aligned
 * @len: bytes
 * @key: see pattern_key()
 *
 * Return: the offset of the first byte that differs, or @len.
 */
size_t pattern_compare(const void *at, size_t len, u64 key);

/**
 * pattern_explain() - say what wrong data is
 * @at: the buffer
 * @len: its bytes
 * @bad: offset of the first wrong byte, see pattern_compare()
 * @worker_key: see pattern_worker_key()
 * @transfer: number of the transfer
 * @text: gets a sentence without a full stop
 * @room: for that sentence, in bytes
 *
 * Knows data of the same transfer from elsewhere, by whole words, and data of the 1024 transfers
 * before.
 */
void pattern_explain(const void *at, size_t len, size_t bad, u64 worker_key, u64 transfer,
		     char *text, size_t room);

#endif
