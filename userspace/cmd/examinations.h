/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What this kernel may offer, looked at one by one.
 */
#ifndef DMARIG_EXAMINATIONS_H
#define DMARIG_EXAMINATIONS_H

#include <stdbool.h>

/* struct finding - what an examination found */
struct finding {
	bool good;
	char text[600];		/* what this kernel has, or the option to switch on */
};

/* struct examination - a row; the last has no name */
struct examination {
	const char *name;
	bool needed;		/* no run can be made without it */
	void (*look)(struct finding *f);
};

extern const struct examination examinations[];

#endif
