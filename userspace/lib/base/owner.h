/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Whose a directory in the kernel's file systems is: its name begins with the process and when that
 * was started, so that a process number used again does not mislead.
 */
#ifndef DMARIG_OWNER_H
#define DMARIG_OWNER_H

#include "common/port.h"

/* owner_prefix() - what the names of all our directories begin with */
const char *owner_prefix(void);

/* owner_is_dead() - is a name one of a tool that is no more? */
bool owner_is_dead(const char *name);

#endif
