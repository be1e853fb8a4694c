/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A rule that is a run of the rig.
 */
#ifndef DMARIG_CHECK_RULE_RUN_H
#define DMARIG_CHECK_RULE_RUN_H

#include "check/bench/bench.h"

/* rule_run() - ask a rule that is a run with these knobs; the verdict goes to the bench */
void rule_run(struct check_bench *b, const char *knobs);

/**
 * rule_try() - lend the channel to a run
 * @b: the bench, with nothing in flight; it has the channel again unless the run failed
 * @knobs: as in struct rule
 * @text: gets what is wrong
 *
 * May sleep. Return: the verdict on the run; a skip is one that was refused.
 */
enum check_verdict rule_try(struct check_bench *b, const char *knobs, char text[SENTENCE_LEN]);

#endif
