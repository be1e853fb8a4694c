/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Imported memory: pages of this process or dma_bufs of a heap, for runs whose mapping needs the
 * tool to provide memory.
 */
#ifndef DMARIG_IMPORT_H
#define DMARIG_IMPORT_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/rig/rig.h"

/* struct import - memory that has to stay until the run is removed */
struct import {
	void *memory;
	size_t bytes;
	void *start;	/* of it, where the first buffer is */
	int dmabuf;	/* the last dma_buf, or -1 */
	bool made;	/* the run holds references, until it is removed */
};

/**
 * import_make() - allocate and import the memory that the knobs need, if they need any
 * @import: gets what import_free() frees
 * @dir: the run, not live
 * @p: its knobs
 * @err: what could not be allocated, and from where
 *
 * Return: 0 or -errno.
 */
int import_make(struct import *import, const struct rundir *dir, const struct params *p,
		struct err *err);

/* import_free() - unmap the memory; the run was removed before */
void import_free(struct import *import);

#endif
