/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the user says the world around the device must be: the knob `world`. Pure code, compiled
 * into the module and into the tool; whether the world is so is seen by the module alone.
 */
#ifndef DMARIG_COMMON_WORLD_H
#define DMARIG_COMMON_WORLD_H

#include "common/words.h"

/**
 * world_parse() - read a list of worlds
 * @text: "any", or names of DMARIG_WORLDS joined by + or commas
 * @world: gets BIT(enum dmarig_world) of each; none for any
 * @err: gets one sentence when a name is none, or two contradict each other
 * @len: room for that sentence, in bytes
 *
 * Return: 0 or -EINVAL.
 */
int world_parse(const char *text, u32 *world, char *err, size_t len);

/* world_has() - does @text, which world_parse() accepts, ask for @which? */
static inline bool world_has(const char *text, enum dmarig_world which)
{
	char err[8];
	u32 world;

	world_parse(text, &world, err, sizeof(err));
	return world >> which & 1;
}

#endif
