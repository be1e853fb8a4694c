// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sums up workers that are at work. Each counter is one word, and a little old does no harm.
 */
#include <linux/mm.h>
#include <linux/sysfs.h>
#include "core/run/meter.h"
#include "core/run/run.h"
#include "core/worker/worker.h"

#define METER_LINE "run=%u state=%s ns=%llu transfers=%llu bytes=%llu errors=%llu p99_ns=%llu\n"

static int meter_allocate(struct meter *meter)
{
	if (!meter->seen)
		meter->seen = kvcalloc(HIST_BUCKETS, sizeof(u64), GFP_KERNEL);
	if (!meter->now)
		meter->now = kvcalloc(HIST_BUCKETS, sizeof(u64), GFP_KERNEL);
	return meter->seen && meter->now ? 0 : -ENOMEM;
}

static void meter_add_worker(struct meter *meter, const struct worker *w)
{
	const struct hist *hist = w->hist ? &w->hist[PHASE_total] : NULL;
	int i;

	meter->transfers += READ_ONCE(w->tally.transfers);
	meter->bytes += READ_ONCE(w->tally.bytes);
	for (i = 0; i < DMARIG_NR_OUTCOMES; i++)
		if (i != DMARIG_OUTCOME_good)
			meter->errors += READ_ONCE(w->tally.outcome[i]);
	for (i = 0; hist && i < HIST_BUCKETS; i++)
		meter->now[i] += READ_ONCE(hist->bucket[i]);
}

/* The value below which 99 % are of what came since the last look; 0 where nothing did */
static u64 meter_p99(const struct meter *meter)
{
	u64 count = 0, left;
	int i;

	for (i = 0; i < HIST_BUCKETS; i++)
		count += meter->now[i] - meter->seen[i];
	if (!count)
		return 0;
	left = div_u64(count, 100);
	for (i = HIST_BUCKETS - 1; i > 0; i--) {
		if (meter->now[i] - meter->seen[i] > left)
			break;
		left -= meter->now[i] - meter->seen[i];
	}
	return hist_upper(i);
}

/* The looks at the run before are forgotten. */
static void meter_begin(struct meter *meter, const struct run *run)
{
	u64 *seen = meter->seen, *now = meter->now;

	*meter = (struct meter){ .run = run->id, .seen = seen, .now = now };
	memset(seen, 0, HIST_BUCKETS * sizeof(*seen));
}

static ssize_t meter_look(struct meter *meter, struct run *run, char *page)
{
	u64 start = READ_ONCE(run->stage.window_start), *seen = meter->seen;
	const struct meter last = *meter;
	ssize_t len;
	u32 i;

	/* Its workers are gone, and with them what they counted. */
	if (!run->live)
		return sysfs_emit(page, METER_LINE, run->id,
				  dmarig_states[dmarig_run_state(run)].name, 0ull, 0ull, 0ull,
				  0ull, 0ull);
	meter->at = ktime_get_ns();
	meter->transfers = 0;
	meter->bytes = 0;
	meter->errors = 0;
	memset(meter->now, 0, HIST_BUCKETS * sizeof(*meter->now));
	for (i = 0; i < run->nr_workers; i++)
		meter_add_worker(meter, run->workers[i]);
	len = sysfs_emit(page, METER_LINE, run->id, dmarig_states[dmarig_run_state(run)].name,
			 meter->at - (last.at ?: start ?: meter->at),
			 meter->transfers - last.transfers, meter->bytes - last.bytes,
			 meter->errors - last.errors, meter_p99(meter));
	meter->seen = meter->now;
	meter->now = seen;
	if (!start)
		meter->at = 0;
	return len;
}

ssize_t dmarig_meter_show(struct meter *meter, struct run *run, char *page)
{
	ssize_t ret;

	mutex_lock(&run->lock);
	ret = meter_allocate(meter);
	if (!ret && meter->run != run->id)
		meter_begin(meter, run);
	if (!ret)
		ret = meter_look(meter, run, page);
	mutex_unlock(&run->lock);
	return ret;
}

ssize_t dmarig_meter_progress(struct run *run, char *page)
{
	u64 transfers, elapsed_ns;

	dmarig_run_progress(run, &transfers, &elapsed_ns);
	return sysfs_emit(page, "run=%u state=%s elapsed_ms=%llu duration_ms=%llu done=%llu\n",
			  run->id, dmarig_states[dmarig_run_state(run)].name,
			  div_u64(elapsed_ns, NSEC_PER_MSEC), run->p.duration_ms, transfers);
}

void dmarig_meter_free(struct meter *meter)
{
	kvfree(meter->seen);
	kvfree(meter->now);
}
