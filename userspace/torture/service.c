// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The groups of services, and how one is found by its name.
 */
#include "torture/service.h"

static const struct service *const groups[] = {
	services_cpu, services_memory, services_channel, services_device,
};

const struct service *service_each(int n)
{
	const struct service *service;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(groups); i++)
		for (service = groups[i]; service->name; service++)
			if (!n--)
				return service;
	return NULL;
}

const struct service *service_find(const char *name)
{
	const struct service *service;
	int n;

	for (n = 0; (service = service_each(n)); n++)
		if (!strcmp(service->name, name))
			return service;
	return NULL;
}
