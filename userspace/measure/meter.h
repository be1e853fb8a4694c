/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a live run has done since it was last looked at, and conditions on that.
 */
#ifndef DMARIG_METER_H
#define DMARIG_METER_H

#include "lib/base/names.h"
#include "lib/base/err.h"
#include "lib/rig/rig.h"

/* struct meter_reading - by the run's file meter */
struct meter_reading {
	char state[STATE_LEN];
	u64 run, ns, transfers, bytes, errors, p99_ns;
};

/* meter_parse() - take a line of that file; false: it is none */
bool meter_parse(const char *text, struct meter_reading *reading);

/* meter_read() - look; false: the module has no such file, or nothing was measured yet */
bool meter_read(const struct rundir *dir, struct meter_reading *reading);

/* meter_rate() - bytes a second */
double meter_rate(const struct meter_reading *reading);

/* struct limit - a condition that stops a run: p99>200us */
struct limit {
	int quantity;
	bool above;
	double value;
	const char *text;	/* as it was written */
};

/**
 * limit_parse() - read a condition
 * @limit: gets it
 * @text: p99, throughput or errors, < or >, and a number with its unit; stays where it is
 * @err: gets the reason when it is refused
 *
 * Return: 0 or -EINVAL.
 */
int limit_parse(struct limit *limit, const char *text, struct err *err);

/* limit_time() - read a time such as 200us, into ns; 0 or -EINVAL */
int limit_time(const char *text, double *ns);

/* limit_is_hit() - is a condition fulfilled? @text gets what was seen */
bool limit_is_hit(const struct limit *limit, const struct meter_reading *reading, char *text,
		  size_t len);

#endif
