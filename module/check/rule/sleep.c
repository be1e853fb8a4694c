// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of system sleep with a channel held, or paused. Only the controller is put to sleep and
 * woken, by the callbacks that the kernel would call for it and in their order, so that nothing has
 * to wake the system. That is no use where more than the driver has a say: a bus with work of its
 * own, a power domain, other clients.
 */
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/pm_runtime.h>
#include "check/bench/chase.h"
#include "check/bench/job.h"
#include "check/rule/held.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/chan/chan.h"

#define SECTION	"pm/devices.rst: Entering System Suspend, Leaving System Suspend"
#define LOAD	4	/* jobs */
#define QUIET_MS	5

typedef int (*callback)(struct device *dev);

/* The phases of a sleep in the order they begin; each ends in the opposite order. */
static const struct phase {
	const char *down_name, *up_name;
	size_t down, up;	/* where a driver has them among its dev_pm_ops */
} phases[] = {
#define PHASE(down_, up_)						\
	{ #down_, #up_, offsetof(const struct dev_pm_ops, down_),	\
	  offsetof(const struct dev_pm_ops, up_) },
	PHASE(suspend, resume)
	PHASE(suspend_late, resume_early)
	PHASE(suspend_noirq, resume_noirq)
#undef PHASE
};

#define LATE	1	/* from here on runtime power management is off */

static callback in_ops(const struct dev_pm_ops *ops, size_t offset)
{
	return ops ? *(const callback *)((const char *)ops + offset) : NULL;
}

/* The bus goes before the driver, and calls it where it should. */
static callback find(const struct device *dev, size_t offset)
{
	return in_ops(dev->bus->pm, offset) ?: in_ops(dev->driver->pm, offset);
}

static int call(struct device *dev, size_t offset)
{
	callback fn = find(dev, offset);

	return fn ? fn(dev) : 0;
}

static int prepare(struct device *dev)
{
	const struct dev_pm_ops *ops = dev->driver->pm;
	int ret;

	pm_runtime_get_noresume(dev);
	ret = ops->prepare ? ops->prepare(dev) : 0;
	if (ret < 0)
		pm_runtime_put(dev);
	return min(ret, 0);
}

static void complete_sleep(struct device *dev)
{
	const struct dev_pm_ops *ops = dev->driver->pm;

	if (ops->complete)
		ops->complete(dev);
	pm_runtime_put(dev);
}

/* Return: how many phases were begun; what refused the next one is in @ret. */
static int go_down(struct device *dev, int *ret)
{
	int n;

	for (n = 0; n < ARRAY_SIZE(phases); n++) {
		if (n == LATE)
			pm_runtime_disable(dev);
		*ret = call(dev, phases[n].down);
		if (!*ret)
			continue;
		if (n == LATE)
			pm_runtime_enable(dev);
		break;
	}
	return n;
}

static void come_up(struct check_bench *b, struct device *dev, int nr)
{
	int n, ret;

	for (n = nr - 1; n >= 0; n--) {
		ret = call(dev, phases[n].up);
		if (n == LATE)
			pm_runtime_enable(dev);
		if (ret)
			check_fail(b, NULL, "want %s of the driver to return 0, got %d",
				   phases[n].up_name, ret);
	}
}

/*
 * A driver may refuse, and then everything is as before. Return: false when it cannot wake up, and
 * then the rule has failed.
 */
static bool sleep(struct check_bench *b)
{
	struct device *dev = b->chan->device->dev;
	int ret;

	device_lock(dev);
	ret = dev->driver ? prepare(dev) : -ENODEV;
	if (!ret) {
		come_up(b, dev, go_down(dev, &ret));
		complete_sleep(dev);
	}
	device_unlock(dev);
	return !check_failed(b);
}

static void then_works(struct check_bench *b)
{
	int n;

	for (n = 0; n < 2; n++)
		if (!check_works(b) || !check_reset(b) || !sleep(b))
			return;
	check_works(b);
}

/* Return: the first job that is paused, or NULL. What was over before may be told a while later. */
static struct check_job *find_paused(struct check_bench *b)
{
	u32 i;

	msleep(QUIET_MS);
	for (i = 0; i < b->nr_jobs; i++)
		if (!check_job_called(&b->jobs[i]) &&
		    check_job_status(&b->jobs[i], NULL) == DMA_PAUSED)
			return &b->jobs[i];
	return NULL;
}

static void still_paused(struct check_bench *b, struct check_job *job)
{
	enum dma_status status;

	msleep(QUIET_MS);
	status = check_job_status(job, NULL);
	if (status != DMA_PAUSED)
		check_fail(b, job,
			   "want a transfer still paused after a system sleep, got status %d",
			   status);
}

/* Return: the paused transfer that was met, or NULL: what is over cannot be paused. */
static struct check_job *sleep_paused(struct check_bench *b)
{
	int ret = dmaengine_pause(b->chan);
	struct check_job *job = ret ? NULL : find_paused(b);

	if (job && sleep(b))
		still_paused(b, job);
	if (!ret)
		dmaengine_resume(b->chan);
	if (!check_failed(b) && check_wait(b))
		check_all_data(b);
	return job;
}

static void keeps_pause(struct check_bench *b)
{
	struct check_chase chase;
	struct check_job *job;

	check_chase_start(&chase, b, LOAD);
	while (check_chase_next(&chase)) {
		job = sleep_paused(b);
		if (check_failed(b) || !check_reset(b))
			return;
		check_chase_note(&chase, job);
	}
	check_chase_end(&chase, "pause before a sleep");
}

/* Those of a platform or AMBA device are the driver's, called by the bus or without it. */
static bool is_plain(const struct device *dev)
{
	return !dev->pm_domain && !(dev->type && dev->type->pm) &&
	       !(dev->class && dev->class->pm) &&
	       (!strcmp(dev->bus->name, "platform") || !strcmp(dev->bus->name, "amba"));
}

static bool has_callback(const struct device *dev)
{
	size_t n;

	for (n = 0; dev->driver->pm && n < ARRAY_SIZE(phases); n++)
		if (in_ops(dev->driver->pm, phases[n].down) ||
		    in_ops(dev->driver->pm, phases[n].up))
			return true;
	return false;
}

static const char *need_sleep(struct check_bench *b)
{
	const struct device *dev = b->chan->device->dev;

	if (!dev->bus || !dev->driver || !is_plain(dev))
		return "not its driver alone has a say when the system sleeps";
	if (!has_callback(dev))
		return IS_ENABLED(CONFIG_PM_SLEEP) ?
		       "its driver has no callbacks for system sleep" :
		       "without CONFIG_PM_SLEEP its driver has no callbacks for system sleep";
	return rule_held_count(b).shared ? "its controller has other clients" : NULL;
}

static const char *need_resume(struct check_bench *b)
{
	return rule_need_pause(b) ?: rule_need_resume(b);
}

const struct rule rules_sleep[] = {
	{
		.id		= "sleep-then-works",
		.section	= SECTION,
		.says		= "a channel that is held while the system sleeps works afterwards",
		.needs		= { need_sleep, rule_need_end },
		.rings		= true,
		.check		= then_works,
	},
	{
		.id		= "sleep-keeps-pause",
		.section	= SECTION,
		.says		=
			"what is paused while the system sleeps is paused afterwards, and goes on",
		.needs		= { need_sleep, need_resume, rule_need_time },
		.check		= keeps_pause,
	},
	{ }
};
