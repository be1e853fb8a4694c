// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Lists: jobs that are one slave_sg transfer.
 */
#include "check/bench/job.h"
#include "check/bench/list.h"
#include "core/base/stall_timeout.h"

u32 check_list_backwards(u32 nr, u32 i)
{
	return nr - 1 - i;
}

u32 check_list_some_words(const struct check_list *list, u32 i)
{
	return list->width * (1 + i % 3);
}

void check_list_lay_out(struct check_list *list, const struct check_job *job)
{
	dma_addr_t start = list->dir == DMA_DEV_TO_MEM ? job->dst_dma : job->src_dma;
	u32 i, part = (u32)job->len / list->nr;

	part -= part % list->width;
	sg_init_table(list->sgl, list->nr);
	for (i = 0; i < list->nr; i++) {
		list->entries[i].at = list->place(list->nr, i) * part;
		list->entries[i].len = part - list->gap(list, i);
		sg_dma_address(&list->sgl[i]) = start + list->entries[i].at;
		sg_dma_len(&list->sgl[i]) = list->entries[i].len;
	}
}

bool check_list_start(struct check_job *job, struct check_list *list)
{
	struct check_bench *b = job->b;
	struct stall_timeout timeout = check_timeout(b);
	struct dma_async_tx_descriptor *tx;

	do {
		tx = dmaengine_prep_slave_sg(b->chan, list->sgl, list->nr, list->dir,
					     DMA_PREP_INTERRUPT | DMA_CTRL_ACK);
	} while (!tx && check_bide(b, &timeout));
	if (!tx) {
		check_fail(b, job, "want a descriptor for a list of %u entries, got NULL",
			   list->nr);
		return false;
	}
	check_job_set_callback(job, tx);
	if (!check_job_submit(job, 0))
		return false;
	check_issue(b);
	return true;
}
