/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Asking a channel a rule, and what comes of it.
 */
#ifndef DMARIG_CHECK_RULE_ASK_H
#define DMARIG_CHECK_RULE_ASK_H

#include "check/bench/bench.h"

struct run;
struct text;

/* struct rule_result - what came of it */
struct rule_result {
	enum check_verdict verdict;
	char text[SENTENCE_LEN];
	u64 job_ns;		/* measured on the way; 0: not yet; kept for the next rule */
	u32 nr_timed_out;	/* rules in a row that heard nothing in time; likewise */
};

/**
 * rule_ask() - ask the channel of a run's knobs one rule
 * @run: occupied by the caller; what it knows of the channel is in its knobs. With transfers set it
 *	is asked again, with other random choices, until there were so many, or duration_ms has
 *	passed, or the rule fails
 * @id: which rule
 * @result: gets what came of it; what it holds of the channel before is used
 *
 * May sleep, for some seconds. Return: 0; -EINVAL when there is no such rule; what
 * dmarig_chan_claim() returns, after run_explain().
 */
int rule_ask(struct run *run, const char *id, struct rule_result *result);

/* rule_result_word() - pass, fail, skip or broken */
const char *rule_result_word(const struct rule_result *result);

/* rule_list() - a line a rule: id, section, what it says */
void rule_list(struct text *text);

#endif
