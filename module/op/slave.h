/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the ops share that move data between memory and a peripheral.
 */
#ifndef DMARIG_OP_SLAVE_H
#define DMARIG_OP_SLAVE_H

#include "core/slot/slot.h"

/* dmarig_slave_buf() - the buffer of the descriptor that is being prepared */
struct buf *dmarig_slave_buf(struct slot *slot);

/* dmarig_slave_lacks_sg() - see struct op, for those that need device_prep_slave_sg */
const char *dmarig_slave_lacks_sg(const struct dma_device *device);

/*
 * dmarig_slave_ready(), dmarig_slave_compare(), dmarig_slave_explain(), dmarig_slave_inspect() -
 * see struct op; what the peer makes of the data
 */
void dmarig_slave_ready(const struct slot *slot);
size_t dmarig_slave_compare(const struct slot *slot, u32 i);
void dmarig_slave_explain(const struct slot *slot, u32 i, size_t bad, char *text, size_t room);
bool dmarig_slave_inspect(const struct slot *slot, char *text, size_t room);

#endif
