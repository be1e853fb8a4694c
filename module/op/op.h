/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Ops: what a descriptor does, and what memory must hold afterwards. An op knows one slot at a time
 * and neither workers nor runs.
 */
#ifndef DMARIG_OP_OP_H
#define DMARIG_OP_OP_H

#include <linux/dmaengine.h>
#include "common/params.h"
#include "common/words.h"

struct params;
struct slot;

/**
 * struct op - a member of the op vector
 * @cap: the capability it needs; only looked at with @prep
 * @maps: the buffers are given to the device
 * @poisons: destinations are filled before a verified transfer, so that what was not written shows
 *	even where the transfer before left the same
 * @room: bytes of memory of its own that a slot gets, at slot->room; may be NULL
 * @align_shift: log2 of what @cap's addresses and lengths must be multiples of on this device;
 *	may be NULL
 * @max_sources: the most sources on this device, with these knobs; NULL where the knob has no say
 * @limit: where that comes from
 * @lacks: what the driver would have to have and has not, or NULL; may be NULL where @cap says it
 *	all
 * @prep: make the descriptor; NULL when the channel has none left. Called without a lock; may
 *	be NULL itself when @work is set
 * @work: the CPU does it all, between map and unmap; may be NULL
 * @ready: a transfer that will be verified is about to be handed over, its buffers filled; may be
 *	NULL
 * @compare: offset of the first byte of destination @i that is wrong, or its length; computed
 *	without the engine's help
 * @explain: what that byte is, without a full stop
 * @inspect: is what no buffer holds as it must be? If not, says what is wrong; may be NULL
 *
 * How many buffers it has is in its traits. See Documentation/driver-api/dmaengine/client.rst, "Get
 * a descriptor for transaction".
 */
struct op {
	enum dma_transaction_type cap;
	bool maps;
	bool poisons;
	size_t (*room)(const struct params *p);
	unsigned int (*align_shift)(const struct dma_device *device);
	unsigned int (*max_sources)(struct dma_device *device, const struct params *p);
	const char *limit;
	const char *(*lacks)(const struct dma_device *device);
	struct dma_async_tx_descriptor *(*prep)(struct slot *slot, unsigned long flags);
	void (*work)(struct slot *slot);
	void (*ready)(const struct slot *slot);
	size_t (*compare)(const struct slot *slot, u32 i);
	void (*explain)(const struct slot *slot, u32 i, size_t bad, char *text, size_t room);
	bool (*inspect)(const struct slot *slot, char *text, size_t room);
};

/* Each member, in the file of its name. */
#define MEMBER(name, traits, help)	extern const struct op op_##name;
DMARIG_OPS(MEMBER)
#undef MEMBER

/* In the order of the words; see op.c. */
extern const struct op *const op_table[DMARIG_NR_OPS];

#endif
