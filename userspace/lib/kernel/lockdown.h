/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a kernel forbids even root: module signing, and lockdown, see kernel_lockdown(7).
 */
#ifndef DMARIG_LIB_LOCKDOWN_H
#define DMARIG_LIB_LOCKDOWN_H

#include <stdbool.h>

enum lockdown { LOCKDOWN_NONE, LOCKDOWN_INTEGRITY, LOCKDOWN_CONFIDENTIALITY };

/**
 * lockdown_state() - how far the kernel is locked down
 *
 * Return: LOCKDOWN_NONE also where the kernel cannot be
 */
enum lockdown lockdown_state(void);

/**
 * secure_boot_is_on() - has the firmware checked what it booted?
 *
 * Return: false also where there is no EFI, or its variables cannot be read
 */
bool secure_boot_is_on(void);

/**
 * signing_is_enforced() - is a module that nobody trusted has signed refused?
 *
 * Return: by module.sig_enforce, or by lockdown
 */
bool signing_is_enforced(void);

#endif
