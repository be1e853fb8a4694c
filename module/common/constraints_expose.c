// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run that exposes its channel decides which channel, and how much at a time. All else is decided
 * by the process that opens the device, and set here it would be without effect.
 */
#include "common/constraints.h"

/* The knobs that mean something with expose. */
static const char *const meant[] = {
	"expose", "channel", "op", "depth", "timeout_ms", "world",
};

static bool is_meant(const struct knob *knob)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(meant); i++)
		if (!strcmp(knob->name, meant[i]))
			return true;
	return false;
}

/* The first of the others that is not at its default, which is written as it is read back. */
static const struct knob *first_other(const struct params *p, char *value, size_t len)
{
	const struct knob *knob;

	for (knob = dmarig_knobs; knob < dmarig_knobs + dmarig_nr_knobs; knob++) {
		knob_get(p, knob, value, len);
		if (!is_meant(knob) && strcmp(value, knob->initial))
			return knob;
	}
	return NULL;
}

int constraint_expose(const struct params *p, char *err, size_t len)
{
	char value[KNOB_TEXT_LEN];
	const struct knob *other;

	if (!p->expose)
		return 0;
	other = first_other(p, value, sizeof(value));
	if (p->op != DMARIG_OP_memcpy)
		snprintf(err, len, "expose=%llu with op=%s: want memcpy, from memory to memory",
			 p->expose, dmarig_ops[p->op].name);
	else if (strchr(p->channel, ','))
		snprintf(err, len, "expose=%llu with channel=%.64s: want one channel", p->expose,
			 p->channel);
	else if (other)
		snprintf(err, len,
			 "%s=%.64s with expose=%llu: who opens the device decides that; want %s",
			 other->name, value, p->expose, other->initial);
	else
		return 0;
	return -EINVAL;
}
