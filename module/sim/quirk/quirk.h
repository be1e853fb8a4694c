/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks: peculiarities that the contract allows and drivers have. One more is a block (struct
 * sim_quirk) in the file of its kind, and a row in rows.h. A sound suite passes on each of them and
 * on every combination that a controller takes.
 *
 * Quirks and faults do not know each other: a controller may have any of both.
 */
#ifndef DMARIG_SIM_QUIRK_QUIRK_H
#define DMARIG_SIM_QUIRK_QUIRK_H

#include "sim/sim.h"
#include "sim/quirk/rows.h"

#define DECLARE(name, group, drivers, help)	extern const struct sim_quirk sim_quirk_##name;
SIM_QUIRKS(DECLARE)
#undef DECLARE

/**
 * struct sim_quirk_row - a quirk by name
 * @name: as in configfs
 * @group: of those that exclude each other, or "-"
 * @drivers: that have it
 * @help: what it does
 * @quirk: the block
 */
struct sim_quirk_row {
	const char *name;
	const char *group;
	const char *drivers;
	const char *help;
	const struct sim_quirk *quirk;
};

/* The table, made from the rows; ends with a row without a name. Bit i of a setting is row i. */
extern const struct sim_quirk_row sim_quirks[];

/* sim_quirk_find() - the number of a row by its name; -ENOENT if there is none */
int sim_quirk_find(const char *name);

/**
 * sim_quirks_open() - what the settings choose
 * @sim: a controller that is being made
 *
 * Return: 0; -EINVAL if two exclude each other, or the other settings one of them, and then one
 * sentence is in the kernel's log.
 */
int sim_quirks_open(struct sim *sim);

/* sim_quirks_caps() - which ops are left, as bits of sim_ops[] */
unsigned long sim_quirks_caps(const struct sim *sim);

/* sim_quirks_setup() - change what the dma_device offers; before it is registered */
void sim_quirks_setup(struct sim *sim);

/* sim_quirks_online() - what is only there once the dma_device was registered; 0 or -errno */
int sim_quirks_online(struct sim *sim);

/* sim_has_manner() - is something done in another way than usual? Any context */
static inline bool sim_has_manner(const struct sim_chan *c, unsigned long manner)
{
	return unlikely(c->sim->quirks.manners & manner);
}

/* sim_is_quirky() - has it any quirk? Any context */
static inline bool sim_is_quirky(const struct sim_chan *c)
{
	return unlikely(c->sim->quirks.nr);
}

/* sim_quirks_refuse() - does prep return NULL? The channel's lock is held */
bool sim_quirks_refuse(struct sim_chan *c);

/* sim_quirks_take() - is the configuration one they take? Any context */
bool sim_quirks_take(const struct sim_chan *c, const struct dma_slave_config *cfg);

/* sim_quirks_direct() - is there a descriptor for this direction? Any context */
bool sim_quirks_direct(const struct sim_chan *c, enum dma_transfer_direction dir);

/* sim_quirks_residue() - what is said of @left bytes of @d; the channel's lock is held */
size_t sim_quirks_residue(const struct sim_chan *c, const struct sim_desc *d, size_t left);

#endif
