/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * driver_unmap=1: tx->unmap, as clients of public channels use it. The driver must let go of it
 * when the transfer is over; the last reference is the slot's, so that nothing is the channel's to
 * unmap that the slot has not seen ended.
 */
#ifndef DMARIG_CORE_SLOT_UNMAP_H
#define DMARIG_CORE_SLOT_UNMAP_H

#include "core/slot/slot.h"

/* dmarig_unmap_tell() - note what is mapped in slot->unmap; 0, or -ENOMEM. Where the knob is set */
int dmarig_unmap_tell(struct slot *slot);

/**
 * dmarig_unmap_await() - wait until the driver has let go of it
 * @slot: ENDED
 *
 * May sleep. Return: false after dmarig_sentence_say(), when it does not.
 */
bool dmarig_unmap_await(struct slot *slot);

/**
 * dmarig_unmap_take() - drop the slot's reference
 * @slot: with slot->unmap, which it has no more then
 *
 * Return: true if it was the last and all is unmapped. Else a driver has kept one, which it may
 * drop at any time: the caller unmaps, and what is dropped then unmaps nothing.
 */
bool dmarig_unmap_take(struct slot *slot);

#endif
