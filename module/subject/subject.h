/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Subjects: any platform or PCI device as something that memory is mapped for. A device whose
 * driver_override is dmarig_subject gets a driver that does nothing with it, and to dmaengine it is
 * a controller with one channel that can do nothing: so a run with op=none can have it, by its
 * name, like any other. What a driver of its own would pay for mapping can be asked of every
 * device, and of the IOMMU in front of it. Knows neither runs nor channels of the rig.
 */
#ifndef DMARIG_SUBJECT_SUBJECT_H
#define DMARIG_SUBJECT_SUBJECT_H

/* dmarig_subject_init() - make the drivers; 0 or -errno, and then there are none */
int dmarig_subject_init(void);

/* dmarig_subject_exit() - the opposite; no channel is held */
void dmarig_subject_exit(void);

#endif
