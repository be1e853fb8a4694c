/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The client of the module's races: which there are, and what comes of one instant while the
 * oracle watches.
 */
#ifndef DMARIG_RACE_CLIENT_H
#define DMARIG_RACE_CLIENT_H

#include "lib/check/oracle.h"
#include "lib/check/walk.h"
#include "lib/rig/rig.h"

/* struct race_row - a line of the module's list */
struct race_row {
	const char *name;
	const char *context;	/* in which the second actor's call is made: hardirq or task */
	const char *says;	/* which call it is */
	const char *rules;	/* that it may break, by comma */
};

/* struct races - all of them */
struct races {
	char *text;		/* of the file; cut up */
	struct race_row *at;
	int nr;
};

/* races_read() - read the list; 0 or -errno */
int races_read(struct races *races, struct err *err);

/* race_breaks() - is a race of this name, or may it break this rule; or is the name "all"? */
bool race_breaks(const struct race_row *race, const char *name);

/* races_refuse() - there is none for this name: says which there are; -EINVAL */
int races_refuse(const struct races *races, const char *name, struct err *err);

/* races_free() - free it */
void races_free(struct races *races);

/* struct met - what came of an instant */
struct met {
	char verdict[16];	/* pass, fail, skip, broken; crash: the kernel is in trouble */
	char rule[64];		/* that is broken; or empty */
	char text[1024];	/* what was wanted and seen */
	char outcome[160];	/* what tells it from others */
	u64 window_ns, step_ns;
	bool stands;		/* the clock stands while code runs */
};

#define MET_SILENT	"kernel-silent"	/* the rule, where the kernel has complained */

/**
 * race_meet() - let the actors of a race meet at an instant
 * @dir: a run directory with all knobs set
 * @oracle: open; what it sees makes a pass a fail, or a crash
 * @device: whose mappings it watches
 * @race: its name
 * @when: the instant as text, or "alone"
 * @met: gets what came of it
 * @err: the kernel's sentence when it refuses
 *
 * Return: 0 or -errno.
 */
int race_meet(const struct rundir *dir, struct oracle *oracle, const char *device, const char *race,
	      const char *when, struct met *met, struct err *err);

/* met_is_bad() - does a rule fail, or worse? */
static inline bool met_is_bad(const struct met *met)
{
	return !strcmp(met->verdict, "fail") || !strcmp(met->verdict, "crash");
}

#endif
