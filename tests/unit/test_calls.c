// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The join counts a worker's map and unmap events for the transfer that they belong to.
 */
#include "lives.h"

static void called(struct world *w, u64 ts, s32 pid, enum trace_system system)
{
	const struct event event = {
		.ts = ts, .cpu = 2, .kind = EVENT_of_system, .value = system, .pid = pid,
	};

	lives_event(w->lives, &event);
}

static void calls_are(const struct breakdown *b, u32 dma, u32 swiotlb, u32 iommu)
{
	assert_int_equal(b->calls[SYSTEM_dma], dma);
	assert_int_equal(b->calls[SYSTEM_swiotlb], swiotlb);
	assert_int_equal(b->calls[SYSTEM_iommu], iommu);
}

/* With two transfers in flight each gets the events of its own worker, and no other task's. */
static void what_maps_and_unmaps_call(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 300, 0), t = transfer(0, 2, 1100, 400, 0);

	(void)state;
	called(w, 960, WORKER_PID, SYSTEM_dma);		/* before it */
	called(w, 970, WORKER_PID, SYSTEM_dma);
	called(w, 980, WORKER_PID, SYSTEM_iommu);
	called(w, 985, WORKER_PID + 1, SYSTEM_dma);	/* another's */
	called(w, 990, WORKER_PID, SYSTEM_iommu);
	called(w, 1080, WORKER_PID, SYSTEM_dma);
	called(w, 1085, WORKER_PID, SYSTEM_swiotlb);
	called(w, 1322, WORKER_PID, SYSTEM_dma);
	ended(w, 1330, 2, &s);
	called(w, 1523, WORKER_PID, SYSTEM_iommu);
	ended(w, 1530, 2, &t);
	calls_are(&w->done[0], 2, 0, 2);
	calls_are(&w->done[1], 1, 1, 1);
	world_free(w);
}

/*
 * So many events since then that the worker's own are forgotten: no count is known, so none is
 * given.
 */
static void calls_long_ago(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 20000, 0);
	int i;

	(void)state;
	called(w, 980, WORKER_PID, SYSTEM_dma);
	for (i = 0; i < 5000; i++)
		called(w, 1100 + i, WORKER_PID, SYSTEM_dma);
	called(w, 21022, WORKER_PID, SYSTEM_dma);
	ended(w, 21030, 2, &s);
	calls_are(&w->done[0], 0, 0, 0);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest calls[] = {
		cmocka_unit_test(what_maps_and_unmaps_call),
		cmocka_unit_test(calls_long_ago),
	};

	return cmocka_run_group_tests(calls, NULL, NULL);
}
