// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runs whose load is another process's. One that exposes its channel decides which channel, and how
 * much at a time; one of op=mmap which memory, and what the tool does with it. All else would be
 * without effect.
 */
#include "common/constraints.h"

/* The knobs that mean something, with NULL at the end: with expose, and with op=mmap. */
static const char *const meant_exposed[] = {
	"expose", "channel", "op", "depth", "timeout_ms", "world", NULL
};

static const char *const meant_mmapped[] = {
	"channel", "op", "access", "cache", "heap", "mapping", "attrs", "direction", "size", "seed",
	"verify", "warmup_ms", "duration_ms", "least", "transfers", "timeout_ms", "world",
	"histograms", "noise", NULL
};

static bool is_meant(const struct knob *knob, const char *const *meant)
{
	for (; *meant; meant++)
		if (!strcmp(knob->name, *meant))
			return true;
	return false;
}

/* The first of the others that is not at its default, which is written as it is read back. */
static const struct knob *first_other(const struct params *p, const char *const *meant, char *value,
				      size_t len)
{
	const struct knob *knob;

	for (knob = dmarig_knobs; knob < dmarig_knobs + dmarig_nr_knobs; knob++) {
		knob_get(p, knob, value, len);
		if (!is_meant(knob, meant) && strcmp(value, knob->initial))
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
	other = first_other(p, meant_exposed, value, sizeof(value));
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

/* What the tool does means something with op=mmap alone. */
static int constraint_not_mmap(const struct params *p, char *err, size_t len)
{
	if (p->access == DMARIG_ACCESS_read)
		return 0;
	snprintf(err, len, "access=%s with op=%s: want op=mmap", dmarig_accesses[p->access].name,
		 dmarig_ops[p->op].name);
	return -EINVAL;
}

int constraint_mmap(const struct params *p, char *err, size_t len)
{
	char value[KNOB_TEXT_LEN], which[SENTENCE_LEN / 2];
	const struct knob *other;

	if (!(dmarig_ops[p->op].traits & OP_SERVED))
		return constraint_not_mmap(p, err, len);
	other = first_other(p, meant_mmapped, value, sizeof(value));
	word_names_with(dmarig_mappings, MAPPING_MMAP, which, sizeof(which));
	if (!(dmarig_mappings[p->mapping].traits & MAPPING_MMAP))
		snprintf(err, len, "op=mmap with mapping=%s: want one of %s",
			 dmarig_mappings[p->mapping].name, which);
	else if (strchr(p->channel, ','))
		snprintf(err, len, "op=mmap with channel=%.64s: want one channel", p->channel);
	else if (p->cache == DMARIG_CACHE_dirty)
		snprintf(err, len,
			 "cache=dirty with op=mmap: want any, cold or warm, as giving the buffer to the device writes it back");
	else if (other)
		snprintf(err, len, "%s=%.64s with op=mmap: it has no use for that; want %s",
			 other->name, value, other->initial);
	else
		return 0;
	return -EINVAL;
}

int constraint_heap(const struct params *p, char *err, size_t len)
{
	if (!strcmp(p->heap, "any") || p->mapping == DMARIG_MAPPING_dmabuf)
		return 0;
	snprintf(err, len, "heap=%.64s with mapping=%s: want mapping=dmabuf", p->heap,
		 dmarig_mappings[p->mapping].name);
	return -EINVAL;
}
