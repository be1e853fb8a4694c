// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The oracle. Knows what changed around a run, not what the run did.
 */
#include <stdlib.h>
#include "lib/check/oracle.h"
#include "lib/rig/rig.h"

#define PRINT_ERRORS 64		/* enough to know what is wrong, and no flood */

int oracle_open(struct oracle *oracle, struct why *why)
{
	memset(oracle, 0, sizeof(*oracle));
	oracle->print_errors = dma_debug_print_errors(PRINT_ERRORS);
	oracle->state = dma_debug_state();
	return kmsg_open(&oracle->kmsg, why);
}

/* What a kernel was built without does not come. */
static enum dma_debug state_now(const struct oracle *oracle)
{
	return oracle->state == DMA_DEBUG_ABSENT ? DMA_DEBUG_ABSENT : dma_debug_state();
}

/* A debug kernel takes a tenth of a second for a dump, so the one after a run serves the next. */
static void keep_dump(struct oracle *oracle, char *dump)
{
	free(oracle->dump);
	oracle->dump = dump;
}

static void look_at_dma_debug(struct oracle *oracle)
{
	dma_debug_print_errors(PRINT_ERRORS);
	oracle->errors = dma_debug_errors();
	if (!oracle->dump)
		oracle->dump = dma_debug_dump();
	oracle->others = rig_others() > 0;
}

void oracle_before(struct oracle *oracle, FILE *dmesg)
{
	struct kmsg_news old;

	oracle->state = state_now(oracle);
	if (oracle->state >= DMA_DEBUG_FILTERED)
		look_at_dma_debug(oracle);
	kmsg_look(&oracle->kmsg, dmesg, &old);
}

static void judge_errors(const struct oracle *oracle, struct row *row)
{
	u64 errors = dma_debug_errors() - oracle->errors;

	row_set(row, "dma_debug_errors", "%llu", errors);
	if (errors)
		row_add_error(row, "dma-debug counted %llu new errors", errors);
}

static void judge_leaks(struct oracle *oracle, struct row *row)
{
	const char *device = row_get(row, "device");
	char *dump;
	int leaks;

	if (oracle->lazy)
		return;
	if (!*device || oracle->others || rig_others()) {
		keep_dump(oracle, NULL);
		return;
	}
	dump = dma_debug_dump();
	leaks = dma_debug_count(dump, device) - dma_debug_count(oracle->dump, device);
	keep_dump(oracle, dump);
	row_set(row, "dma_debug_leaks", "%d", leaks > 0 ? leaks : 0);
	if (leaks > 0)
		row_add_error(row, "%d mappings of %s are left in dma-debug's dump", leaks, device);
}

static void judge_log(struct oracle *oracle, FILE *dmesg, struct row *row)
{
	struct kmsg_news news;

	kmsg_look(&oracle->kmsg, dmesg, &news);
	oracle->splat = news.splat;
	if (news.suspicious < 0)
		return;
	row_set(row, "kernel_log", "%d", news.suspicious);
	if (news.suspicious)
		row_add_error(row, "kernel log: %s", news.first);
	if (news.overrun)
		row_add_error(row, "the kernel log overran, lines are lost");
}

void oracle_after(struct oracle *oracle, FILE *dmesg, struct row *row)
{
	enum dma_debug state = state_now(oracle);

	/* It disables itself when it runs out of memory: the worse of both moments counts. */
	if (oracle->state < state)
		state = oracle->state;
	row_set(row, "dma_debug", "%s", dma_debug_name(state));
	if (state >= DMA_DEBUG_FILTERED) {
		judge_errors(oracle, row);
		judge_leaks(oracle, row);
	}
	judge_log(oracle, dmesg, row);
}

void oracle_close(struct oracle *oracle)
{
	dma_debug_print_errors(oracle->print_errors);
	kmsg_close(&oracle->kmsg);
	keep_dump(oracle, NULL);
}
