// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is held for the sake of a channel. A count is compared between two moments at which a client
 * has just requested the channel, so that what a driver takes with a request, or keeps from the
 * first transfer to the release, is no difference.
 */
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/pm_runtime.h>
#include "check/bench/bench.h"
#include "check/bench/open.h"
#include "check/rule/held.h"
#include "core/chan/chan.h"

#define PATIENCE	(HZ / 4)	/* for what a driver gives back late */

static int count_clients(const struct check_bench *b)
{
	return b->chan->client_count;
}

static int count_tables(const struct check_bench *b)
{
	return b->chan->table_count;
}

static int count_modules(const struct check_bench *b)
{
#ifdef CONFIG_MODULE_UNLOAD
	const struct dma_device *dd = b->chan->device;

	return dd->owner ? module_refcount(dd->owner) : 0;
#else
	return 0;
#endif
}

/* A channel may have a device of its own for DMA, which is counted with the controller's. */
static int count_devices(const struct check_bench *b)
{
	const struct device *dev = b->chan->device->dev;
	int n = (int)kref_read(&dev->kobj.kref);

	return b->dev == dev ? n : n + (int)kref_read(&b->dev->kobj.kref);
}

static int count_runtime_pm(const struct check_bench *b)
{
#ifdef CONFIG_PM
	return atomic_read(&b->chan->device->dev->power.usage_count);
#else
	return 0;
#endif
}

static const struct {
	const char *what;
	int (*count)(const struct check_bench *b);
} kinds[NR_HELD] = {
	{ "client_count", count_clients },
	{ "table_count", count_tables },
	{ "references to the driver's module", count_modules },
	{ "references to its device", count_devices },
	{ "runtime-PM usage_count of its device", count_runtime_pm },
};

/* struct search - for a channel of the same driver that another run holds */
struct search {
	const struct check_bench *b;
	bool found;
};

/* What is in quarantine holds the same for ever. */
static void look_at_held(const struct rchan *rc, void *arg)
{
	struct search *search = arg;
	const struct dma_chan *ours = search->b->chan;

	if (*rc->holder && !rc->quarantined && rc->chan != ours &&
	    rc->chan->device->owner == ours->device->owner)
		search->found = true;
}

/* Of clients that are no runs, those of the same device can be seen. */
static bool has_others(const struct check_bench *b)
{
	struct search search = { .b = b };
	const struct dma_chan *each;

	list_for_each_entry(each, &b->chan->device->channels, device_node)
		if (each != b->chan && each->client_count)
			return true;
	dmarig_chan_for_each(look_at_held, &search);
	return search.found;
}

struct held rule_held_count(const struct check_bench *b)
{
	struct held held = { .shared = has_others(b) };
	int i;

	for (i = 0; i < NR_HELD; i++)
		held.of[i] = kinds[i].count(b);
	return held;
}

/* Return: the first kind whose count differs; NR_HELD if none does. */
static int first_changed(const struct check_bench *b, const struct held *was, struct held *now)
{
	int i;

	*now = rule_held_count(b);
	for (i = 0; i < NR_HELD; i++)
		if (now->of[i] != was->of[i])
			break;
	return was->shared || now->shared ? NR_HELD : i;
}

/* Drivers may give back some time after a transfer has ended, from work of their own. */
static int await_same(const struct check_bench *b, const struct held *was, struct held *now)
{
	unsigned long end = jiffies + PATIENCE;
	int i;

	for (i = first_changed(b, was, now); i < NR_HELD && time_before(jiffies, end);
	     i = first_changed(b, was, now))
		usleep_range(1000, 2000);
	return i;
}

void rule_held_settle(const struct check_bench *b, const struct held *was)
{
	struct held now;

	await_same(b, was, &now);
}

void rule_held_check(struct check_bench *b, const struct held *was, const char *after)
{
	struct held now;
	int i = await_same(b, was, &now), more;

	if (i == NR_HELD)
		return;
	more = now.of[i] - was->of[i];
	check_fail(b, NULL, "want %s at %d after %s, as before, got %d: leaves %d %s",
		   kinds[i].what, was->of[i], after, now.of[i], abs(more),
		   more > 0 ? "raised" : "lowered");
}

static bool can_rest(const struct check_bench *b)
{
	return !b->rc->quarantined &&
	       (!check_in_flight(b) || b->chan->device->device_terminate_all);
}

/*
 * While the channel is released, the device is held from here as well: a count that is 0 is not
 * lowered by what a driver gives back twice.
 */
void rule_balance(struct check_bench *b, const struct held *was)
{
	struct device *dev;
	bool back;

	if (b->verdict != VERDICT_PASS || !can_rest(b) || !check_reset(b))
		return;
	dev = get_device(b->chan->device->dev);
	pm_runtime_get_noresume(dev);
	back = check_restart(b);
	pm_runtime_put(dev);
	put_device(dev);
	if (back)
		rule_held_check(b, was, "the rule and a release");
}
