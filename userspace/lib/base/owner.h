/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Owners of directories in the kernel's file systems. A directory's name begins with its owner's
 * process number and the time at which that process started, so that a number in use again is not
 * taken for the owner.
 */
#ifndef DMARIG_OWNER_H
#define DMARIG_OWNER_H

#include "common/port.h"

/* owner_prefix() - what the names of all our directories begin with */
const char *owner_prefix(void);

/* owner_is_dead() - is a name one of a tool that is no more? */
bool owner_is_dead(const char *name);

#endif
