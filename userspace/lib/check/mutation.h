/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Mutants: a simulated controller with one fault each, and the time that the rules take to find
 * it.
 */
#ifndef DMARIG_MUTATION_H
#define DMARIG_MUTATION_H

#include "lib/check/check_client.h"
#include "lib/check/oracle.h"

/* struct fault - a line of the simulator's list of faults */
struct fault {
	const char *name, *meant, *help;	/* meant: the rule that is to catch it; "-": none */
};

/* struct faults - all of them */
struct faults {
	char *text;		/* of the file; cut up */
	struct fault *at;
	int nr;
};

/* faults_read() - read the list; 0 or -errno */
int faults_read(struct faults *faults, struct err *err);

/* faults_find() - the index of a fault by its name, or -1 */
int faults_find(const struct faults *faults, const char *name);

/* faults_free() - free it */
void faults_free(struct faults *faults);

/* struct trial - a fault at a rate, and its outcome */
struct trial {
	const struct fault *fault;
	u64 rate;		/* one in so many */
	int seconds;		/* to try for, at most */
	const char *quirks;	/* of the controller, by comma; or none */
	bool caught, meant;	/* by anything; by the rule that is meant to */
	bool skipped;		/* that rule cannot be asked of this controller */
	char by[64];		/* which rule */
	char text[1024];	/* the sentence of that rule; or why it cannot be checked */
	u64 committed;		/* times, until then */
	u64 transfers;		/* until then, with those that were passed over */
	u64 passed_over;
	double took_s;
};

/**
 * trial_run() - make the controller, and ask until the fault is found or time is up
 * @trial: fault, rate and seconds filled in; gets the rest
 * @book: all rules
 * @oracle: open
 * @seed: what rules draw from
 * @err: what could not be made
 *
 * First the rule that is meant to; in the end, once, all the others. Return: 0 or -errno.
 */
int trial_run(struct trial *trial, const struct rulebook *book, struct oracle *oracle, u64 seed,
	      struct err *err);

#endif
