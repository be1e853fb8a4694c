/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A simulated controller of our own, made and removed through dmarig_sim's directory in configfs.
 */
#ifndef DMARIG_SIMULATOR_H
#define DMARIG_SIMULATOR_H

#include "lib/base/err.h"

/**
 * simulator_make() - make one, live
 * @settings: names and values in turn, a NULL at the end; what is not there is at its default
 * @err: what is missing
 *
 * Those that dead tools left behind are removed first. Return: 0; -ENOSYS without the module;
 * -errno.
 */
int simulator_make(const char *const *settings, struct err *err);

/* simulator_remove() - remove it, if there is one and none of its channels is held; 0 or -errno */
int simulator_remove(void);

/* simulator_channel() - the name of its n-th channel, from 0; false when there is none */
bool simulator_channel(int n, char *name, size_t len);

/* simulator_number() - one of its files that is a number; 0 or -errno */
int simulator_number(const char *what, u64 *value);

#endif
