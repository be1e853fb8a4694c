// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The oracle compares the kernel's state before and after a run. It does not know what the run
 * did.
 */
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/check/oracle.h"
#include "lib/rig/rig.h"

#define PRINT_ERRORS 64		/* enough to know what is wrong, and no flood */

int oracle_open(struct oracle *oracle, struct err *err)
{
	memset(oracle, 0, sizeof(*oracle));
	oracle->print_errors = dma_debug_print_errors(PRINT_ERRORS);
	oracle->state = dma_debug_state();
	return kmsg_open(&oracle->kmsg, err);
}

/* dma-debug that the kernel was built without cannot appear later, so it is not looked for. */
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

/*
 * Re-arm WARN_ONCE(), which may have been spent long before this run. Not every kernel can do
 * that.
 */
static void warn_again(void)
{
	char path[PATH_LEN];

	file_write(path_in(path, ROOT_DEBUGFS, "clear_warn_once"), "1");
}

/* The log comes before the counters here and behind them after the run: it never says less. */
void oracle_before(struct oracle *oracle, FILE *dmesg)
{
	int limited_ms;

	oracle->splat = false;
	oracle->blind = false;
	oracle->state = state_now(oracle);
	if (oracle->state >= DMA_DEBUG_FILTERED)
		look_at_dma_debug(oracle);
	limited_ms = kmsg_limited_ms(&oracle->kmsg);
	if (limited_ms)
		usleep(limited_ms * 1000);
	warn_again();
	kmsg_look(&oracle->kmsg, dmesg, &oracle->between);
	kernel_counts_read(&oracle->counts);
}

static void judge_errors(const struct oracle *oracle, struct row *row)
{
	/* The kernel counts in 32 bits. */
	u32 errors = dma_debug_errors() - oracle->errors;

	row_set(row, "dma_debug_errors", "%u", errors);
	if (errors)
		row_add_error(row, "dma-debug counted %u new errors", errors);
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

static void judge_news(struct oracle *oracle, const struct kmsg_news *news, const char *when,
		       struct row *row)
{
	if (news->suspicious > 0)
		row_add_error(row, "kernel log%s: %s", when, news->first);
	if (*news->blind)
		row_add_remark(row, "kernel log%s: %s", when, news->blind);
	if (*news->remark)
		row_add_remark(row, "kernel log%s: %s", when, news->remark);
	if (news->overrun)
		row_add_error(row, "the kernel log overran, lines are lost");
	oracle->splat |= news->splat;
	oracle->blind |= *news->blind;
}

static void judge_log(struct oracle *oracle, FILE *dmesg, struct row *row)
{
	struct kmsg_news news;

	judge_news(oracle, &oracle->between, " before it began", row);
	kmsg_look(&oracle->kmsg, dmesg, &news);
	if (news.suspicious < 0)
		return;
	row_set(row, "kernel_log", "%d", news.suspicious);
	judge_news(oracle, &news, "", row);
}

static void set_count(struct row *row, const char *column, u64 before, u64 now)
{
	if (now != KERNEL_COUNT_ABSENT)
		row_set(row, column, "%llu", kernel_counts_new(before, now));
}

/* A trouble that the log has a line for needs no second sentence. */
static void judge_counts(struct oracle *oracle, const struct kernel_counts *now, struct row *row)
{
	const struct kernel_counts *before = &oracle->counts;
	u64 warnings = kernel_counts_new(before->warnings, now->warnings);
	u64 oopses = kernel_counts_new(before->oopses, now->oopses);
	u64 logged = row_number(row, "kernel_log");
	char taint[128] = "";

	if (before->taint != KERNEL_COUNT_ABSENT && now->taint != KERNEL_COUNT_ABSENT)
		kernel_taint_words(now->taint & ~before->taint, taint, sizeof(taint));
	set_count(row, "kernel_warnings", before->warnings, now->warnings);
	set_count(row, "kernel_oopses", before->oopses, now->oopses);
	row_set(row, "kernel_taint", "%s", taint);
	if (warnings > logged)
		row_add_error(row, "the kernel counted %llu new warnings, and its log shows %llu",
			      warnings, logged);
	if (oopses)
		row_add_error(row, "the kernel counted %llu new oopses", oopses);
	if (*taint && !logged && !warnings && !oopses)
		row_add_error(row, "the kernel is tainted now: %s", taint);
	oracle->splat |= warnings > logged || oopses || (*taint && !logged);
}

/* dma-debug may turn itself off, or be limited to some devices, in the middle of a run. */
static void judge_watch(struct oracle *oracle, enum dma_debug now, struct row *row)
{
	if (now >= oracle->state)
		return;
	row_add_remark(row, "dma-debug was %s when this began and is %s now: misuse goes unseen",
		       dma_debug_name(oracle->state), dma_debug_name(now));
	oracle->blind = true;
}

void oracle_after(struct oracle *oracle, FILE *dmesg, struct row *row)
{
	enum dma_debug state = state_now(oracle);
	struct kernel_counts counts;

	judge_watch(oracle, state, row);
	/* It disables itself when it runs out of memory: the worse of both moments counts. */
	if (oracle->state < state)
		state = oracle->state;
	oracle->watched = state;
	row_set(row, "dma_debug", "%s", dma_debug_name(state));
	if (state >= DMA_DEBUG_FILTERED) {
		judge_errors(oracle, row);
		judge_leaks(oracle, row);
	}
	kernel_counts_read(&counts);
	judge_log(oracle, dmesg, row);
	judge_counts(oracle, &counts, row);
}

void oracle_close(struct oracle *oracle)
{
	dma_debug_print_errors(oracle->print_errors);
	kmsg_close(&oracle->kmsg);
	keep_dump(oracle, NULL);
}
