// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=sg: a list whose entries are an array, however many they are, mapped and unmapped for
 * every transfer.
 */
#include <linux/mm.h>
#include "map/entries.h"

static int sg_alloc(struct buf *buf)
{
	struct entries *e = dmarig_entries_new(buf);
	int ret;

	if (!e)
		return -ENOMEM;
	e->table.sgl = kvcalloc(e->nr, sizeof(*e->table.sgl), GFP_KERNEL);
	if (!e->table.sgl) {
		dmarig_entries_free(buf, e);
		return -ENOMEM;
	}
	sg_init_table(e->table.sgl, e->nr);
	ret = dmarig_entries_alloc(buf, e);
	if (!ret)
		return 0;
	kvfree(e->table.sgl);
	dmarig_entries_free(buf, e);
	return ret;
}

static void sg_free(struct buf *buf)
{
	struct entries *e = buf->priv;

	kvfree(e->table.sgl);
	dmarig_entries_free(buf, e);
}

const struct mapping mapping_sg = {
	.alloc			= sg_alloc,
	.free			= sg_free,
	.map			= dmarig_entries_map,
	.unmap			= dmarig_entries_unmap,
	.sync_for_device	= dmarig_entries_sync_for_device,
	.sync_for_cpu		= dmarig_entries_sync_for_cpu,
};
