/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A scenario: a conf file whose knobs the load draws from, with services that run at the same time
 * and a verdict to expect. This code knows nothing of the system.
 */
#ifndef DMARIG_SCENARIO_H
#define DMARIG_SCENARIO_H

#include "lib/conf/conf.h"

/*
 * What may stand in [global] besides knobs.
 *
 *   T(name, default, help)
 */
#define SCENARIO_TEXTS(T)									\
	T(services, "", "what happens beside the load, by comma; see --services")		\
	T(controller, "any", "driver or device that is loaded; sim: one made for it")		\
	T(sim, "", "settings of the controller that is made, NAME:VALUE by comma")		\
	T(expect, "pass", "pass, or fail: and words of the failure")				\
	T(tolerate, "", "words of failures of the load that are no failures here, by comma")	\
	T(duration, "10", "seconds")								\
	T(channels, "2", "how many channels are loaded")					\
	T(until, "0", "transfers after which it is over at once; 0: duration decides")		\
	T(neighbours, "1", "how many channels of the controller are left to the services")

#define SCENARIO_ENUM(name, ...) TEXT_##name,
enum scenario_text { SCENARIO_TEXTS(SCENARIO_ENUM) NR_TEXTS };
#undef SCENARIO_ENUM

/* struct scenario - a file */
struct scenario {
	struct conf conf;
	char *text[NR_TEXTS];
	int duration_s, channels, neighbours;
	int until;
	struct names services, tolerate;
};

/**
 * scenario_read() - read a scenario
 * @scenario: gets it
 * @path: the file
 * @err: gets the reason when it is refused
 *
 * Return: 0; -ENOENT and the like; -EINVAL.
 */
int scenario_read(struct scenario *scenario, const char *path, struct err *err);

/**
 * scenario_override() - KEY=VALUE or KNOB=VALUES of the command line
 * @scenario: read
 * @text: the assignment
 * @err: gets the reason when it is refused
 *
 * Return: 0 or -EINVAL.
 */
int scenario_override(struct scenario *scenario, const char *text, struct err *err);

/* scenario_settle() - after the last override: 0, or -EINVAL for a number that is none */
int scenario_settle(struct scenario *scenario, struct err *err);

/**
 * scenario_draw() - draw a legal point
 * @scenario: settled
 * @state: of the random numbers; goes on
 * @p: gets the point, but for its channel and seed
 * @err: when nothing legal could be drawn: what is wrong with the last
 *
 * Return: 0 or -EINVAL.
 */
int scenario_draw(const struct scenario *scenario, u64 *state, struct params *p, struct err *err);

/* scenario_tolerates() - is this failure of the load none here? */
bool scenario_tolerates(const struct scenario *scenario, const char *sentence);

/* scenario_free() - free all of it */
void scenario_free(struct scenario *scenario);

#endif
