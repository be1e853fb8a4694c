/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the ops share that move data between memory and a peripheral.
 */
#ifndef DMARIG_OP_SLAVE_H
#define DMARIG_OP_SLAVE_H

#include "core/slot.h"

/* slave_buf() - the buffer of the descriptor that is being prepared */
struct buf *slave_buf(struct slot *slot);

/* slave_lacks_sg() - see struct op, for those that need device_prep_slave_sg */
const char *slave_lacks_sg(const struct dma_device *device);

/*
 * slave_compare(), slave_explain(), slave_inspect() - see struct op; what the peer makes of the
 * data
 */
size_t slave_compare(const struct slot *slot, u32 i);
void slave_explain(const struct slot *slot, u32 i, size_t bad, char *text, size_t room);
bool slave_inspect(const struct slot *slot, char *text, size_t room);

#endif
