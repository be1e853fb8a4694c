/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The version of the modules and of the tool, which are released together. The one place it is
 * written in: NEWS begins with what it brought. Whether a module and a tool understand each other
 * is said by DMARIG_CONTRACT, which changes less often.
 */
#ifndef DMARIG_COMMON_VERSION_H
#define DMARIG_COMMON_VERSION_H

#define DMARIG_VERSION	"1.0"

#endif
