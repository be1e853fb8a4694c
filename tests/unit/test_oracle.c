// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The oracle's inputs: lines of the kernel log, counters, and dma-debug's dump of all kernels.
 */
#include <stdlib.h>
#include <unistd.h>
#include "common/misuses.h"
#include "lib/base/names.h"
#include "lib/base/show.h"
#include "lib/kernel/dma_debug.h"
#include "lib/kernel/kernel_counts.h"
#include "lib/kernel/kernel_log.h"
#include "lib/kernel/kmsg.h"
#include "unit.h"

/* The first pattern that finds a sample is its own. */
static void every_sample_is_found_by_its_pattern(void **state)
{
	const struct log_pattern *found;
	struct names samples;
	int i, j;

	(void)state;
	for (i = 0; i < kernel_log_nr; i++) {
		samples = (struct names){ 0 };
		names_split(&samples, kernel_log[i].samples, '\n');
		assert_true(samples.nr > 0);
		for (j = 0; j < samples.nr; j++) {
			found = kernel_log_find(samples.name[j]);
			if (found != &kernel_log[i])
				fail_msg("%s is found by %s, not by %s", samples.name[j],
					 found ? found->name : "none", kernel_log[i].name);
		}
		names_free(&samples);
	}
}

static void ordinary_lines_are_none(void **state)
{
	static const char *const good[] = {
		"dmarig: loaded", "debugfs: mounted", "dmarig_sim: controller made",
		"dmarig: loading out-of-tree module taints kernel.",
		"arm-smmu-v3 9050000.smmuv3: allocated 65536 entries for evtq",
		"DMAR: Intel(R) Virtualization Technology for Directed I/O",
		"software IO TLB: mapped [mem 0x1000-0x2000] (64MB)",
		"ttyAMA0 at MMIO 0x9000000 (irq = 13, base_baud = 0) is a PL011 rev1",
		"pcieport 0000:00:01.0: AER: enabled with IRQ 35",
		"rcu: Hierarchical RCU implementation.", "edu 0000:00:02.0: enabling device",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (kernel_log_find(good[i]))
			fail_msg("%s: %s", kernel_log_find(good[i])->name, good[i]);
}

/* A look at what is appended to a log; the lines are records as /dev/kmsg has them. */
static int look_at(struct kmsg *kmsg, FILE *log, const char *lines)
{
	struct kmsg_news news;

	fputs(lines, log);
	fflush(log);
	kmsg_look(kmsg, NULL, &news);
	return news.suspicious;
}

static void kinds_of(struct kmsg *kmsg, FILE *log, const char *lines, struct kmsg_news *news)
{
	fputs(lines, log);
	fflush(log);
	kmsg_look(kmsg, NULL, news);
}

static void each_kind_is_told_apart(void **state)
{
	char path[] = "/tmp/dmarig-kmsg-XXXXXX";
	FILE *log = fdopen(mkstemp(path), "a");
	struct kmsg_news news;
	struct kmsg kmsg;
	struct err err;

	(void)state;
	setenv("DMARIG_KMSG", path, 1);
	assert_int_equal(kmsg_open(&kmsg, &err), 0);
	kinds_of(&kmsg, log, "3,1,1,-;arm-smmu-v3 9050000.smmuv3: event 0x13 received:\n", &news);
	assert_int_equal(news.suspicious, 1);
	assert_false(news.splat);
	assert_non_null(strstr(news.first, "(the IOMMU (SMMUv3) stopped an access)"));
	kinds_of(&kmsg, log, "4,2,2,-;DMA-API: debugging out of memory - disabling\n", &news);
	assert_int_equal(news.suspicious, 0);
	assert_non_null(strstr(news.blind, "(dma-debug watches nobody any more)"));
	kinds_of(&kmsg, log, "4,3,3,-;net_ratelimit: 5 callbacks suppressed\n", &news);
	assert_int_equal(news.suspicious, 0);
	assert_string_equal(news.blind, "");
	assert_non_null(strstr(news.remark, "5 callbacks suppressed"));
	kinds_of(&kmsg, log, "4,4,4,-;Call Trace:\n", &news);
	assert_int_equal(news.suspicious, 1);
	assert_true(news.splat);
	kinds_of(&kmsg, log, "2,5,5,-;watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [x:7]\n",
		 &news);
	assert_true(news.splat);
	/* The rest of it, after a look in its middle */
	kinds_of(&kmsg, log, "4,6,6,-;Call Trace:\n", &news);
	assert_int_equal(news.suspicious, 0);
	kmsg_close(&kmsg);
	fclose(log);
	unlink(path);
}

/* What an IOMMU stops is wanted where a rule has provoked it; that it does not answer is not. */
static void a_stopped_access_may_be_wanted(void **state)
{
	const char *dmar = "3,2,2,-;DMAR: [DMA Read] Request device [03:00.0] fault addr 0\n";
	char path[] = "/tmp/dmarig-kmsg-XXXXXX";
	FILE *log = fdopen(mkstemp(path), "a");
	struct kmsg kmsg;
	struct err err;

	(void)state;
	setenv("DMARIG_KMSG", path, 1);
	assert_int_equal(kmsg_open(&kmsg, &err), 0);
	kmsg.stops_wanted = true;
	assert_int_equal(look_at(&kmsg, log,
				 "3,1,1,-;arm-smmu-v3 1.smmuv3: event 0x10 received:\n"), 0);
	assert_int_equal(look_at(&kmsg, log, dmar), 0);
	assert_int_equal(look_at(&kmsg, log,
				 "3,3,3,-;AMD-Vi: Command buffer timeout\n"), 1);
	assert_int_equal(look_at(&kmsg, log,
				 "3,4,4,-;BUG: unable to handle page fault\n"), 1);
	kmsg.stops_wanted = false;
	assert_int_equal(look_at(&kmsg, log,
				 "3,5,5,-;arm-smmu-v3 1.smmuv3: event 0x10 received:\n"), 1);
	kmsg_close(&kmsg);
	fclose(log);
	unlink(path);
}

/*
 * The kernel logs ten in five seconds: after nine one more may come, after ten the limit is
 * reached.
 */
static void limits_are_waited_out(void **state)
{
	static const char line[] = "3,1,1,-;virtio_iommu virtio0: fault from EP 32\n";
	char path[] = "/tmp/dmarig-kmsg-XXXXXX";
	FILE *log = fdopen(mkstemp(path), "a");
	struct kmsg_news news;
	struct kmsg kmsg;
	struct err err;
	int i;

	(void)state;
	setenv("DMARIG_KMSG", path, 1);
	assert_int_equal(kmsg_open(&kmsg, &err), 0);
	for (i = 0; i < 9; i++)
		kinds_of(&kmsg, log, line, &news);
	assert_int_equal(kmsg_limited_ms(&kmsg), 0);
	kinds_of(&kmsg, log, line, &news);
	assert_in_range(kmsg_limited_ms(&kmsg), 1, 5000);
	kmsg_close(&kmsg);
	assert_int_equal(kmsg_open(&kmsg, &err), 0);
	kinds_of(&kmsg, log, "3,1,1,-;BUG: scheduling while atomic: x/7/0x00000002\n", &news);
	assert_in_range(kmsg_limited_ms(&kmsg), 1, 1000);
	kmsg_close(&kmsg);
	fclose(log);
	unlink(path);
}

static void taint_is_said_in_words(void **state)
{
	char text[128];

	(void)state;
	kernel_taint_words(1 << 12 | 1 << 9 | 1 << 7, text, sizeof(text));
	assert_string_equal(text, "D (an oops), W (a warning)");
	kernel_taint_words(1 << 12, text, sizeof(text));
	assert_string_equal(text, "");
	assert_int_equal(kernel_counts_new(KERNEL_COUNT_ABSENT, 3), 0);
	assert_int_equal(kernel_counts_new(3, 5), 2);
}

static void a_warning_is_one_finding(void **state)
{
	static const char splat[] =
		"4,1,10,-;------------[ cut here ]------------\n"
		"4,2,11,-;DMA-API: dmarig_sim dmarig_sim.0: device driver frees DMA memory with different size\n"
		"4,3,12,-;WARNING: CPU: 0 PID: 1 at kernel/dma/debug.c:1 check_unmap+0x1/0x2\n"
		"4,4,13,-;---[ end trace 0000000000000000 ]---\n"
		"4,5,14,-;DMA-API: Mapped at:\n"
		"4,6,15,-; debug_dma_map_page+0x1/0x2\n";
	static const char cut[] =
		"4,1,10,-;------------[ cut here ]------------\n"
		"2,2,11,-;kernel BUG at x.c:1!\n"
		"2,3,12,-;Oops: 0000\n";
	char path[] = "/tmp/dmarig-kmsg-XXXXXX", twice[2 * sizeof(splat)];
	FILE *log = fdopen(mkstemp(path), "a");
	struct kmsg kmsg;
	struct err err;

	(void)state;
	setenv("DMARIG_KMSG", path, 1);
	assert_int_equal(kmsg_open(&kmsg, &err), 0);
	assert_int_equal(look_at(&kmsg, log, splat), 1);
	snprintf(twice, sizeof(twice), "%s%s", splat, splat);
	assert_int_equal(look_at(&kmsg, log, twice), 2);
	assert_int_equal(look_at(&kmsg, log, cut), 1);
	assert_int_equal(look_at(&kmsg, log,
				 "2,4,13,-;BUG: KASAN: x\n"), 1);
	assert_int_equal(look_at(&kmsg, log,
				 "6,5,14,-;all is well\n"), 0);
	kmsg_close(&kmsg);
	fclose(log);
	unlink(path);
}

static void every_misuse_says_something(void **state)
{
	const struct misuse *misuse;
	char text[128];

	(void)state;
	for (misuse = dmarig_misuses; misuse->name; misuse++) {
		assert_int_equal(misuse_find(misuse->name), misuse - dmarig_misuses);
		if (misuse_says(misuse, 0, text, sizeof(text)) == !!(misuse->traits & MISUSE_LEAK))
			fail_msg("%s says '%s'", misuse->name, text);
		assert_null(strchr(text, '|'));
	}
	misuse = &dmarig_misuses[DMARIG_MISUSE_sync_for_cpu_read_only];
	assert_true(misuse_says(misuse, 1, text, sizeof(text)));
	assert_string_equal(text, "syncs device read-only DMA memory for cpu");
	assert_false(misuse_says(misuse, 2, text, sizeof(text)));
	assert_int_equal(misuse_find("gremlin"), -EINVAL);
}

static void mappings_are_counted_in_every_format(void **state)
{
	static const char old[] =
		"dmarig_sim.0 dmarig-sim single idx 1 P=1000 N=1 D=1000 L=40 DMA_TO_DEVICE x\n"
		"dmarig_sim.01 dmarig-sim single idx 2 P=1000 N=1 D=1000 L=40 DMA_TO_DEVICE x\n"
		"dmarig_sim.0 dmarig-sim coherent idx 3 P=1000 N=1 D=1000 L=40 BIDIRECTIONAL x\n";
	static const char new[] =
		"dmarig-sim dmarig_sim.0 single idx 1 P=0x1000 D=1000 L=40 cln=0x1 DMA_TO_DEVICE x\n"
		"virtio 0000:00:01.0 coherent idx 1 P=0x1000 D=1000 L=40 cln=0x1 DMA_TO_DEVICE x";

	(void)state;
	assert_int_equal(dma_debug_count(old, "dmarig_sim.0"), 2);
	assert_int_equal(dma_debug_count(new, "dmarig_sim.0"), 1);
	assert_int_equal(dma_debug_count(new, "0000:00:01.0"), 1);
	assert_int_equal(dma_debug_count("", "dmarig_sim.0"), 0);
}

static void the_nearest_name_is_found(void **state)
{
	struct names names = { 0 };

	(void)state;
	names_split(&names, "channel, depth,duration_ms", ',');
	assert_string_equal(names_nearest(&names, "chanel"), "channel");
	assert_string_equal(names_nearest(&names, "dpeth"), "depth");
	assert_string_equal(names_nearest(&names, "duration"), "duration_ms");
	assert_null(names_nearest(&names, "xyz"));
	names_free(&names);
}

static void numbers_are_shown_short(void **state)
{
	char text[32];

	(void)state;
	assert_string_equal(show_bytes(text, 4096), "4k");
	assert_string_equal(show_bytes(text, 1 << 20), "1M");
	assert_string_equal(show_bytes(text, 1000), "1000");
	assert_string_equal(show_bytes(text, 0), "0");
	assert_string_equal(show_rate(text, 123456789), "123 MB/s");
	assert_string_equal(show_rate(text, 999600), "1.00 MB/s");
	assert_string_equal(show_time(text, 1500), "1.50 us");
	assert_string_equal(show_time(text, 12), "12.0 ns");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_is_found_by_its_pattern),
		cmocka_unit_test(ordinary_lines_are_none),
		cmocka_unit_test(each_kind_is_told_apart),
		cmocka_unit_test(a_stopped_access_may_be_wanted),
		cmocka_unit_test(limits_are_waited_out),
		cmocka_unit_test(taint_is_said_in_words),
		cmocka_unit_test(a_warning_is_one_finding),
		cmocka_unit_test(every_misuse_says_something),
		cmocka_unit_test(mappings_are_counted_in_every_format),
		cmocka_unit_test(the_nearest_name_is_found),
		cmocka_unit_test(numbers_are_shown_short),
	};

	return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
