// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of quirks, the choice of some, and the calls of their hooks.
 */
#include <linux/bits.h>
#include <linux/device.h>
#include <linux/string.h>
#include "core/base/compat.h"
#include "sim/op/op.h"
#include "sim/quirk/quirk.h"

#define ROW(name, group, drivers, help)		{ #name, group, drivers, help, &sim_quirk_##name },
const struct sim_quirk_row sim_quirks[] = { SIM_QUIRKS(ROW) { } };
#undef ROW

static_assert(ARRAY_SIZE(sim_quirks) - 1 <= SIM_MAX_QUIRKS);

int sim_quirk_find(const char *name)
{
	int i;

	for (i = 0; sim_quirks[i].name; i++)
		if (!strcmp(sim_quirks[i].name, name))
			return i;
	return -ENOENT;
}

static const struct sim_quirk_row *find_rival(u64 chosen, int i)
{
	int j;

	for (j = 0; j < i; j++)
		if (chosen & BIT_ULL(j) && strcmp(sim_quirks[j].group, "-") &&
		    !strcmp(sim_quirks[j].group, sim_quirks[i].group))
			return &sim_quirks[j];
	return NULL;
}

static int check_rivals(const struct sim *sim)
{
	u64 chosen = sim->cfg->quirks;
	const struct sim_quirk_row *rival;
	int i;

	for (i = 0; sim_quirks[i].name; i++) {
		rival = chosen & BIT_ULL(i) ? find_rival(chosen, i) : NULL;
		if (!rival)
			continue;
		dev_err(sim->dev, "quirks=%s,%s: they exclude each other\n", rival->name,
			sim_quirks[i].name);
		return -EINVAL;
	}
	return 0;
}

/* A channel waits for its partner, and a device of its own is where memory is as it is. */
static int check_settings(const struct sim *sim)
{
	const struct sim_config *cfg = sim->cfg;
	const char *why = NULL;

	if (sim->quirks.manners & SIM_ONE_ENGINE && cfg->pairs)
		why = "one_engine: the channels of pairs=1 work together";
	else if (sim->quirks.manners & SIM_CHAN_DEVICES &&
		 (cfg->map_ops || cfg->offset || sim->domain || *cfg->of_node))
		why = "device_per_channel: want no map_ops, offset, of_node or IOMMU";
	else if (sim->quirks.manners & SIM_CHAN_DEVICES && !CT_CHANS_HAVE_DEVICES)
		why = "device_per_channel: this kernel's channels have no DMA device of their own";
	else if (!sim_quirks_caps(sim))
		why = "the capabilities in caps leave none to it";
	if (why)
		dev_err(sim->dev, "quirks=%s\n", why);
	return why ? -EINVAL : 0;
}

int sim_quirks_open(struct sim *sim)
{
	struct sim_quirks *quirks = &sim->quirks;
	int i;

	for (i = 0; sim_quirks[i].name; i++) {
		if (!(sim->cfg->quirks & BIT_ULL(i)))
			continue;
		quirks->at[quirks->nr++] = sim_quirks[i].quirk;
		quirks->manners |= sim_quirks[i].quirk->manners;
	}
	return check_rivals(sim) ?: check_settings(sim);
}

#define for_each_quirk(q, sim, i) \
	for (i = 0; i < (sim)->quirks.nr && (q = (sim)->quirks.at[i]); i++)

unsigned long sim_quirks_caps(const struct sim *sim)
{
	unsigned long caps = sim->cfg->caps;
	const struct sim_quirk *q;
	unsigned int i;

	for_each_quirk(q, sim, i)
		if (q->caps)
			caps &= q->caps();
	return caps;
}

void sim_quirks_setup(struct sim *sim)
{
	const struct sim_quirk *q;
	unsigned int i;

	sim->quirks.prep = sim->dd;
	for_each_quirk(q, sim, i)
		if (q->setup)
			q->setup(sim);
}

bool sim_quirks_refuse(struct sim_chan *c)
{
	const struct sim_quirk *q;
	unsigned int i;

	lockdep_assert_held(&c->lock);
	for_each_quirk(q, c->sim, i)
		if (q->refuse && q->refuse(c))
			return true;
	return false;
}

bool sim_quirks_take(const struct sim_chan *c, const struct dma_slave_config *cfg)
{
	const struct sim_quirk *q;
	unsigned int i;

	for_each_quirk(q, c->sim, i)
		if (q->takes && !q->takes(c, cfg))
			return false;
	return true;
}

bool sim_quirks_direct(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	const struct sim_quirk *q;
	unsigned int i;

	for_each_quirk(q, c->sim, i)
		if (q->direct && !q->direct(c, dir))
			return false;
	return true;
}

size_t sim_quirks_residue(const struct sim_chan *c, const struct sim_desc *d, size_t left)
{
	const struct sim_quirk *q;
	unsigned int i;

	lockdep_assert_held(&c->lock);
	for_each_quirk(q, c->sim, i)
		if (q->residue)
			left = q->residue(c, d, left);
	return left;
}
