/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules: a vector whose members each ask one channel about one sentence of the dmaengine or DMA API
 * contract. A rule is a block in the file of its group; a group is a line in rules.c.
 */
#ifndef DMARIG_CHECK_RULE_H
#define DMARIG_CHECK_RULE_H

#include "check/bench.h"

struct text;

#define RULE_NEEDS	3

/* need - NULL when the bench has it, or what it lacks: a sentence, for the skip */
typedef const char *(*need)(struct bench *b);

/**
 * struct rule - a member of the rule vector
 * @id: its name, in words
 * @section: of the kernel's documentation, where the sentence is
 * @says: the sentence
 * @way: what its jobs must be; NULL for the simplest the channel has
 * @needs: what must be there for the question to make sense
 * @check: asks, with bench_fail() when the answer is wrong; returns with whatever in flight
 * @again: @check may be called again on the same bench, after bench_reset()
 * @knobs: instead of @check: KNOB=VALUE words of a run that must end well; what they leave open
 *	suits the channel, and what the run refuses is a skip
 */
struct rule {
	const char *id;
	const char *section;
	const char *says;
	const struct way *way;
	need needs[RULE_NEEDS];
	void (*check)(struct bench *b);
	bool again;
	const char *knobs;
};

/* struct ruling - what came of it */
struct ruling {
	enum verdict verdict;
	char text[SENTENCE_LEN];
	u64 job_ns;		/* measured on the way; 0: not yet; kept for the next rule */
	u32 silent;		/* rules in a row that heard nothing in time; likewise */
};

/* What a rule can need; see needs.c. */
const char *need_caps(struct bench *b);
const char *need_pause(struct bench *b);
const char *need_resume(struct bench *b);
const char *need_terminate(struct bench *b);
const char *need_cyclic(struct bench *b);
const char *need_order(struct bench *b);
const char *need_no_order(struct bench *b);
const char *need_residue(struct bench *b);
const char *need_residue_moves(struct bench *b);
const char *need_atomic_sleep(struct bench *b);
const char *need_lockdep(struct bench *b);
const char *need_time(struct bench *b);
const char *need_memcpy(struct bench *b);
const char *need_slave(struct bench *b);
const char *need_known_register(struct bench *b);
const char *need_memory_peer(struct bench *b);
const char *need_align(struct bench *b);
const char *need_reuse(struct bench *b);
const char *need_metadata(struct bench *b);
const char *need_safe_error(struct bench *b);
const char *need_division(struct bench *b);
const char *need_repeat(struct bench *b);

/**
 * rule_ask() - ask the channel of a run's knobs one rule
 * @run: occupied by the caller; what it knows of the channel is in its knobs. With transfers set it
 *	is asked again, with other random choices, until there were so many, or duration_ms has
 *	passed, or the rule fails
 * @id: which rule
 * @ruling: gets what came of it; what it holds of the channel before is used
 *
 * May sleep, for some seconds. Return: 0; -EINVAL when there is no such rule; what chan_claim()
 * returns, after run_explain().
 */
int rule_ask(struct run *run, const char *id, struct ruling *ruling);

/* ruling_word() - pass, fail, skip or broken */
const char *ruling_word(const struct ruling *ruling);

/* rules_list() - a line a rule: id, section, what it says */
void rules_list(struct text *text);

/* rule_run() - the rule that is a run; see rule_run.c */
void rule_run(struct bench *b, const char *knobs);

/**
 * rule_try() - lend the channel to a run
 * @b: the bench, with nothing in flight; it has the channel again unless the run failed
 * @knobs: as in struct rule
 * @text: gets what is wrong
 *
 * May sleep. Return: the verdict on the run; a skip is one that was refused.
 */
enum verdict rule_try(struct bench *b, const char *knobs, char text[SENTENCE_LEN]);

/* The groups, each in the file of its name; each ends with an id that is NULL. */
extern const struct rule rules_submit[], rules_callback[], rules_atomic[], rules_status[];
extern const struct rule rules_terminate[], rules_pause[];
extern const struct rule rules_cyclic[], rules_slave[], rules_config[], rules_refuse[];
extern const struct rule rules_limits[], rules_data[], rules_life[], rules_reuse[], rules_error[];
extern const struct rule rules_share[], rules_repeat[];

#endif
