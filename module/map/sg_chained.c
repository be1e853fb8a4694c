// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=sg_chained: a list as most drivers make it, of pages full of entries that are chained
 * where one page does not hold them all, mapped and unmapped for every transfer.
 */
#include "map/entries.h"

static int sg_chained_alloc(struct buf *buf)
{
	struct entries *e = dmarig_entries_new(buf);
	int ret;

	if (!e)
		return -ENOMEM;
	ret = sg_alloc_table(&e->table, e->nr, GFP_KERNEL);
	if (ret)
		goto err_free;
	ret = dmarig_entries_alloc(buf, e);
	if (!ret)
		return 0;
	sg_free_table(&e->table);
err_free:
	dmarig_entries_free(buf, e);
	return ret;
}

static void sg_chained_free(struct buf *buf)
{
	struct entries *e = buf->priv;

	/* A transfer smaller than the shape left its own count. */
	e->table.orig_nents = e->nr;
	sg_free_table(&e->table);
	dmarig_entries_free(buf, e);
}

const struct mapping mapping_sg_chained = {
	.alloc			= sg_chained_alloc,
	.free			= sg_chained_free,
	.map			= dmarig_entries_map,
	.unmap			= dmarig_entries_unmap,
	.sync_for_device	= dmarig_entries_sync_for_device,
	.sync_for_cpu		= dmarig_entries_sync_for_cpu,
};
