// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Puts judgements into words.
 */
#include "lib/compare/compare_text.h"
#include "lib/compare/join_text.h"

void compared_name(const struct compared *compared, const struct judged *judged, char *text,
		   size_t len)
{
	char label[512];

	join_label(compared->join, judged->pair, NULL, label, sizeof(label));
	snprintf(text, len, "%s: %s", label, judged->quantity ? judged->quantity->name : "data");
}

static void say_too_few(const struct compared *compared, const struct judged *judged, char *text,
			size_t len)
{
	int old = judged->reps[JOIN_OLD].nr, new = judged->reps[JOIN_NEW].nr;

	snprintf(text, len,
		 "too few repetitions: with %d and %d chance alone has p=%.2g at least, so have %d on each side",
		 old, new, stats_rank_sum_least(old, new), compared->comparison->enough);
}

static void say_wrong(const struct compared *compared, const struct judged *judged, char *text,
		      size_t len)
{
	const struct joined_rows *side = &compared->join->at[judged->pair].side[JOIN_NEW];

	snprintf(text, len, "wrong: %d of %d failed in NEW, none in OLD: %s", side->failed,
		 side->failed + side->nr, side->error);
}

void compared_sentence(const struct compared *compared, const struct judged *judged, char *text,
		       size_t len)
{
	if (judged->verdict == VERDICT_WRONG)
		say_wrong(compared, judged, text, len);
	else if (judged->verdict == VERDICT_TOO_FEW)
		say_too_few(compared, judged, text, len);
	else
		snprintf(text, len, "%s: new/old %.3f, %.3f to %.3f, p=%.2g among %d",
			 compare_word(judged),
			 judged->ratio, judged->interval.low, judged->interval.high, judged->p,
			 compared->comparison->tested);
}
