/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What stands at the far end of a slave transfer: a register in memory, or the FIFO of a pair.
 */
#ifndef DMARIG_SIM_SLAVE_PEER_H
#define DMARIG_SIM_SLAVE_PEER_H

struct sim_peer;

extern const struct sim_peer sim_peer_register_tx;
extern const struct sim_peer sim_peer_register_rx;
extern const struct sim_peer sim_peer_registers;
extern const struct sim_peer sim_peer_fifo_tx;
extern const struct sim_peer sim_peer_fifo_rx;

#endif
