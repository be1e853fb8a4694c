/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The history of results, from their meta.txt.
 */
#ifndef DMARIG_META_H
#define DMARIG_META_H

#include "lib/base/table.h"

/* meta_fact() - a fact that may have several values */
void meta_fact(struct table *facts, const char *name, const struct names *values);

/**
 * meta_facts() - what the meta.txt of several directories say: boot lines, commands, when
 * @dirs: the directories; one without the file says nothing
 * @facts: gets them
 */
void meta_facts(const struct names *dirs, struct table *facts);

#endif
