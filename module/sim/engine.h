/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Engines: what moves the bytes. An engine takes issued descriptors and hands finished ones to
 * complete.h; it knows no client.
 */
#ifndef DMARIG_SIM_ENGINE_H
#define DMARIG_SIM_ENGINE_H

#include <linux/types.h>

struct sim_chan;

/**
 * struct sim_engine - a member of the engine vector
 * @name: as in configfs
 * @help: one line
 * @start: a client has come; may be NULL. Returns 0 or -errno; may sleep
 * @stop: the client has gone; nothing is queued and nothing will be. May be NULL; may sleep
 * @destroy: the controller goes away, after the last stop. May be NULL; may sleep
 * @kick: something was issued, or moves again; the channel's lock is held, up to hard irq
 */
struct sim_engine {
	const char *name;
	const char *help;
	int (*start)(struct sim_chan *c);
	void (*stop)(struct sim_chan *c);
	void (*destroy)(struct sim_chan *c);
	void (*kick)(struct sim_chan *c);
};

/* The table; the first is the default. Ends with NULL. */
extern const struct sim_engine *const sim_engines[];

extern const struct sim_engine sim_engine_copy;
extern const struct sim_engine sim_engine_null;

#endif
