/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The client of the module's explorer: it lets sequences be drawn and tried while the oracle
 * watches, finds the one that the kernel complains of, and shrinks what fails.
 */
#ifndef DMARIG_EXPLORE_EXPLORER_H
#define DMARIG_EXPLORE_EXPLORER_H

#include "common/calls.h"
#include "lib/check/oracle.h"
#include "lib/rig/channels.h"
#include "lib/rig/rig.h"

#define EXPLORE_BEGUN	"begun"		/* in a stream: what is made next */

#define ORACLE_RULE	"kernel-silent"	/* what the kernel complains of breaks this one */
#define ORACLE_SAYS	"the kernel has nothing to complain of while a channel is used"

/* struct answer - what came of an order */
struct answer {
	bool failed;
	bool splat;			/* the kernel itself is in trouble */
	char rule[64];
	char text[1024];
	u64 nr, sequences, calls;
	char sequence[SEQUENCE_TEXT];
};

/* struct explorer - a channel that is explored. Everything it points to is its owner's. */
struct explorer {
	struct rundir dir;
	struct oracle *oracle;
	struct channel channel;
	const char *const *simulated;	/* settings of a controller of our own, or NULL */
	struct params *p;
	unsigned int most;		/* calls of a sequence */
	u64 sequences, calls;		/* that were made, but for those tried to shrink one */
	u64 first;			/* number of the next sequence */
	FILE *stream;			/* where each sequence is told before it is made, or NULL */
	bool unwatched;			/* the oracle is not asked, as the module sees it itself */
};

/* struct finding - a sequence that fails, and how */
struct finding {
	struct answer answer;		/* of the first time */
	struct answer shrunk;		/* of the last */
	struct sequence before, after;
	unsigned int tries;		/* for shrinking it */
	bool again;			/* it failed again, and so could be shrunk */
};

/**
 * explorer_open() - get a channel, or make a simulated controller that has one
 * @e: channel, oracle, settings and knobs filled in
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int explorer_open(struct explorer *e, struct err *err);

/* explorer_close() - give it back; 0 or -errno of what cannot be removed */
int explorer_close(struct explorer *e, struct err *err);

/**
 * explorer_draw() - explore
 * @e: open
 * @count: sequences, at most
 * @finding: gets the answer, where a sequence fails
 * @err: the kernel's sentence when it refuses
 *
 * Return: 0, with finding->answer.failed set when something was found; -errno.
 */
int explorer_draw(struct explorer *e, u64 count, struct finding *finding, struct err *err);

/* explorer_try() - make one sequence and see; 0 or -errno */
int explorer_try(struct explorer *e, const struct sequence *s, struct answer *answer,
		 struct err *err);

/* explorer_shrink() - find the shortest sequence that fails as this finding does */
void explorer_shrink(struct explorer *e, struct finding *finding);

/* explorer_avoid() - draw no sequence any more that has these calls; 0 or -errno */
int explorer_avoid(struct explorer *e, const struct sequence *s, struct err *err);

#endif
