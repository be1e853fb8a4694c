/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds elements of an array by hash, so that looking for each of many costs no more the more there
 * are. Knows nothing of the elements: its owner says which of them are the same.
 */
#ifndef DMARIG_LOOKUP_H
#define DMARIG_LOOKUP_H

#include "common/port.h"

/* LOOKUP_HASH_START - the hash of nothing, to which lookup_hash() adds texts */
#define LOOKUP_HASH_START 0xcbf29ce484222325ULL

/* struct lookup - all zeroes is an empty one */
struct lookup {
	struct lookup_place *places;
	u32 room;		/* the number of places, a power of two */
	u32 nr;			/* the number of those that are taken */
};

/* lookup_hash() - the hash of all texts before and one more */
u64 lookup_hash(u64 before, const char *text);

/**
 * lookup_find() - find an element
 * @lookup: where it is looked for
 * @hash: of what is looked for
 * @same: is the element at this position what is looked for?
 * @array: handed to @same
 * @wanted: handed to @same, what is looked for
 *
 * Return: its position, or -1.
 */
int lookup_find(const struct lookup *lookup, u64 hash,
		bool (*same)(const void *array, int at, const void *wanted),
		const void *array, const void *wanted);

/* lookup_add() - remember the position of an element that was not found */
void lookup_add(struct lookup *lookup, u64 hash, int at);

/* lookup_free() - forget all of them */
void lookup_free(struct lookup *lookup);

#endif
