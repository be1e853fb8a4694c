/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What slot.c needs of slot_submit.c. Everybody else uses slot.h.
 */
#ifndef DMARIG_CORE_SLOT_SUBMIT_H
#define DMARIG_CORE_SLOT_SUBMIT_H

#include "core/slot/slot.h"

/*
 * dmarig_slot_plan_descs() - which descriptors this slot's transfers have; the numbers of buffers
 * are set
 */
void dmarig_slot_plan_descs(struct slot *slot);

/**
 * dmarig_slot_submit_descriptors() - prepare, arm and submit them
 * @slot: begun
 *
 * Return: see dmarig_slot_submit(); nothing is unmapped here.
 */
int dmarig_slot_submit_descriptors(struct slot *slot);

/* dmarig_slot_disarm() - no callback of this transfer can come any more: IDLE */
void dmarig_slot_disarm(struct slot *slot);

/*
 * dmarig_slot_forget_descs() - what was prepared and not submitted goes with the channel's
 * descriptors
 */
void dmarig_slot_forget_descs(struct slot *slot);

/*
 * dmarig_slot_free_descs() - give reused descriptors back; the channel is idle, or was terminated
 */
void dmarig_slot_free_descs(struct slot *slot);

/* dmarig_slot_leak_descs() - forget them: the channel may still have them */
void dmarig_slot_leak_descs(struct slot *slot);

#endif
