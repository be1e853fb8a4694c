/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Channels that only a device tree hands out: a node with compatible = "dmarig,client" lists them
 * in dmas, and each can be had under the name NODE:NAME, where NAME is from the node's dma-names.
 * Knows nothing of runs.
 */
#ifndef DMARIG_CORE_CLIENT_H
#define DMARIG_CORE_CLIENT_H

#include <linux/dmaengine.h>

#define CLIENT_NAME_LEN		64	/* of NODE:NAME, with the NUL */

#ifdef CONFIG_OF

/**
 * dmarig_client_request() - request a channel by the name that a device tree has for it
 * @want: the name, as NODE:NAME
 * @dev: where the device of the node goes, which the caller holds until dmarig_client_put()
 *
 * May sleep. See dma_request_chan() in Documentation/driver-api/dmaengine/client.rst. Return: the
 * channel; NULL when no device tree has that name; or an ERR_PTR when it cannot be had now.
 */
struct dma_chan *dmarig_client_request(const char *want, struct device **dev);

/**
 * dmarig_client_put() - let go of the device of a channel that has been released
 * @dev: from dmarig_client_request(), or NULL
 */
void dmarig_client_put(struct device *dev);

/**
 * dmarig_client_name() - what a device tree calls a channel
 * @chan: the channel's own name
 * @nth: which of its names, from 0
 * @name: where it goes
 *
 * Return: false when there is no such name; as long as there are, the channel has more names.
 */
bool dmarig_client_name(const char *chan, unsigned int nth, char name[CLIENT_NAME_LEN]);

/**
 * dmarig_client_init() - begin to bind nodes
 *
 * Return: 0 or -errno.
 */
int dmarig_client_init(void);

/* dmarig_client_exit() - let them all go */
void dmarig_client_exit(void);

#else

static inline struct dma_chan *dmarig_client_request(const char *want, struct device **dev)
{
	return NULL;
}

static inline void dmarig_client_put(struct device *dev)
{
}

static inline bool dmarig_client_name(const char *chan, unsigned int nth, char *name)
{
	return false;
}

static inline int dmarig_client_init(void)
{
	return 0;
}

static inline void dmarig_client_exit(void)
{
}

#endif

#endif
