// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Making sequences: one call after the other, then all that must end is waited for, what is left is
 * terminated, and everything is looked at. The transfers' places are used again by the next one.
 */
#include <linux/delay.h>
#include <linux/sched/signal.h>
#include "core/base/text.h"
#include "core/run/run.h"
#include "explore/draw.h"
#include "explore/expect.h"
#include "explore/open.h"
#include "explore/place.h"
#include "explore/run.h"
#include "explore/stop.h"
#include "explore/xfer.h"

#define LATE_MS		8	/* what comes after a termination, and may not, comes by then */
#define QUIET_US	30	/* a second callback is there by then */

static void wait_for_all(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS && !explore_failed(x); t++)
		if (READ_ONCE(t->submitted))
			xfer_wait(t);
}

static bool some_are_left(struct explore *x)
{
	const struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && !READ_ONCE(t->stopped) && !xfer_is_over(t))
			return true;
	return false;
}

static bool some_are_wanted(struct explore *x)
{
	const struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && xfer_is_wanted(t) && !xfer_is_over(t))
			return true;
	return false;
}

/* A callback may make calls after which more has to end. */
static void let_end(struct explore *x)
{
	do {
		wait_for_all(x);
		if (!explore_failed(x))
			explore_await_callbacks(x);
	} while (!explore_failed(x) && some_are_wanted(x));
}

static void issue_rest(struct explore *x)
{
	const struct call issue = { .row = DMARIG_CALL_issue };

	explore_calls[DMARIG_CALL_issue]->make(x, &issue);
	let_end(x);
}

/* What was never issued, or may have been terminated, is terminated for good. */
static void finish(struct explore *x)
{
	let_end(x);
	if (explore_failed(x))
		return;
	if (x->model.stopping || (some_are_left(x) && x->has[DMARIG_CALL_terminate]))
		explore_stop(x);
	else if (some_are_left(x))
		issue_rest(x);
	usleep_range(QUIET_US, QUIET_US + 20);
	if (x->unsettled)
		msleep(LATE_MS);
	if (!explore_failed(x))
		expect_end(x);
}

/* The places are free again. A callback that comes now is late. */
static void forget(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++) {
		WRITE_ONCE(t->gen, t->gen + 1);
		t->begun = false;
		t->submitted = false;
		t->may_run = false;
		t->must_run = false;
		t->may_stop = false;
		t->stopped = false;
		t->cookie = 0;
		t->nr_acts = 0;
		t->was = NULL;
	}
	x->paused = false;
	x->unsettled = false;
	memset(&x->model, 0, sizeof(x->model));
}

static void make_sequence(struct explore *x, const struct sequence *s)
{
	u32 i;

	for (i = 0; i < s->nr && !explore_failed(x); i++) {
		x->at = i + 1;
		place_make(x, &s->at[i]);
		draw_apply(&x->model, &s->at[i]);
		x->nr_calls++;
	}
	x->nr_sequences++;
	if (!explore_failed(x))
		finish(x);
	if (!explore_failed(x))
		forget(x);
}

static void take_result(const struct explore *x, const struct sequence *s, struct explored *result)
{
	bool failed = explore_failed(x);

	result->verdict = !failed ? "pass" : x->b->verdict == VERDICT_FAIL ? "fail" : "broken";
	result->rule = x->rule ?: "";
	strscpy(result->text, x->b->text, sizeof(result->text));
	result->nr_sequences = x->nr_sequences;
	result->nr_calls = x->nr_calls;
	result->sequence[0] = '\0';
	if (failed)
		sequence_print(s, result->sequence, sizeof(result->sequence));
}

static int draw_many(struct explore *x, const char *order, struct sequence *s,
		     struct explored *result)
{
	u32 most;
	u64 first, count;

	if (sscanf(order, "%llu %llu %u", &first, &count, &most) != 3 || most < 3 ||
	    most > SEQUENCE_MOST) {
		run_explain(x->run, "explore=draw %s: want draw FIRST COUNT MOST, with MOST from 3 to %u",
			    order, SEQUENCE_MOST);
		return -EINVAL;
	}
	for (result->nr = first; count && !explore_failed(x) && !signal_pending(current); count--) {
		x->salt = x->run->p.seed + result->nr;
		draw_sequence(x, s, x->salt, most);
		make_sequence(x, s);
		if (!explore_failed(x))
			result->nr++;
		cond_resched();
	}
	return 0;
}

static int try_one(struct explore *x, const char *order, struct sequence *s,
		   struct explored *result)
{
	char err[SENTENCE_LEN];
	u32 bad;

	if (sequence_parse(s, order, err, sizeof(err))) {
		run_explain(x->run, "%s", err);
		return -EINVAL;
	}
	bad = draw_check(x, s);
	if (bad) {
		call_print(&s->at[bad - 1], err, sizeof(err));
		run_explain(x->run, "call %u, %s, is not legal there, or not on this channel", bad,
			    err);
		return -EINVAL;
	}
	x->salt = x->run->p.seed;
	result->nr = 0;
	make_sequence(x, s);
	return 0;
}

static int obey(struct explore *x, const char *order, struct sequence *s, struct explored *result)
{
	if (!strncmp(order, "draw ", 5))
		return draw_many(x, order + 5, s, result);
	if (!strncmp(order, "try ", 4))
		return try_one(x, order + 4, s, result);
	run_explain(x->run, "explore: want draw FIRST COUNT MOST, or try CALL...");
	return -EINVAL;
}

int explore_run(struct run *run, const char *order, struct explored *result)
{
	struct sequence *s = kzalloc(sizeof(*s), GFP_KERNEL);
	struct explore *x;
	int ret;

	if (!s)
		return -ENOMEM;
	x = explore_open(run);
	if (IS_ERR(x)) {
		kfree(s);
		return PTR_ERR(x);
	}
	ret = obey(x, order, s, result);
	if (!ret)
		take_result(x, s, result);
	explore_close(x);
	kfree(s);
	return ret;
}

void explore_calls_list(struct text *text)
{
	const struct call_row *row;

	for (row = dmarig_calls; row < dmarig_calls + DMARIG_NR_CALLS; row++)
		dmarig_text_add(text, "%s\t%s\t%s\n", row->name, row->words, row->code);
}
