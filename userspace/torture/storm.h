/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A storm is a scenario at work. A load is a thread that runs point after point on one channel; a
 * service is a thread that stresses the system meanwhile. This is the state they share.
 */
#ifndef DMARIG_STORM_H
#define DMARIG_STORM_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include "lib/rig/channels.h"
#include "lib/rig/rig.h"
#include "torture/scenario.h"
#include "torture/service.h"

#define STORM_CHANNELS	16	/* of loads and of services, each, at most */
#define STORM_SERVICES	16

struct storm;

/* struct load - a thread that loads a channel. What is atomic is read by others at any time. */
struct load {
	struct storm *storm;
	pthread_t thread;
	struct channel channel;
	struct rundir dir;
	u64 state;			/* of its random numbers */
	atomic_ullong transfers, bytes, verified;
	atomic_int points, refused, tolerated;
	atomic_bool live;
	atomic_int gap_ms;		/* the longest time without a transfer, while live */
};

/* struct stress - a thread that is a service */
struct stress {
	const struct service *service;
	struct storm *storm;
	pthread_t thread;
	struct channel channel;		/* a neighbour of its own, where the service wants one */
	struct rundir dir;		/* for that */
	u64 state;
	void *priv;			/* the service's */
	bool running;
	atomic_int acts;
};

/* struct storm - all of it */
struct storm {
	struct scenario *scenario;
	u64 seed;
	bool keep_going;		/* count failures instead of stopping at the first */
	struct load loads[STORM_CHANNELS];
	int nr_loads;
	struct stress stresses[STORM_SERVICES];
	int nr_stresses;
	struct channel neighbours[STORM_CHANNELS];
	int nr_neighbours;
	int nr_running;			/* loads that were started */
	u64 ms;				/* the load lasted */
	/* Called every second to show progress; may be NULL */
	void (*print_progress)(const struct storm *storm, int seconds);
	atomic_bool stop;
	atomic_bool missing;		/* a service cannot be had here */
	atomic_int failures;
	pthread_mutex_t lock;		/* protects the sentence */
	char sentence[2048];		/* the first failure */
};

/*
 * storm_fail() - count a failure; the first sentence is kept, and ends the storm unless keep_going
 * is set
 */
void storm_fail(struct storm *storm, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* storm_sleep() - sleep for that long, or until the storm is over: false then */
bool storm_sleep(struct storm *storm, int ms);

/* storm_sum(), storm_count() - a counter of all loads, by its offset in struct load */
unsigned long long storm_sum(const struct storm *storm, size_t offset);
int storm_count(const struct storm *storm, size_t offset);

#define STORM_SUM(storm, member)	storm_sum(storm, offsetof(struct load, member))
#define STORM_COUNT(storm, member)	storm_count(storm, offsetof(struct load, member))

/* storm_gap_ms() - the longest time that a load was live and nothing of it ended */
int storm_gap_ms(const struct storm *storm);

/* storm_fairness() - Jain's index of the loads' bytes: 1 for equal shares, 1/n for one alone */
double storm_fairness(const struct storm *storm);

#endif
