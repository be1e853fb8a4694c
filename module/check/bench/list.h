/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Lists: jobs that are one slave_sg transfer. The entries lie in the memory of one side of the job,
 * with gaps between them.
 */
#ifndef DMARIG_CHECK_BENCH_LIST_H
#define DMARIG_CHECK_BENCH_LIST_H

#include <linux/scatterlist.h>
#include "check/bench/bench.h"

#define CHECK_MOST_ENTRIES	16

/* struct check_entry - of a list: where it lies in the memory of its side */
struct check_entry {
	u32 at, len;
};

/**
 * struct check_list - a layout of entries
 * @nr: so many
 * @width: of the register; their lengths are multiples of it
 * @dir: DMA_DEV_TO_MEM into the destination, or DMA_MEM_TO_DEV from the source
 * @gap: how short of its part an entry falls
 * @place: which part of the memory it lies in
 * @entries: in the order in which they are moved
 * @sgl: the same, for prep
 */
struct check_list {
	u32 nr, width;
	enum dma_transfer_direction dir;
	u32 (*gap)(const struct check_list *list, u32 i);
	u32 (*place)(u32 nr, u32 i);
	struct check_entry entries[CHECK_MOST_ENTRIES];
	struct scatterlist sgl[CHECK_MOST_ENTRIES];
};

/* check_list_backwards() - a place: from the end to the start, so that none continues another */
u32 check_list_backwards(u32 nr, u32 i);

/* check_list_some_words() - a gap of one to three words */
u32 check_list_some_words(const struct check_list *list, u32 i);

/* check_list_lay_out() - fill in the entries, within the memory of a job */
void check_list_lay_out(struct check_list *list, const struct check_job *job);

/**
 * check_list_start() - submit and issue a list
 * @job: new
 * @list: laid out for it
 *
 * May sleep. Return: false when there is no descriptor or no cookie, and then the rule has failed.
 */
bool check_list_start(struct check_job *job, struct check_list *list);

#endif
