// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Shrinking: halves first, then ever smaller parts, down to single calls; then numbers and places.
 * It goes on until a whole round has changed nothing.
 */
#include "explore/shrink.h"

static bool still_fails(struct shrink *shrink, const struct sequence *s)
{
	if (!s->nr || shrink->tries >= shrink->most)
		return false;
	shrink->tries++;
	return shrink->fails(s, shrink->arg);
}

static void leave_out(struct sequence *s, u32 at, u32 nr)
{
	memmove(&s->at[at], &s->at[at + nr], (s->nr - at - nr) * sizeof(*s->at));
	s->nr -= nr;
}

/* Leave out as many parts of @nr calls as it still fails without. Return: was there any? */
static bool leave_parts_out(struct shrink *shrink, struct sequence *s, u32 nr)
{
	struct sequence less;
	bool changed = false;
	u32 at = 0;

	while (at < s->nr) {
		less = *s;
		leave_out(&less, at, nr < s->nr - at ? nr : s->nr - at);
		if (!still_fails(shrink, &less)) {
			at += nr;
			continue;
		}
		*s = less;
		changed = true;
	}
	return changed;
}

static bool make_shorter(struct shrink *shrink, struct sequence *s)
{
	bool changed = false;
	u32 nr;

	for (nr = s->nr / 2; nr; nr /= 2)
		changed |= leave_parts_out(shrink, s, nr);
	return changed;
}

/* A call that was found to do without others may need to be left out with one of those. */
static bool leave_pairs_out(struct shrink *shrink, struct sequence *s)
{
	struct sequence less;
	u32 i, k;

	for (i = 0; i + 1 < s->nr; i++)
		for (k = i + 1; k < s->nr; k++) {
			less = *s;
			leave_out(&less, k, 1);
			leave_out(&less, i, 1);
			if (!still_fails(shrink, &less))
				continue;
			*s = less;
			return true;
		}
	return false;
}

/* Try @s with @simpler in place of call @i. */
static bool replace(struct shrink *shrink, struct sequence *s, u32 i, struct call simpler)
{
	struct sequence other = *s;

	if (!memcmp(&s->at[i], &simpler, sizeof(simpler)))
		return false;
	other.at[i] = simpler;
	if (!still_fails(shrink, &other))
		return false;
	*s = other;
	return true;
}

static bool make_place_simpler(struct shrink *shrink, struct sequence *s, u32 i)
{
	struct call simpler = s->at[i];

	simpler.place = DMARIG_PLACE_task;
	simpler.of = 0;
	return replace(shrink, s, i, simpler);
}

static bool make_transfer_simpler(struct shrink *shrink, struct sequence *s, u32 i)
{
	static const u32 lens[] = { 64, 256 };
	struct call simpler = s->at[i];
	bool changed = false;
	size_t k;

	simpler.quiet = false;
	changed |= replace(shrink, s, i, simpler);
	simpler = s->at[i];
	simpler.n[2] = 0;
	changed |= replace(shrink, s, i, simpler);
	for (k = 0; k < ARRAY_SIZE(lens) && s->at[i].n[1] != lens[0]; k++) {
		simpler = s->at[i];
		simpler.n[1] = lens[k];
		if (s->at[i].n[1] != lens[k] && replace(shrink, s, i, simpler))
			return true;
	}
	return changed;
}

/* The simplest kind of transfer is the first in the list. */
static bool make_kind_simpler(struct shrink *shrink, struct sequence *s, u32 i)
{
	struct call simpler = s->at[i];

	for (simpler.row = 0; simpler.row < s->at[i].row; simpler.row++)
		if (call_makes(&simpler) && replace(shrink, s, i, simpler))
			return true;
	return false;
}

static bool make_simpler(struct shrink *shrink, struct sequence *s)
{
	bool changed = false;
	u32 i;

	for (i = 0; i < s->nr; i++) {
		changed |= make_place_simpler(shrink, s, i);
		if (!call_makes(&s->at[i]))
			continue;
		changed |= make_kind_simpler(shrink, s, i);
		changed |= make_transfer_simpler(shrink, s, i);
	}
	return changed;
}

static void renumber_call(struct call *call, const u32 *number)
{
	if (call_row(call)->traits & (CALL_MAKES | CALL_ABOUT))
		call->n[0] = number[call->n[0]];
	if (call->place == DMARIG_PLACE_callback)
		call->of = number[call->of];
}

/* Transfers are counted from 0, in the order they are submitted. */
static void renumber(struct shrink *shrink, struct sequence *s)
{
	u32 i, next = 0, number[SEQUENCE_XFERS] = { 0 };
	struct sequence other = *s;

	for (i = 0; i < s->nr; i++)
		if (call_makes(&s->at[i]))
			number[s->at[i].n[0]] = next++;
	for (i = 0; i < s->nr; i++)
		renumber_call(&other.at[i], number);
	if (memcmp(&other, s, sizeof(other)) && still_fails(shrink, &other))
		*s = other;
}

void shrink_sequence(struct shrink *shrink, struct sequence *s)
{
	bool changed;

	do {
		changed = make_shorter(shrink, s);
		changed |= leave_pairs_out(shrink, s);
		changed |= make_simpler(shrink, s);
	} while (changed);
	renumber(shrink, s);
}
