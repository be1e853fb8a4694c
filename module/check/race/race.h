/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Races: two actors on one channel. The first submits some jobs, issues them and waits for their
 * callbacks. The second makes one call at an instant that the tool chooses, so that it can go
 * through all there are. A second actor is a block in the file of its kind, and a row below.
 *
 * The second actor either is a timer's hard interrupt, on a processor that does not call back
 * where there is one, or the task itself, which sleeps until the instant. Where the clock stands
 * while code runs, as on User-mode Linux, an interrupt can also come behind all else that is due
 * at the same instant.
 */
#ifndef DMARIG_CHECK_RACE_RACE_H
#define DMARIG_CHECK_RACE_RACE_H

#include <linux/completion.h>
#include <linux/dmaengine.h>
#include <linux/hrtimer.h>
#include "check/bench/bench.h"
#include "check/race/ask.h"

#define RACE_NEEDS	3
#define RACE_MOST_JOBS	3

struct race_try;

/* race_need - NULL when the bench has it, or what it lacks: a sentence, for the skip */
typedef const char *(*race_need)(struct check_bench *b);

/**
 * struct race - a second actor
 * @name: what it does, in a word
 * @says: the call it makes, and where
 * @rules: what may be broken by it, by comma
 * @needs: as of a rule
 * @jobs: of the first actor
 * @linger_us: the first callback of a job takes that long, so that an instant can be within it
 * @sleeps: its call may sleep, so it is made in the task
 * @holds_last: the first actor leaves the last job submitted, and does not issue it
 * @act: make the call at the instant
 * @judge: what came of it; in the task, with whatever in flight. Returns with nothing in flight
 */
struct race {
	const char *name;
	const char *says;
	const char *rules;
	race_need needs[RACE_NEEDS];
	u32 jobs;
	u32 linger_us;
	bool sleeps;
	bool holds_last;
	void (*act)(struct race_try *t);
	void (*judge)(struct race_try *t);
};

/* R(name): the second actors */
#define RACES(R)	\
	R(terminate)	\
	R(synchronize)	\
	R(release)	\
	R(unbind)	\
	R(pause)	\
	R(status)	\
	R(issue)

#define DECLARE(name)	extern const struct race race_##name;
RACES(DECLARE)
#undef DECLARE

/*
 * struct race_try - one instant. Owner: the task; what the second actor writes is read once it has
 * acted, what callbacks write is noted.
 */
struct race_try {
	struct check_bench *b;
	const struct race *race;
	const struct race_order *order;
	struct raced *raced;
	ktime_t start;			/* before the first job was submitted */
	bool submitted;			/* the first actor has submitted all its jobs */

	struct hrtimer timer;		/* of a second actor that does not sleep */
	bool put_behind;		/* it was put behind what is due at the same instant */
	struct completion acted;

	/* By the second actor. */
	bool early;			/* it came before all was submitted */
	int ret;			/* of its call */
	int before, then;		/* callbacks that had come before its call, and after it */
	enum dma_status status[RACE_MOST_JOBS];
	u32 residue[RACE_MOST_JOBS];
	bool whole[RACE_MOST_JOBS];	/* the data was there */
};

/* race_asks() - what fails from now on breaks this rule */
static inline void race_asks(struct race_try *t, const char *rule)
{
	if (!check_failed(t->b))
		t->raced->rule = rule;
}

/* race_tell() - add to what tells this outcome from others; no figures that always differ */
__printf(2, 3) void race_tell(struct race_try *t, const char *fmt, ...);

/* race_works() - with nothing in flight: does the channel work? Forgets all jobs. May sleep */
bool race_works(struct race_try *t, const char *rule);

/* race_ends() - all jobs must end, once and with their data; may sleep */
bool race_ends(struct race_try *t, const char *rule);

/* race_once() - has none of the jobs called back twice? If one has, the rule has failed */
bool race_once(struct race_try *t);

/* race_moved() - how much of a job's data is there: none, part, whole, or unseen */
const char *race_moved(const struct check_job *job);

/* struct race_picture - what the memory of all jobs looked like; see race_look() */
struct race_picture {
	u8 *was;
	int called;
};

/* race_look() - take a picture; false when there is no memory, and then the bench is broken */
bool race_look(struct race_try *t, struct race_picture *picture);

/**
 * race_still() - has nothing changed since?
 * @t: the try
 * @picture: from race_look(); freed
 * @after: what should have stopped it, for the sentence
 * @callbacks: the rule that a callback since then breaks
 * @memory: the rule that a byte breaks
 */
void race_still(struct race_try *t, struct race_picture *picture, const char *after,
		const char *callbacks, const char *memory);

#endif
