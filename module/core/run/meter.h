/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a live run has done since somebody last looked: for who watches it while it runs. It reads
 * counters of workers that go on counting, and so is a little old or torn; results are not made
 * of it.
 */
#ifndef DMARIG_CORE_METER_H
#define DMARIG_CORE_METER_H

#include <linux/types.h>

struct run;

/* struct meter - what was seen at the last look; all zeroes: none. Under the run's lock */
struct meter {
	u32 run;			/* its number */
	u64 at;				/* ktime in ns */
	u64 transfers, bytes, errors;
	u64 *seen, *now;		/* buckets of the phase total, of all workers */
};

/**
 * dmarig_meter_show() - write what a run has done since the last look, and remember this one
 * @meter: the looks so far
 * @run: the run
 * @page: gets a line; a page
 *
 * May sleep. Return: its length, or -ENOMEM.
 */
ssize_t dmarig_meter_show(struct meter *meter, struct run *run, char *page);

/* dmarig_meter_progress() - write how far a run is; return: the length of the line */
ssize_t dmarig_meter_progress(struct run *run, char *page);

/* dmarig_meter_free() - free what it remembers */
void dmarig_meter_free(struct meter *meter);

#endif
