// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The life of a storm: services begin and loads start; all are watched until the time is up or one
 * fails; then they end in the opposite order.
 */
#include "lib/base/clock.h"
#include "lib/base/stop.h"
#include "torture/draw.h"
#include "torture/load.h"
#include "torture/storm_run.h"

#define LOOK_MS		100	/* the loads are looked at this often */

/* Begun by its own thread, as some of what it asks for is the thread's. */
static void *stress_thread(void *data)
{
	struct stress *stress = data;
	const struct service *service = stress->service;
	struct err err = { "" };
	int ret = service->begin ? service->begin(stress, &err) : 0;

	if (ret) {
		storm_fail(stress->storm, "%s", err.text);
		stress->storm->missing = true;
		stress->storm->stop = true;
		return NULL;
	}
	while (!stress->storm->stop) {
		service->step(stress);
		stress->acts++;
	}
	if (service->end)
		service->end(stress);
	return NULL;
}

static int start(pthread_t *thread, void *(*fn)(void *data), void *data, struct err *err)
{
	int ret = pthread_create(thread, NULL, fn, data);

	return ret ? err_say(err, -ret, "no thread can be made: %s", strerror(ret)) : 0;
}

static int start_all(struct storm *storm, struct err *err)
{
	int i, ret = 0;

	for (i = 0; i < storm->nr_loads && !ret; i++) {
		storm->loads[i].storm = storm;
		storm->loads[i].state = draw_start(storm->seed, i);
		ret = start(&storm->loads[i].thread, load_thread, &storm->loads[i], err);
		storm->nr_running += !ret;
	}
	for (i = 0; i < storm->nr_stresses && !ret; i++) {
		storm->stresses[i].storm = storm;
		storm->stresses[i].state = draw_start(storm->seed, STORM_CHANNELS + i);
		ret = start(&storm->stresses[i].thread, stress_thread, &storm->stresses[i], err);
		storm->stresses[i].running = !ret;
	}
	return ret;
}

static void join_all(struct storm *storm)
{
	int i;

	for (i = 0; i < storm->nr_stresses; i++)
		if (storm->stresses[i].running)
			pthread_join(storm->stresses[i].thread, NULL);
	for (i = 0; i < storm->nr_running; i++)
		pthread_join(storm->loads[i].thread, NULL);
}

/* struct look - what was last seen of a load */
struct look {
	unsigned long long done;
	u64 since;
};

static unsigned long long done_of(const struct load *load)
{
	unsigned long long done = 0;
	char text[160], *at;

	rundir_word(&load->dir, "progress", text, sizeof(text));
	at = strstr(text, "done=");
	if (at && sscanf(at, "done=%llu", &done) != 1)
		done = 0;
	return done;
}

/* A load that is live and whose count stands still has a gap. */
static void look_at(struct load *load, struct look *look, u64 now)
{
	unsigned long long done = load->live ? done_of(load) : 0;

	if (!load->live || done != look->done || !look->since) {
		look->done = done;
		look->since = now;
	} else if ((int)(now - look->since) > load->gap_ms) {
		load->gap_ms = now - look->since;
	}
}

static bool is_enough(const struct storm *storm)
{
	int until = storm->scenario->until;

	return until && STORM_SUM(storm, transfers) >= (unsigned long long)until;
}

static void watch(struct storm *storm)
{
	struct look looks[STORM_CHANNELS] = { { 0, 0 } };
	u64 start = clock_ms(), now = start, printed = start;
	u64 end = start + storm->scenario->duration_s * 1000ull;
	int i;

	while (now < end && !storm->stop && !stop_asked() && !is_enough(storm)) {
		stop_sleep(-1, LOOK_MS);
		now = clock_ms();
		for (i = 0; i < storm->nr_loads; i++)
			look_at(&storm->loads[i], &looks[i], now);
		if (storm->print_progress && now - printed >= 1000) {
			storm->print_progress(storm, (now - start) / 1000);
			printed = now;
		}
	}
	storm->ms = now - start;
	storm->stop = true;
}

static void recover(struct storm *storm)
{
	struct err err = { "" };
	int i;

	storm->stop = false;
	for (i = 0; i < storm->nr_loads; i++)
		if (load_once(&storm->loads[i], &err))
			storm_fail(storm, "%s: a plain run afterwards fails: %s",
				   storm->loads[i].channel.name, err.text);
	storm->stop = true;
}

int storm_run(struct storm *storm, struct err *err)
{
	int ret;

	pthread_mutex_init(&storm->lock, NULL);
	ret = start_all(storm, err);
	if (!ret)
		watch(storm);
	storm->stop = true;
	join_all(storm);
	if (!ret && !storm->missing && !strcmp(storm->scenario->text[TEXT_expect], "pass"))
		recover(storm);
	return ret;
}
