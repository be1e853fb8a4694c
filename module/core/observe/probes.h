/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Probes on the kernel's own tracepoints, found by name as few of them are exported.
 */
#ifndef DMARIG_CORE_PROBES_H
#define DMARIG_CORE_PROBES_H

#include <linux/tracepoint.h>

/* struct probe - a function of ours at a tracepoint. Owner: the table that it is in. */
struct probe {
	const char *name;		/* of the tracepoint */
	void *function;			/* as TP_PROTO has it, after a pointer that is NULL */
	struct tracepoint *tp;		/* found by dmarig_probes_attach(); NULL until then */
};

/**
 * dmarig_probes_attach() - attach a table of probes, all or none
 * @probes: the table
 * @nr: of them
 *
 * May sleep. Return: 0; -ENOENT when the kernel lacks one of the tracepoints; or -errno.
 */
int dmarig_probes_attach(struct probe *probes, int nr);

/**
 * dmarig_probes_detach() - detach them
 * @probes: the table, attached
 * @nr: of them
 *
 * None of them runs when it returns. May sleep.
 */
void dmarig_probes_detach(struct probe *probes, int nr);

/*
 * dmarig_probes_drop() - detach them, and do not wait: one may still run until
 * dmarig_probes_wait() has returned. Both may sleep
 */
void dmarig_probes_drop(struct probe *probes, int nr);

/* dmarig_probes_wait() - none that was dropped runs any more */
void dmarig_probes_wait(void);

#endif
