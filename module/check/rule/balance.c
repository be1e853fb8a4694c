// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of balance: what a driver raises it lowers again, once. What a rule leaves raised is seen
 * after every rule, see held.c; here is what takes more to be seen.
 */
#include <linux/device.h>
#include <linux/pm_runtime.h>
#include "check/bench/chase.h"
#include "check/bench/job.h"
#include "check/bench/open.h"
#include "check/bench/ring.h"
#include "check/rule/held.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define LOAD	4	/* jobs */
#define OURS	16	/* times that we raise the count, so that it can be lowered too often */

static const char *need_pm(struct check_bench *b)
{
	return IS_ENABLED(CONFIG_PM) ?
	       NULL : "this kernel was built without CONFIG_PM, and has no such count";
}

/* Terminate at random moments, and where the channel can pause, every other time while paused. */
static bool terminate_some(struct check_bench *b)
{
	struct check_chase chase;
	bool met;

	check_chase_start(&chase, b, LOAD);
	while (check_chase_next(&chase)) {
		met = check_in_flight(b);
		if (chase.moments & 2 && !rule_need_pause(b))
			dmaengine_pause(b->chan);
		if (!check_stop(b) || !check_reset(b))
			return false;
		check_chase_note(&chase, met);
	}
	return !check_failed(b);
}

/* Every other ring is terminated while it is paused, where the channel can. */
static bool rings(struct check_bench *b)
{
	u32 n;

	for (n = 0; n < LOAD; n++) {
		if (!check_ring_usual(b))
			return false;
		check_nap(b, 2 * b->job_ns);
		if (n & 1 && !rule_need_pause(b))
			dmaengine_pause(b->chan);
		if (!check_stop(b) || !check_reset(b))
			return false;
	}
	return true;
}

static bool work(struct check_bench *b)
{
	if (b->rings_only)
		return rings(b);
	if (!check_load(b, LOAD) || !check_wait(b) || !check_reset(b))
		return false;
	return rule_need_terminate(b) || terminate_some(b);
}

/* What was lowered too often is not ours to lower any more. */
static void lower(struct device *dev, int ours)
{
	while (ours-- > 0)
		pm_runtime_put(dev);
}

static int usage_count(const struct device *dev)
{
#ifdef CONFIG_PM
	return atomic_read(&dev->power.usage_count);
#else
	return 0;
#endif
}

/* The count never falls below 0, so what is lowered twice shows only while we hold some of it. */
static void pm_balanced(struct check_bench *b)
{
	struct device *dev = get_device(b->chan->device->dev);
	int i, before = usage_count(dev);
	struct held was;

	for (i = 0; i < OURS; i++)
		pm_runtime_get_noresume(dev);
	was = rule_held_count(b);
	if (work(b) && check_restart(b))
		rule_held_check(b, &was, "transfers, terminations and a release");
	lower(dev, min(OURS, usage_count(dev) - before));
	put_device(dev);
}

const struct rule rules_balance[] = {
	{
		.id		= "runtime-pm-balanced",
		.section	= "power/runtime_pm.rst: Runtime PM Device Helper Functions",
		.says		= "the runtime-PM usage count is raised and lowered equally often",
		.needs		= { need_pm, rule_need_end },
		.rings		= true,
		.check		= pm_balanced,
	},
	{ }
};
