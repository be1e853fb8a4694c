// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Services on a neighbour, a channel of the same controller. A rule is checked there over and
 * over, with another seed each time, so that harm to the loads' channels is seen. A rule that
 * fails is a failure of the storm.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "torture/draw.h"
#include "torture/storm.h"

static int begin(struct stress *stress, struct err *err)
{
	int ret = rundir_make(&stress->dir, err);

	if (!ret)
		ret = rundir_write(&stress->dir, "channel", stress->channel.name);
	if (!ret && strstr(stress->channel.capabilities, "slave") &&
	    !strcmp(stress->channel.driver, "dmarig_sim"))
		ret = rundir_write(&stress->dir, "peer", "memory");
	return ret ? err_say(err, ret, "%s: no run on %s", stress->service->name,
			     stress->channel.name) : 0;
}

static void end(struct stress *stress)
{
	rundir_remove(&stress->dir);
}

/* The channel may be gone for a moment, where something else takes the controller away. */
static void write_rule(struct stress *stress, const char *rule)
{
	char seed[32], verdict[1024];

	snprintf(seed, sizeof(seed), "%u", draw(&stress->state, ~0u));
	if (rundir_write(&stress->dir, "seed", seed) || rundir_write(&stress->dir, "check", rule)) {
		storm_sleep(stress->storm, 20);
		return;
	}
	rundir_word(&stress->dir, "verdict", verdict, sizeof(verdict));
	if (!strncmp(verdict, "fail", 4) && !scenario_tolerates(stress->storm->scenario, verdict))
		storm_fail(stress->storm, "%s: rule %s on %s, seed=%s: %s", stress->service->name,
			   rule, stress->channel.name, seed, verdict + 5);
}

static void write_one_of(struct stress *stress, const char *const *rules, u32 nr)
{
	write_rule(stress, rules[draw(&stress->state, nr)]);
	storm_sleep(stress->storm, draw(&stress->state, 20));
}

/* S(name, help, rules...) */
#define RULE_SERVICES(S)									\
	S(terminate_storm, "a channel beside is terminated at any moment, and used again",	\
	  "terminate-no-late-callback", "terminate-then-works", "terminate-memory-still",	\
	  "terminate-forgets-queue", "synchronize-waits")					\
	S(pause_storm, "a channel beside is paused and resumed at any moment",			\
	  "pause-loses-nothing", "pause-freezes-data", "terminate-when-paused")			\
	S(status_hammer, "status is asked for all the time on a channel beside",		\
	  "order-within-channel", "status-complete-means-data", "residue-within-length",	\
	  "residue-monotone")									\
	S(submit_from_callback, "callbacks of a channel beside submit, ask and issue",		\
	  "callback-may-submit", "callback-may-ask-status")					\
	S(reconfigure_churn, "a channel beside is configured anew with transfers queued",	\
	  "config-leaves-queued", "mode-change")						\
	S(channel_churn, "a channel beside is requested and released all the time",		\
	  "release-request-again", "completes")

#define RULE_STEP(name, help, ...)								\
static void step_##name(struct stress *stress)							\
{												\
	static const char *const rules[] = { __VA_ARGS__ };					\
												\
	write_one_of(stress, rules, ARRAY_SIZE(rules));						\
}

RULE_SERVICES(RULE_STEP)

#undef RULE_STEP

/* Looking at all channels requests each that is free, if only for a moment. */
static void look(struct stress *stress)
{
	char path[PATH_LEN];

	free(file_read(path_in(path, ROOT_CONFIGFS, "dmarig/channels")));
	free(file_read(path_in(path, ROOT_DEBUGFS, "dmaengine/summary")));
	storm_sleep(stress->storm, draw(&stress->state, 20));
}

#define RULE_ROW(name_, help_, ...)								\
	{ .name = #name_, .help = help_, .neighbour = true, .begin = begin,			\
	  .step = step_##name_, .end = end },

const struct service services_channel[] = {
	RULE_SERVICES(RULE_ROW)
	{
		.name	= "listing",
		.help	= "all channels are listed all the time, by us and by dmaengine",
		.step	= look,
	},
	{ 0 }
};

#undef RULE_ROW
