/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The state of the kernel's lock validator, which turns itself off for good after its first
 * finding.
 */
#ifndef DMARIG_LOCKDEP_H
#define DMARIG_LOCKDEP_H

enum lockdep { LOCKDEP_ABSENT, LOCKDEP_OFF, LOCKDEP_ON };

/* lockdep_state() - does it watch? The kernel takes some ms to say. */
enum lockdep lockdep_state(void);

#endif
