// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finding tracepoints by walking them all, and attaching to them.
 */
#include <linux/errno.h>
#include <linux/string.h>
#include "core/observe/probes.h"

#ifdef CONFIG_TRACEPOINTS

static void find_tracepoint(struct tracepoint *tp, void *data)
{
	struct probe *probe = data;

	if (!strcmp(tp->name, probe->name))
		probe->tp = tp;
}

int dmarig_probes_attach(struct probe *probes, int nr)
{
	int i, ret;

	for (i = 0; i < nr; i++) {
		for_each_kernel_tracepoint(find_tracepoint, &probes[i]);
		ret = probes[i].tp ?
			tracepoint_probe_register(probes[i].tp, probes[i].function, NULL) : -ENOENT;
		if (ret)
			goto err_detach;
	}
	return 0;

err_detach:
	dmarig_probes_detach(probes, i);
	return ret;
}

void dmarig_probes_drop(struct probe *probes, int nr)
{
	while (nr--)
		tracepoint_probe_unregister(probes[nr].tp, probes[nr].function, NULL);
}

void dmarig_probes_wait(void)
{
	tracepoint_synchronize_unregister();
}

#else

int dmarig_probes_attach(struct probe *probes, int nr)
{
	return -ENOENT;
}

void dmarig_probes_drop(struct probe *probes, int nr)
{
}

void dmarig_probes_wait(void)
{
}

#endif

void dmarig_probes_detach(struct probe *probes, int nr)
{
	dmarig_probes_drop(probes, nr);
	dmarig_probes_wait();
}
