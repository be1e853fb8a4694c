// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Estimates the time left. The points measured so far show what a point costs beyond its own
 * times.
 */
#include <stdarg.h>
#include <unistd.h>
#include "lib/base/clock.h"
#include "measure/progress.h"

#define TERMINAL_MS	200
#define LOG_MS		30000

static u64 step_ms(const struct plan *plan, int step)
{
	return plan->points[plan->steps[step].point].expected_ms;
}

void progress_init(struct progress *progress, const struct plan *plan)
{
	int i;

	memset(progress, 0, sizeof(*progress));
	progress->plan = plan;
	progress->terminal = isatty(STDERR_FILENO);
	progress->started = clock_ms();
	progress->shown = progress->started;
	for (i = 0; i < plan->nr_steps; i++)
		progress->knobs_left_ms += step_ms(plan, i);
}

u64 progress_left_ms(const struct progress *progress, u64 now)
{
	u64 took = now - progress->started, over;

	if (!progress->done)
		return progress->knobs_left_ms;
	over = took > progress->knobs_done_ms ? took - progress->knobs_done_ms : 0;
	return progress->knobs_left_ms +
	       over * (progress->plan->nr_steps - progress->done) / progress->done;
}

void progress_next(struct progress *progress)
{
	u64 ms = step_ms(progress->plan, progress->done);

	progress->knobs_done_ms += ms;
	progress->knobs_left_ms -= ms;
	progress->done++;
	progress_show(progress);
}

void progress_show(struct progress *progress)
{
	u64 now = clock_ms(), left;

	if (now - progress->shown < (progress->terminal ? TERMINAL_MS : LOG_MS))
		return;
	progress->shown = now;
	left = (progress_left_ms(progress, now) + 999) / 1000;
	fprintf(stderr, "%s%d of %d measured, %llu:%02llu left%s%s%s",
		progress->terminal ? "\r" : "", progress->done, progress->plan->nr_steps,
		left / 60, left % 60, progress->beside && *progress->beside ? "; " : "",
		progress->beside ?: "",
		progress->terminal ? "\033[K" : "\n");
}

void progress_note(struct progress *progress, const char *format, ...)
{
	va_list args;

	progress_end(progress);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	putc('\n', stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->terminal)
		fputs("\r\033[K", stderr);
}
