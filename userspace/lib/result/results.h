/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A result directory read back: the rows that count, and the knobs in which they differ.
 */
#ifndef DMARIG_RESULTS_H
#define DMARIG_RESULTS_H

#include "lib/base/csv.h"

/* struct row_facts - what every table and figure asks of a row, looked up once */
struct row_facts {
	int op, channels, depth;	/* indices of the lists in struct results */
	bool counts, synchronous, mapping_only, served;
};

/* struct label_part - a knob that is part of a row's name */
struct label_part {
	const char *name;
	int column;
	bool is_word;			/* its values may say by themselves what they are of */
};

/* struct results - a sweep.csv and what varies in it */
struct results {
	char dir[512];
	struct csv csv;
	struct names labels;	/* knobs besides size and depth that have more than one value */
	struct label_part *parts;	/* one for each of them */
	struct row_facts *facts;	/* one for each row */
	struct names ops, channels, depths;	/* in the order they are first met */
};

/* struct facet - what gets a figure of its own; all zeroes: all of them together */
struct facet {
	const char *channels;	/* NULL: all */
	const char *depth;	/* NULL: all */
	int channels_nr, depth_nr;	/* the index of each in struct results, plus one */
	bool baseline;		/* with what the CPU does, whatever its depth */
};

/**
 * results_read() - read a result directory
 * @results: gets it
 * @dir: the directory
 * @err: gets the reason when it fails
 *
 * Return: 0 or -EINVAL.
 */
int results_read(struct results *results, const char *dir, struct err *err);

/* results_count() - does a row count? One that failed or was interrupted is no measurement. */
bool results_count(const struct results *results, int row);

/**
 * results_label() - what a row is called within its facet
 * @results: the results
 * @row: the row
 * @without: a column to leave out, or NULL
 * @text: the buffer for it: the operation, the mapping and whatever else varies
 * @len: the size of the buffer in bytes
 */
void results_label(const struct results *results, int row, const char *without, char *text,
		   size_t len);

/* results_distinct() - the values of a column in rows that count; numbers in their order */
void results_distinct(const struct results *results, const char *column, struct names *values);

/* results_is_synchronous() - is a row's op done by the CPU, so that depth means nothing to it? */
bool results_is_synchronous(const struct results *results, int row);

/* results_is_mapping_only() - is it a row of op=none, which moves nothing? */
bool results_is_mapping_only(const struct results *results, int row);

/* results_is_served() - is it a row of op=mmap, where a process used a buffer? */
bool results_is_served(const struct results *results, int row);

/* results_is_transfer() - is it none of these two: has data been moved between buffers? */
bool results_is_transfer(const struct results *results, int row);

/* results_facet() - the facet of some channels and a depth; NULL is all */
struct facet results_facet(const struct results *results, const char *channels,
			   const char *depth);

/* results_in() - does a row that counts belong to a facet? */
bool results_in(const struct results *results, int row, const struct facet *facet);

/* results_first() - the first row that counts in a facet, or -1 */
int results_first(const struct results *results, const struct facet *facet);

/**
 * results_world() - the world a row was measured in, as it was observed
 * @results: the results
 * @row: the row; -1 is nowhere
 * @text: the buffer for it: "direct, coherent", "iommu strict, not coherent"
 * @len: the size of the buffer in bytes
 */
void results_world(const struct results *results, int row, char *text, size_t len);

/* results_each_facet() - call a function for every pair of channels and depth */
void results_each_facet(const struct results *results,
			void (*call)(const struct results *results, const struct facet *facet,
				     void *data), void *data);

/* results_free() - free all of it */
void results_free(struct results *results);

#endif
