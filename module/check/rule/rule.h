/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules: a vector whose members each ask one channel about one sentence of the dmaengine or DMA API
 * contract. A rule is a block in the file of its group; a group is a row
 * below.
 */
#ifndef DMARIG_CHECK_RULE_RULE_H
#define DMARIG_CHECK_RULE_RULE_H

#include "check/bench/bench.h"

#define RULE_NEEDS	3

/* need - NULL when the bench has it, or what it lacks: a sentence, for the skip */
typedef const char *(*need)(struct check_bench *b);

/**
 * struct rule - a member of the rule vector
 * @id: its name, in words
 * @section: of the kernel's documentation, where the sentence is
 * @says: the sentence
 * @kind: what its jobs must be; NULL for the simplest the channel has
 * @needs: what must be there for the question to make sense
 * @check: asks, with check_fail() when the answer is wrong; returns with whatever in flight
 * @rings: rings are all that @check takes, so that a channel which is cyclic alone is asked, too
 * @again: @check may be called again on the same bench, after check_reset()
 * @knobs: instead of @check: KNOB=VALUE words of a run that must end well; what they leave open
 *	suits the channel, and what the run refuses is a skip
 */
struct rule {
	const char *id;
	const char *section;
	const char *says;
	const struct check_kind *kind;
	need needs[RULE_NEEDS];
	void (*check)(struct check_bench *b);
	bool rings;
	bool again;
	const char *knobs;
};

/* The groups, in the order they are asked; each is an array in the file of its name. */
#define RULE_GROUPS(row)	\
	row(submit)		\
	row(callback)		\
	row(atomic)		\
	row(status)		\
	row(residue)		\
	row(terminate)		\
	row(pause)		\
	row(cyclic)		\
	row(cyclic_stop)	\
	row(cyclic_pause)	\
	row(cyclic_bare)	\
	row(slave)		\
	row(list)		\
	row(dev_to_dev)		\
	row(config)		\
	row(peripheral)		\
	row(refuse)		\
	row(limits)		\
	row(data)		\
	row(lifetime)		\
	row(balance)		\
	row(sleep)		\
	row(unmap)		\
	row(reuse)		\
	row(error)		\
	row(share)		\
	row(repeat)		\
	row(prepared)		\
	row(packet)

/* Each ends with an id that is NULL. */
#define DECLARE(name)	extern const struct rule rules_##name[];
RULE_GROUPS(DECLARE)
#undef DECLARE

#endif
