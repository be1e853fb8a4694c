/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the caches hold of a slot's buffers before a transfer, as the knob cache has it.
 */
#ifndef DMARIG_CORE_SLOT_CACHE_H
#define DMARIG_CORE_SLOT_CACHE_H

#include "core/slot/slot.h"

/**
 * dmarig_slot_bring_caches() - bring the caches into that state, for all that the transfer is about
 * @slot: chosen, and not mapped
 *
 * The time is in no phase.
 */
void dmarig_slot_bring_caches(struct slot *slot);

#endif
