/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a slot's buffers hold before a transfer and must hold after it. Knows what a transfer reads
 * and writes; handing the buffers to the device is slot.c's business.
 */
#ifndef DMARIG_CORE_SLOT_DATA_H
#define DMARIG_CORE_SLOT_DATA_H

#include "core/slot/slot.h"

/* dmarig_slot_fill() - write what a verified transfer starts from; the CPU owns the buffers */
void dmarig_slot_fill(struct slot *slot);

/*
 * dmarig_slot_touch_write() - the CPU writes all sources: with what they hold in a verified
 * transfer
 */
void dmarig_slot_touch_write(struct slot *slot);

/* dmarig_slot_touch_read() - the CPU reads all destinations */
void dmarig_slot_touch_read(struct slot *slot);

/**
 * dmarig_slot_verify() - does all memory hold what it must, and is the channel's verdict right?
 * @slot: filled, and its transfer has ended; the CPU owns the buffers
 *
 * Return: the outcome, after dmarig_sentence_say() if it is not good.
 */
enum dmarig_outcome dmarig_slot_verify(struct slot *slot);

/**
 * dmarig_slot_verify_around() - is what surrounds the destinations, and what the device only reads,
 * whole?
 * @slot: filled; the CPU owns the buffers
 */
enum dmarig_outcome dmarig_slot_verify_around(struct slot *slot);

/* dmarig_slot_keys() - the patterns' keys of this transfer's sources, valid until the next call */
const u64 *dmarig_slot_keys(const struct slot *slot);

/* For struct op's compare and explain, where destination @i is a copy of source 0. */
size_t dmarig_slot_compare_copy(const struct slot *slot, u32 i);
void dmarig_slot_explain_copy(const struct slot *slot, u32 i, size_t bad, char *text, size_t room);

/* Where destination @i is parity @i of the sources, see parity.h. */
size_t dmarig_slot_compare_parity(const struct slot *slot, u32 i);
void dmarig_slot_explain_parity(const struct slot *slot, u32 i, size_t bad, char *text,
				size_t room);

/* Where destination @i must not have been written, with an op that poisons. */
size_t dmarig_slot_compare_poison(const struct slot *slot, u32 i);

#endif
