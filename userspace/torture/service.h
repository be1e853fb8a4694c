/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Services: a vector whose members each put one stress on the system while the load runs. They use
 * interfaces that the kernel offers to everybody, and undo their changes at the end.
 */
#ifndef DMARIG_SERVICE_H
#define DMARIG_SERVICE_H

#include "lib/base/err.h"

struct stress;

/**
 * struct service - a member of the service vector
 * @name: as in scenarios
 * @help: what it does
 * @neighbour: it wants a channel of the controller that nobody loads
 * @begin: may be NULL; 0, or -errno with what is missing
 * @step: do it once, and sleep a while
 * @end: undo it; may be NULL; after a @begin that succeeded
 */
struct service {
	const char *name;
	const char *help;
	bool neighbour;
	int (*begin)(struct stress *stress, struct err *err);
	void (*step)(struct stress *stress);
	void (*end)(struct stress *stress);
};

/* The groups, each in the file of its name; each ends with a name that is NULL. */
extern const struct service services_cpu[], services_memory[], services_channel[];
extern const struct service services_device[];

/* service_find() - by its name, or NULL */
const struct service *service_find(const char *name);

/* service_each() - the n-th of all, or NULL */
const struct service *service_each(int n);

#endif
