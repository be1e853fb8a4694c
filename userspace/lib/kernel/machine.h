/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The machine and the kernel that the tool runs on.
 */
#ifndef DMARIG_MACHINE_H
#define DMARIG_MACHINE_H

#include "common/port.h"

/* machine_name() - the board, by $DMARIG_MACHINE, device tree or DMI */
const char *machine_name(void);

/* machine_kernel() - the release of the kernel */
const char *machine_kernel(void);

/* machine_kernel_build() - the rest of uname: architecture and build */
const char *machine_kernel_build(void);

/* machine_cmdline() - the kernel's command line */
const char *machine_cmdline(void);

#endif
