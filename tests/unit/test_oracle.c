// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * What the oracle reads: lines of the kernel log, and dma-debug's dump of all kernels.
 */
#include <stdlib.h>
#include <unistd.h>
#include "common/misuses.h"
#include "lib/base/names.h"
#include "lib/base/show.h"
#include "lib/kernel/dma_debug.h"
#include "lib/kernel/kmsg.h"
#include "unit.h"

static void bad_lines_are_suspicious(void **state)
{
	static const char *const bad[] = {
		"WARNING: CPU: 0 PID: 1 at kernel/dma/debug.c:1 check_unmap+0x1/0x2",
		"BUG: unable to handle page fault for address: 0",
		"DMA-API: dmarig_sim dmarig_sim.0: device driver frees DMA memory with different size",
		"BUG: KASAN: use-after-free in x", "Internal error: Oops: 96000004 [#1] SMP",
		"rcu: INFO: rcu_sched self-detected stall on CPU",
		"WARNING: possible circular locking dependency detected",
		"INFO: task x:1 blocked for more than 120 seconds.",
		"kmemleak: 3 new suspected memory leaks",
	};
	static const char *const good[] = {
		"DMA-API: preallocated 65536 debug entries",
		"DMA-API: debugging enabled by kernel config",
		"dmarig: loaded", "debugfs: mounted", "dmarig_sim: controller made",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (!kmsg_is_suspicious(bad[i]))
			fail_msg("missed: %s", bad[i]);
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (kmsg_is_suspicious(good[i]))
			fail_msg("not suspicious: %s", good[i]);
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

static void reports_are_no_splats(void **state)
{
	(void)state;
	assert_true(kmsg_is_report("DMA-API: dmarig_sim dmarig_sim.0: device driver maps twice"));
	assert_true(kmsg_is_report("arm-smmu-v3 9050000.smmuv3: event 0x10 received:"));
	assert_false(kmsg_is_report("WARNING: CPU: 0 PID: 1 at drivers/dma/x.c:1 x+0x1/0x2"));
	assert_false(kmsg_is_report("BUG: sleeping function called from invalid context at x.c:1"));
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
	struct why why;

	(void)state;
	setenv("DMARIG_KMSG", path, 1);
	assert_int_equal(kmsg_open(&kmsg, &why), 0);
	assert_int_equal(look_at(&kmsg, log, splat), 1);
	snprintf(twice, sizeof(twice), "%s%s", splat, splat);
	assert_int_equal(look_at(&kmsg, log, twice), 2);
	assert_int_equal(look_at(&kmsg, log, cut), 1);
	assert_int_equal(look_at(&kmsg, log, "2,4,13,-;BUG: KASAN: x\n"), 1);
	assert_int_equal(look_at(&kmsg, log, "6,5,14,-;all is well\n"), 0);
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
		cmocka_unit_test(bad_lines_are_suspicious),
		cmocka_unit_test(reports_are_no_splats),
		cmocka_unit_test(a_warning_is_one_finding),
		cmocka_unit_test(every_misuse_says_something),
		cmocka_unit_test(mappings_are_counted_in_every_format),
		cmocka_unit_test(the_nearest_name_is_found),
		cmocka_unit_test(numbers_are_shown_short),
	};

	return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
