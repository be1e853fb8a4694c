/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The thread that loads a channel.
 */
#ifndef DMARIG_LOAD_H
#define DMARIG_LOAD_H

#include "torture/storm.h"

/* load_thread() - run points until the storm is over; @data is a struct load */
void *load_thread(void *data);

/* load_once() - one plain run on the load's channel, after the storm; 0 or -errno with @err */
int load_once(struct load *load, struct err *err);

#endif
