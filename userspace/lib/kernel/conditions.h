/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What changes figures besides the code: how this machine is set up while it measures.
 */
#ifndef DMARIG_CONDITIONS_H
#define DMARIG_CONDITIONS_H

#include <stdio.h>
#include "common/port.h"

/* struct condition - a line of meta.txt; the last has no key */
struct condition {
	const char *key;
	bool compared;	/* results that differ in it were not measured on the same ground */
	/* @find: write the value; "absent" where this kernel does not have it */
	void (*find)(FILE *text);
	const char *help;
};

extern const struct condition conditions[];

/* conditions_write() - write all of them as lines of meta.txt */
void conditions_write(FILE *file);

#endif
