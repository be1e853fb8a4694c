/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What gcc lays out for -fprofile-arcs, and what gcov reads from a .gcda file. Both are gcc's own
 * and change with it, so the compiler of the module under test must be that of this one.
 */
#ifndef DMARIG_GCOV_FORMAT_H
#define DMARIG_GCOV_FORMAT_H

#include <linux/types.h>

#if defined(__clang__)
#error "dmarig_gcov is for kernels built by gcc: clang counts in another way"
#elif __GNUC__ < 10 || __GNUC__ > 15
#error "dmarig_gcov knows what gcc 10 to 15 lay out, not this one"
#endif

/* The kinds of counters. -fprofile-arcs uses the first alone, but each has a merge function. */
#if __GNUC__ == 15
#define GCOV_COUNTERS	10
#elif __GNUC__ == 14
#define GCOV_COUNTERS	9
#else
#define GCOV_COUNTERS	8
#endif

/* From 12 on a record has its length in bytes, and a file a checksum; before, in words of four. */
#if __GNUC__ >= 12
#define GCOV_WORD	4
#else
#define GCOV_WORD	1
#endif

#define GCOV_MAGIC		0x67636461
#define GCOV_TAG_FUNCTION	0x01000000
#define GCOV_TAG_COUNTER(kind)	(0x01a10000 + ((kind) << 17))

/* struct gcov_counters - the counters of a kind, of a function */
struct gcov_counters {
	unsigned int nr;
	long long *values;
};

/* struct gcov_function - where a function stands; counters follow, for each kind that is used */
struct gcov_function {
	const struct gcov_info *key;
	unsigned int ident;
	unsigned int lineno_checksum;
	unsigned int cfg_checksum;
	struct gcov_counters counters[];
};

/* struct gcov_info - what a constructor of an object file hands over */
struct gcov_info {
	unsigned int version;
	struct gcov_info *next;
	unsigned int stamp;
#if __GNUC__ >= 12
	unsigned int checksum;
#endif
	const char *filename;

	void (*merge[GCOV_COUNTERS])(long long *values, unsigned int nr);
	unsigned int nr_functions;
	const struct gcov_function **functions;
};

#endif
