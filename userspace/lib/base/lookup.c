// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A hash table of positions with open addressing. It keeps the hashes, so that growing needs no
 * element and that elements are compared only when their hashes are the same.
 */
#include <stdlib.h>
#include "lib/base/lookup.h"
#include "lib/base/xmalloc.h"

#define LEAST_ROOM 32

/* struct lookup_place - a place of the table; all zeroes is a free one */
struct lookup_place {
	u32 hash;
	u32 behind;		/* the position plus one */
};

/* FNV-1a; the end of a text counts as well, so that "a" and "b" are not "ab". */
u64 lookup_hash(u64 before, const char *text)
{
	do {
		before = (before ^ (unsigned char)*text) * 0x100000001b3ULL;
	} while (*text++);
	return before;
}

/* The low bits of the hash are the ones that differ least. */
static u32 shorten(u64 hash)
{
	return hash ^ (hash >> 32) ^ (hash >> 15);
}

static void put(struct lookup *lookup, u32 hash, u32 behind)
{
	u32 i = hash & (lookup->room - 1);

	while (lookup->places[i].behind)
		i = (i + 1) & (lookup->room - 1);
	lookup->places[i] = (struct lookup_place){ .hash = hash, .behind = behind };
}

static void grow(struct lookup *lookup)
{
	struct lookup old = *lookup;
	u32 i;

	lookup->room = old.room ? 2 * old.room : LEAST_ROOM;
	lookup->places = xcalloc(lookup->room, sizeof(*lookup->places));
	for (i = 0; i < old.room; i++)
		if (old.places[i].behind)
			put(lookup, old.places[i].hash, old.places[i].behind);
	free(old.places);
}

int lookup_find(const struct lookup *lookup, u64 hash,
		bool (*same)(const void *array, int at, const void *wanted),
		const void *array, const void *wanted)
{
	u32 short_hash = shorten(hash), i = short_hash & (lookup->room - 1);
	const struct lookup_place *place;

	while (lookup->room && lookup->places[i].behind) {
		place = &lookup->places[i];
		if (place->hash == short_hash && same(array, place->behind - 1, wanted))
			return place->behind - 1;
		i = (i + 1) & (lookup->room - 1);
	}
	return -1;
}

void lookup_add(struct lookup *lookup, u64 hash, int at)
{
	/* A third is always free, so that what is not there is soon known not to be. */
	if (lookup->nr >= lookup->room / 3 * 2)
		grow(lookup);
	put(lookup, shorten(hash), at + 1);
	lookup->nr++;
}

void lookup_free(struct lookup *lookup)
{
	free(lookup->places);
	memset(lookup, 0, sizeof(*lookup));
}
