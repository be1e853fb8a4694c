// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * What the oracle reads: lines of the kernel log, and dma-debug's dump of all kernels.
 */
#include "unit.h"
#include "dma_debug.h"
#include "kmsg.h"
#include "names.h"
#include "show.h"

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
		cmocka_unit_test(mappings_are_counted_in_every_format),
		cmocka_unit_test(the_nearest_name_is_found),
		cmocka_unit_test(numbers_are_shown_short),
	};

	return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
