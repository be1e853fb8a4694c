// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * tx->unmap of a slot's transfers: what there is for the driver to unmap, and whether it lets go.
 */
#include <linux/delay.h>
#include "core/base/sentence.h"
#include "core/slot/slot_unmap.h"

#define LATE_LOOKS	50	/* some drivers let go after the callback */

static void add_buf(struct dmaengine_unmap_data *unmap, u32 i, const struct buf *buf)
{
	unmap->addr[i] = buf->addr;
	if (buf->dir == DMA_TO_DEVICE)
		unmap->to_cnt++;
	else if (buf->dir == DMA_FROM_DEVICE)
		unmap->from_cnt++;
	else
		unmap->bidi_cnt++;
}

int dmarig_unmap_tell(struct slot *slot)
{
	struct dmaengine_unmap_data *unmap;
	u32 i;

	if (!slot->spec->p->driver_unmap)
		return 0;
	unmap = dmaengine_get_unmap_data(slot->bufs->dev, (int)slot->nr_bufs,
					 GFP_NOWAIT | __GFP_NOWARN);
	if (!unmap)
		return -ENOMEM;
	unmap->len = slot->len;
	for (i = 0; i < slot->nr_bufs; i++)
		add_buf(unmap, i, &slot->bufs[i]);
	slot->unmap = unmap;
	return 0;
}

bool dmarig_unmap_await(struct slot *slot)
{
	int looks;

	for (looks = 0; kref_read(&slot->unmap->kref) > 1; looks++) {
		if (looks == LATE_LOOKS) {
			dmarig_sentence_say(slot->spec->sentence,
					    "driver_unmap=1: transfer %llu is over, and the driver of %s has kept its tx->unmap",
					    slot->sample.transfer, slot->spec->rc->name);
			return false;
		}
		usleep_range(500, 1000);
	}
	return true;
}

bool dmarig_unmap_take(struct slot *slot)
{
	struct dmaengine_unmap_data *unmap = slot->unmap;

	slot->unmap = NULL;
	if (kref_read(&unmap->kref) == 1) {
		dmaengine_unmap_put(unmap);
		return true;
	}
	/* Never the last reference: ours stays. */
	unmap->to_cnt = 0;
	unmap->from_cnt = 0;
	unmap->bidi_cnt = 0;
	return false;
}
