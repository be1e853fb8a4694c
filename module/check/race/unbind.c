// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The second actor that unbinds the controller's driver, as an administrator may at any moment.
 * What was in flight is nobody's then: the client gives the channel back, and has it again once the
 * driver is bound.
 */
#include <linux/delay.h>
#include <linux/device.h>
#include "check/bench/job.h"
#include "check/bench/open.h"
#include "check/race/race.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"

#define QUIET_MS	12	/* what comes late comes by then */

static void unbind_act(struct race_try *t)
{
	check_note_stopped(t->b);
	device_release_driver(t->b->chan->device->dev);
}

static void tell(struct race_try *t)
{
	race_tell(t, "%d of %u had called back, %d meanwhile, %d after", t->before, t->race->jobs,
		  t->then - t->before, atomic_read(&t->b->nr_called) - t->then);
}

/* The client has to go first, as a driver that was unbound keeps what a client holds. */
static bool bind(struct race_try *t, struct device *dev)
{
	int ret;

	check_lend(t->b);
	ret = device_attach(dev);
	race_asks(t, "release-request-again");
	if (ret == 1)
		return check_reclaim(t->b);
	check_fail(t->b, NULL, "want the driver bound again, got %d", ret);
	return false;
}

static void unbind_judge(struct race_try *t)
{
	struct device *dev = get_device(t->b->chan->device->dev);
	struct race_picture picture;

	if (race_look(t, &picture)) {
		msleep(QUIET_MS);
		race_still(t, &picture, "the driver was unbound", "terminate-no-late-callback",
			   "terminate-memory-still");
		race_once(t);
	}
	tell(t);
	if (bind(t, dev))
		race_works(t, "release-request-again");
	put_device(dev);
}

/* A driver of hardware may wait for its clients for ever, or worse: ours is known to let go. */
static const char *need_ours(struct check_bench *b)
{
	if (strcmp(dmarig_chan_driver(b->chan), "dmarig_sim"))
		return "its driver is not known to survive being unbound under a client";
	return dmarig_observe_path(b->dev) != DMARIG_PATH_direct ?
	       "what maps its addresses would go with the driver" : NULL;
}

const struct race race_unbind = {
	.name		= "unbind",
	.says		= "its driver is unbound, and bound again behind it",
	.rules		=
		"terminate-no-late-callback, terminate-memory-still, release-request-again, callback-once",
	.needs		= { need_ours },
	.jobs		= 2,
	.linger_us	= 2,
	.sleeps		= true,
	.act		= unbind_act,
	.judge		= unbind_judge,
};
