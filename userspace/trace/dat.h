/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A trace.dat, as trace-cmd records it and --trace-dat keeps it, read through libtracecmd.
 */
#ifndef DMARIG_DAT_H
#define DMARIG_DAT_H

#include "lib/base/err.h"
#include "trace/analysis.h"

struct dat;

/* dat_missing() - why this build reads no trace.dat, or NULL when it does */
const char *dat_missing(void);

/**
 * dat_open() - open a file and look whether our events are in it
 * @dat: gets it
 * @path: the file
 * @err: gets the reason when it is refused
 *
 * Return: 0; -ENOENT and the like; -EINVAL for what is no trace.dat, or not a whole one, or without
 * our events.
 */
int dat_open(struct dat **dat, const char *path, struct err *err);

/* dat_text() - an event in the kernel's words, to be freed; its raw record must be there */
char *dat_text(void *dat, const struct event *event);

/* dat_read() - give all its events, in the order of their times, to an analysis */
void dat_read(struct dat *dat, struct analysis *analysis);

/* dat_events() - the number of events read */
u64 dat_events(const struct dat *dat);

/* dat_close() - close it; NULL is none */
void dat_close(struct dat *dat);

#endif
