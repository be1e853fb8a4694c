/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What swiotlb bounces on behalf of one task, into its account: the kernel's event fires in the
 * context that maps.
 */
#ifndef DMARIG_CORE_BOUNCES_H
#define DMARIG_CORE_BOUNCES_H

/*
 * dmarig_bounces_init() - hook into the kernel's swiotlb_bounced event; without swiotlb nothing
 * bounces
 */
int dmarig_bounces_init(void);

/* dmarig_bounces_exit() - unhook */
void dmarig_bounces_exit(void);

#endif
