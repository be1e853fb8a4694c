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
#include "explore/pause.h"
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

/* Where nothing can be terminated all has to end. A callback may submit what is issued later. */
static void issue_rest(struct explore *x)
{
	const struct call issue = { .row = DMARIG_CALL_issue };
	u32 i;

	for (i = 0; i < NR_XFERS && explore_is_busy(x) && !explore_failed(x); i++) {
		explore_calls[DMARIG_CALL_issue]->make(x, &issue);
		let_end(x);
	}
}

static void free_kept(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS && !explore_failed(x); t++)
		xfer_free_kept(t);
}

/* What was never issued, or may have been terminated, is terminated for good. */
static void finish(struct explore *x)
{
	if (x->paused && !explore_go_on(x))
		return;
	let_end(x);
	if (explore_failed(x))
		return;
	if (x->model.stopping || (explore_is_busy(x) && x->has[DMARIG_CALL_terminate]))
		explore_stop(x);
	else
		issue_rest(x);
	usleep_range(QUIET_US, QUIET_US + 20);
	if (x->unsettled)
		msleep(LATE_MS);
	if (!explore_failed(x))
		expect_end(x);
	free_kept(x);
	if (x->other && !explore_failed(x))
		explore_configure(x, false);
}

static void forget(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		xfer_forget(t);
	x->paused = false;
	x->unsettled = false;
	memset(&x->model, 0, sizeof(x->model));
}

static void make_calls(struct explore *x, const struct sequence *s, u32 from, u32 to);

/* What is left is ended and looked at, and the calls are made again, as after nothing. */
static void repeat(struct explore *x, const struct sequence *s, u32 nr, u32 times)
{
	while (times-- && !explore_failed(x)) {
		finish(x);
		if (explore_failed(x))
			return;
		forget(x);
		make_calls(x, s, 0, nr);
	}
}

static void make_calls(struct explore *x, const struct sequence *s, u32 from, u32 to)
{
	u32 i;

	for (i = from; i < to && !explore_failed(x); i++) {
		if (explore_calls[s->at[i].row]->repeats)
			repeat(x, s, i, s->at[i].n[0]);
		else
			place_make(x, &s->at[i]);
		draw_apply(&x->model, &s->at[i]);
		x->nr_calls++;
	}
	place_settle(x);
}

static void make_sequence(struct explore *x, const struct sequence *s)
{
	if (sequence_has(s, DMARIG_CALL_many) && xfer_alloc_crowd(x)) {
		check_break(x->b, "no memory for many transfers");
		return;
	}
	make_calls(x, s, 0, s->nr);
	x->nr_sequences++;
	if (!explore_failed(x))
		finish(x);
	if (!explore_failed(x))
		forget(x);
}

/* The first kind of transfer stands for any: what fails with another may well fail with it. */
static bool is_same_row(u32 row, u32 wanted)
{
	return row == wanted || (!wanted && dmarig_calls[row].traits & CALL_MAKES);
}

/* A pattern is in a sequence whose calls, some left out, are its calls; numbers do not count. */
static bool has_pattern(const struct sequence *s, const struct avoid *avoid)
{
	u32 i, at = 0;

	for (i = 0; i < s->nr && at < avoid->nr; i++)
		at += is_same_row(s->at[i].row, avoid->rows[at]);
	return at == avoid->nr;
}

static bool is_avoided(const struct sequence *s, const struct explored *e)
{
	u32 i;

	for (i = 0; i < e->nr_avoids; i++)
		if (has_pattern(s, &e->avoids[i]))
			return true;
	return false;
}

/* A callback that came after its sequence was over is the fault of that one. */
static void take_result(const struct explore *x, const struct sequence *s, struct explored *result)
{
	bool failed = explore_failed(x);

	result->verdict = !failed ? "pass" : x->b->verdict == VERDICT_FAIL ? "fail" : "broken";
	result->rule = x->rule ?: "";
	strscpy(result->text, x->b->text, sizeof(result->text));
	result->nr_sequences = x->nr_sequences;
	result->nr_calls = x->nr_calls;
	result->sequence[0] = '\0';
	if (failed || x->shown)
		sequence_print(x->came_late ? &x->last : s, result->sequence,
			       sizeof(result->sequence));
}

static int read_draw(struct explore *x, const char *order, u64 *first, u64 *count, u32 *most)
{
	if (sscanf(order, "%llu %llu %u", first, count, most) == 3 && *most >= 3 &&
	    *most <= SEQUENCE_MOST)
		return 0;
	run_explain(x->run, "explore=draw %s: want draw FIRST COUNT MOST, with MOST from 3 to %u",
		    order, SEQUENCE_MOST);
	return -EINVAL;
}

static int draw_many(struct explore *x, const char *order, struct sequence *s,
		     struct explored *result)
{
	u64 first, count;
	u32 most;
	int ret = read_draw(x, order, &first, &count, &most);

	if (ret)
		return ret;
	for (result->nr = first; count && !signal_pending(current); count--, result->nr++) {
		x->salt = x->run->p.seed + result->nr;
		draw_sequence(x, s, x->salt, most);
		if (is_avoided(s, result))
			continue;
		make_sequence(x, s);
		if (explore_failed(x))
			break;
		x->last = *s;
		cond_resched();
	}
	return 0;
}

static int show_one(struct explore *x, const char *order, struct sequence *s,
		    struct explored *result)
{
	u64 first, count;
	u32 most;
	int ret = read_draw(x, order, &first, &count, &most);

	if (!ret)
		draw_sequence(x, s, x->run->p.seed + first, most);
	result->nr = first;
	x->shown = true;
	return ret;
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
	if (!strncmp(order, "show ", 5))
		return show_one(x, order + 5, s, result);
	run_explain(x->run, "explore: want draw or show FIRST COUNT MOST, or try CALL...");
	return -EINVAL;
}

int explore_avoid(struct run *run, const char *text, struct explored *result)
{
	struct sequence *s = kzalloc(sizeof(*s), GFP_KERNEL);
	struct avoid *avoid = &result->avoids[result->nr_avoids];
	char err[SENTENCE_LEN] = "too many are avoided";
	int ret = -ENOSPC;
	u32 i;

	if (!s)
		return -ENOMEM;
	if (result->nr_avoids < MOST_AVOIDS)
		ret = sequence_parse(s, text, err, sizeof(err));
	if (ret)
		run_explain(run, "%s", err);
	for (i = 0; !ret && i < s->nr; i++)
		avoid->rows[i] = s->at[i].row;
	if (!ret) {
		avoid->nr = s->nr;
		result->nr_avoids++;
	}
	kfree(s);
	return ret;
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
