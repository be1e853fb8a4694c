/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig check --every-instant: the instants of a race, one after the other.
 */
#ifndef DMARIG_INSTANTS_H
#define DMARIG_INSTANTS_H

#include <stdio.h>
#include "lib/check/check_client.h"
#include "lib/check/known.h"
#include "lib/check/race_client.h"

/* struct instants - what to do, and what it takes */
struct instants {
	const struct params *p;
	const struct channel *channel;
	const struct known *known;
	const struct rulebook *book;
	const char *name;	/* of a race, or of a rule; or all */
	const char *only;	/* the one instant to visit, or NULL */
	u64 from_ns;		/* leave out those before */
	u64 most;		/* to be visited one by one; where there are more, some are */
	bool stream;		/* tell each instant before it, and print nothing for a person */
	int nr_failures;	/* of rules, but those that are known; by instants_check() */
	int nr_known;

	/* by instants_check() */
	struct oracle oracle;
	FILE *csv;
};

/**
 * instants_check() - visit them and tell what came of them
 * @in: see above
 * @output: the directory for instants.csv; NULL: a dated one
 * @name: what the result is called
 * @command: the command line
 * @err: what could not be done
 *
 * Return: 0 or -errno.
 */
int instants_check(struct instants *in, const char *output, const char *name, const char *command,
		   struct err *err);

#endif
