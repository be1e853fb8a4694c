// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The list of channels: a line each.
 */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/string.h>
#include "core/base/text.h"
#include "core/chan/caps.h"
#include "core/chan/chan.h"
#include "core/chan/chan_list.h"
#include "core/chan/client.h"
#include "core/chan/slave.h"
#include "core/observe/observe.h"

/* The most sources of a descriptor, for ops with several. */
static void add_sources(struct text *text, struct dma_device *device)
{
	if (dma_has_cap(DMA_XOR, device->cap_mask) || dma_has_cap(DMA_XOR_VAL, device->cap_mask))
		dmarig_text_add(text, " max_xor=%u", device->max_xor);
	if (dma_has_cap(DMA_PQ, device->cap_mask) || dma_has_cap(DMA_PQ_VAL, device->cap_mask))
		dmarig_text_add(text, " max_pq=%u", dma_maxpq(device, 0));
}

/* Of operations other than memcpy, where a channel has them. */
static void add_aligns(struct text *text, struct dma_device *device)
{
	if (dma_has_cap(DMA_MEMSET, device->cap_mask) ||
	    dma_has_cap(DMA_MEMSET_SG, device->cap_mask))
		dmarig_text_add(text, " fill_align=%llu", chan_align(device->fill_align));
	if (dma_has_cap(DMA_XOR, device->cap_mask) || dma_has_cap(DMA_XOR_VAL, device->cap_mask))
		dmarig_text_add(text, " xor_align=%llu", chan_align(device->xor_align));
	if (dma_has_cap(DMA_PQ, device->cap_mask) || dma_has_cap(DMA_PQ_VAL, device->cap_mask))
		dmarig_text_add(text, " pq_align=%llu", chan_align(device->pq_align));
}

static void add_stops(struct text *text, const struct dma_device *device)
{
	dmarig_text_add(text, " pause=%d resume=%d terminate=%d", !!device->device_pause,
			!!device->device_resume, !!device->device_terminate_all);
}

static void add_line(struct text *text, const char *name, const struct rchan *rc)
{
	struct dma_chan *chan = rc->chan;
	struct device *dev = rc->dev;

	dmarig_text_add(text, "%s\t%s\t%s\t%s%s\t", name, dmarig_chan_driver(chan),
			dev_name(chan->device->dev), *rc->holder ? "busy " : "free", rc->holder);
	dmarig_caps_add(text, chan->device);
	dmarig_text_add(text, "\tcopy_align=%llu max_seg=%u mask=%u coherent=%d path=%s",
			chan_align(chan->device->copy_align), dma_get_max_seg_size(dev),
			dmarig_observe_mask_bits(dev),
			dmarig_observe_coherent(dev), dmarig_paths[dmarig_observe_path(dev)].name);
	add_aligns(text, chan->device);
	add_sources(text, chan->device);
	add_stops(text, chan->device);
	dmarig_slave_list(text, chan);
	if (strcmp(name, rc->name))
		dmarig_text_add(text, " is=%s", rc->name);
	dmarig_text_add(text, "\n");
}

/* A line under its own name, and one for each by which a device tree hands it out. */
static void add_chan(const struct rchan *rc, void *arg)
{
	char name[CLIENT_NAME_LEN];
	struct text *text = arg;
	unsigned int nth;

	add_line(text, rc->name, rc);
	for (nth = 0; dmarig_client_name(rc->name, nth, name); nth++)
		add_line(text, name, rc);
}

void dmarig_chan_list(struct text *text)
{
	dmarig_chan_for_each(add_chan, text);
}
