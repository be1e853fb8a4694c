// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The state that the threads of a storm share: its first failure, its end, and its counters.
 */
#include <stdarg.h>
#include <time.h>
#include "lib/base/clock.h"
#include "torture/storm.h"

void storm_fail(struct storm *storm, const char *format, ...)
{
	va_list args;

	pthread_mutex_lock(&storm->lock);
	if (!storm->failures++) {
		va_start(args, format);
		vsnprintf(storm->sentence, sizeof(storm->sentence), format, args);
		va_end(args);
	}
	pthread_mutex_unlock(&storm->lock);
	if (!storm->keep_going)
		storm->stop = true;
}

bool storm_sleep(struct storm *storm, int ms)
{
	u64 end = clock_ms() + ms, now;
	struct timespec part;

	while (!storm->stop && (now = clock_ms()) < end) {
		part.tv_sec = 0;
		part.tv_nsec = (end - now < 20 ? end - now : 20) * 1000000;
		nanosleep(&part, NULL);
	}
	return !storm->stop;
}

unsigned long long storm_sum(const struct storm *storm, size_t offset)
{
	unsigned long long sum = 0;
	int i;

	for (i = 0; i < storm->nr_loads; i++)
		sum += *(const atomic_ullong *)((const char *)&storm->loads[i] + offset);
	return sum;
}

int storm_count(const struct storm *storm, size_t offset)
{
	int i, sum = 0;

	for (i = 0; i < storm->nr_loads; i++)
		sum += *(const atomic_int *)((const char *)&storm->loads[i] + offset);
	return sum;
}

int storm_gap_ms(const struct storm *storm)
{
	int i, gap = 0;

	for (i = 0; i < storm->nr_loads; i++)
		gap = storm->loads[i].gap_ms > gap ? storm->loads[i].gap_ms : gap;
	return gap;
}

double storm_fairness(const struct storm *storm)
{
	double sum = 0, squares = 0, bytes;
	int i;

	for (i = 0; i < storm->nr_loads; i++) {
		bytes = storm->loads[i].bytes;
		sum += bytes;
		squares += bytes * bytes;
	}
	return squares ? sum * sum / (storm->nr_loads * squares) : 0;
}
