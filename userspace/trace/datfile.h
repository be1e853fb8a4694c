/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Keeps pages of the kernel's trace buffers as a trace.dat for trace-cmd and KernelShark, in
 * version 6 of the format, see trace-cmd.dat.v6(5). The public part of libtracecmd reads such
 * files but cannot write them.
 */
#ifndef DMARIG_DATFILE_H
#define DMARIG_DATFILE_H

#include "lib/base/err.h"

struct datfile;

/**
 * datfile_new() - begin; pages are kept in files without names until the end
 * @datfile: gets it
 * @path: what it will be called
 * @cpus: how many there are
 * @page_size: of the pages it will be given
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int datfile_new(struct datfile **datfile, const char *path, int cpus, int page_size,
		struct err *err);

/* datfile_page() - add a page of a CPU; datfile_close() reports if it could not be written */
void datfile_page(struct datfile *datfile, int cpu, const void *page);

/**
 * datfile_close() - write the file and free everything; NULL is none
 * @datfile: what was begun
 * @tracing: the tracefs it was read from
 * @systems: the systems whose events are in it, NULL at the end
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int datfile_close(struct datfile *datfile, const char *tracing, const char *const *systems,
		  struct err *err);

#endif
