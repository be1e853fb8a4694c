// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=managed: coherent memory that goes with the device's driver, from dmam_alloc_coherent;
 * nothing to do per transfer.
 *
 * That driver is the channel's and not ours. When it is unbound in the middle of a run, devres
 * frees what the run still uses, so a resource of our own stands after the memory, is therefore
 * released before it, and waits there until the run has returned the buffer. All resources are
 * taken off the device at once, with its lock held: a holder of that lock that finds the hold in
 * its place may free the memory; one that finds it gone leaves that to the driver core.
 *
 * A quarantined buffer is not waited for: its memory stays until the driver goes, and no longer.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/device.h>
#include "map/map.h"

/* struct hold - what keeps an unbinding driver from freeing a buffer. Owner: the device. */
struct hold {
	const struct buf *buf;		/* compared, never looked into */
	struct completion returned;
};

static void hold_release(struct device *dev, void *res)
{
	struct hold *hold = res;

	wait_for_completion(&hold->returned);
}

static int hold_is_of(struct device *dev, void *res, void *buf)
{
	const struct hold *hold = res;

	return hold->buf == buf;
}

static struct hold *hold_new(const struct buf *buf)
{
	struct hold *hold = devres_alloc(hold_release, sizeof(*hold), GFP_KERNEL);

	if (!hold)
		return NULL;
	hold->buf = buf;
	init_completion(&hold->returned);
	return hold;
}

/*
 * Lock the device unless it is being unbound; then the holder of its lock waits for us.
 * May sleep. Return: true with the lock held and the hold in its place, false if it was taken away.
 */
static bool hold_lock(struct buf *buf)
{
	while (!device_trylock(buf->dev)) {
		if (!devres_find(buf->dev, hold_release, hold_is_of, buf))
			return false;
		fsleep(USEC_PER_MSEC);
	}
	if (devres_find(buf->dev, hold_release, hold_is_of, buf))
		return true;
	device_unlock(buf->dev);
	return false;
}

static int managed_alloc(struct buf *buf)
{
	struct hold *hold = hold_new(buf);

	if (!hold)
		return -ENOMEM;
	/* From here on unbinding is noticed; once the device is locked, it cannot begin. */
	devres_add(buf->dev, hold);
	if (!hold_lock(buf)) {
		complete(&hold->returned);
		return -ENODEV;
	}
	buf->cpu = dmam_alloc_coherent(buf->dev, buf->len, &buf->dma, BUF_GFP);
	devres_remove(buf->dev, hold_release, hold_is_of, buf);
	if (buf->cpu)
		devres_add(buf->dev, hold);
	else
		devres_free(hold);
	device_unlock(buf->dev);
	buf->priv = hold;
	return buf->cpu ? 0 : -ENOMEM;
}

static void managed_leak(struct buf *buf)
{
	struct hold *hold = buf->priv;

	complete(&hold->returned);
}

static void managed_free(struct buf *buf)
{
	if (!hold_lock(buf)) {
		managed_leak(buf);
		return;
	}
	devres_destroy(buf->dev, hold_release, hold_is_of, buf);
	dmam_free_coherent(buf->dev, buf->len, buf->cpu, buf->dma);
	device_unlock(buf->dev);
}

const struct mapping mapping_managed = {
	.alloc	= managed_alloc,
	.free	= managed_free,
	.mmap	= dmarig_coherent_mmap,
	.leak	= managed_leak,
};
