/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The configuration that the running kernel was built with, as far as it can be read.
 */
#ifndef DMARIG_KCONFIG_H
#define DMARIG_KCONFIG_H

enum kconfig { KCONFIG_UNKNOWN, KCONFIG_UNSET, KCONFIG_SET };

/* kconfig() - is an option, such as CONFIG_KASAN, y or m? */
enum kconfig kconfig(const char *option);

#endif
