// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Gives the module orders and reads what came of them. The kernel's log and dma-debug are looked at
 * once for many sequences, since looking takes longer than making them; if there is something, the
 * sequence that caused it is looked for by halves.
 */
#include <stdlib.h>
#include "explore/explorer.h"
#include "explore/shrink.h"
#include "lib/base/fields.h"
#include "lib/base/stop.h"
#include "lib/rig/simulator.h"

#define FIRST_BATCH	16	/* sequences that are drawn at once, at first */
#define MOST_BATCH	2000
#define MOST_TRIES	600	/* for shrinking */
#define AGAIN		20	/* tries until a sequence fails again */

static int find_channel(struct explorer *e, struct err *err)
{
	char name[64];

	if (!e->simulated)
		return channels_find_free(e->p->channel, &e->channel) ? 0 :
		       err_say(err, -EBUSY, "channel=%s: there is none that is free",
			       e->p->channel);
	if (!simulator_channel(0, name, sizeof(name)) || !channels_find_free(name, &e->channel))
		return err_say(err, -ENODEV, "the simulated controller has no channel");
	return 0;
}

int explorer_open(struct explorer *e, struct err *err)
{
	int ret = e->simulated ? simulator_make(e->simulated, err) : 0;

	if (!ret)
		ret = find_channel(e, err);
	if (ret)
		return ret;
	snprintf(e->p->channel, sizeof(e->p->channel), "%s", e->channel.name);
	ret = rundir_make(&e->dir, err);
	return ret ? ret : rundir_set(&e->dir, e->p, err);
}

int explorer_close(struct explorer *e, struct err *err)
{
	int ret = *e->dir.name ? rundir_remove(&e->dir) : 0;

	*e->dir.name = '\0';
	if (ret)
		return err_say(err, ret, "the run cannot be removed: %s", strerror(-ret));
	ret = e->simulated ? simulator_remove() : 0;
	return ret ? err_say(err, ret, "the simulated controller stays: %s", strerror(-ret)) : 0;
}

/* A channel in quarantine stays so; a simulated controller is made anew. */
static int renew(struct explorer *e, struct err *err)
{
	struct err ignored = { 0 };

	explorer_close(e, &ignored);
	return explorer_open(e, err);
}

static void read_answer(struct explorer *e, struct answer *answer)
{
	char *text = rundir_read(&e->dir, "explored"), *rest = text, verdict[16];

	memset(answer, 0, sizeof(*answer));
	field_take(&rest, verdict, sizeof(verdict));
	field_take(&rest, answer->rule, sizeof(answer->rule));
	field_take(&rest, answer->text, sizeof(answer->text));
	answer->nr = field_take_number(&rest);
	answer->sequences = field_take_number(&rest);
	answer->calls = field_take_number(&rest);
	field_take(&rest, answer->sequence, sizeof(answer->sequence));
	answer->failed = !strcmp(verdict, "fail");
	free(text);
}

/* What the module has seen says more than what the kernel says. */
static void add_oracle(struct explorer *e, struct answer *answer)
{
	struct row row;

	row_init(&row);
	row_set(&row, "device", "%s", e->channel.device);
	oracle_after(e->oracle, NULL, &row);
	answer->splat = e->oracle->splat;
	if (!strcmp(row_get(&row, "status"), "failed") && !answer->failed) {
		answer->failed = true;
		snprintf(answer->rule, sizeof(answer->rule), "%s", ORACLE_RULE);
		snprintf(answer->text, sizeof(answer->text), "%s", row_get(&row, "error"));
	}
	row_free(&row);
}

static int order(struct explorer *e, const char *text, struct answer *answer, struct err *err)
{
	int ret;

	if (!e->unwatched)
		oracle_before(e->oracle, NULL);
	ret = rundir_write_err(&e->dir, "explore", text, err);
	if (!ret)
		read_answer(e, answer);
	if (!e->unwatched)
		add_oracle(e, answer);
	return ret;
}

static int draw(struct explorer *e, const char *what, u64 first, u64 count, struct answer *answer,
		struct err *err)
{
	char text[96];

	snprintf(text, sizeof(text), "%s %llu %llu %u", what, first, count, e->most);
	return order(e, text, answer, err);
}

/* The kernel has complained of one among @count: which? Those before it are made as well. */
static int look_for(struct explorer *e, u64 first, u64 count, struct answer *answer,
		    struct err *err)
{
	struct answer half = *answer, shown;
	int ret = 0;

	while (count > 1 && !ret && !stop_asked()) {
		ret = draw(e, "draw", first, count / 2, &half, err);
		if (!ret && half.failed) {
			*answer = half;
			count /= 2;
		} else {
			first += count / 2;
			count -= count / 2;
		}
	}
	if (!ret)
		ret = draw(e, "show", first, 1, &shown, err);
	if (!ret) {
		answer->nr = first;
		memcpy(answer->sequence, shown.sequence, sizeof(answer->sequence));
	}
	return ret;
}

/* If the kernel does not survive it, the reader of the stream knows which it was. */
static int tell_begun(struct explorer *e, struct err *err)
{
	struct answer shown;
	int ret = draw(e, "show", e->first, 1, &shown, err);

	if (ret)
		return ret;
	fprintf(e->stream, EXPLORE_BEGUN ",%llu,%s\n", e->first, shown.sequence);
	fflush(e->stream);
	return 0;
}

static int draw_batch(struct explorer *e, u64 count, struct answer *answer, struct err *err)
{
	int ret = e->stream ? tell_begun(e, err) : 0;

	if (!ret)
		ret = draw(e, "draw", e->first, count, answer, err);
	if (ret)
		return ret;
	e->sequences += answer->sequences;
	e->calls += answer->calls;
	if (answer->failed && !*answer->sequence)
		ret = look_for(e, e->first, count, answer, err);
	e->first = answer->failed ? answer->nr + 1 : e->first + count;
	return ret;
}

int explorer_draw(struct explorer *e, u64 count, struct finding *finding, struct err *err)
{
	u64 batch = FIRST_BATCH, n;
	int ret = 0;

	memset(finding, 0, sizeof(*finding));
	for (; count && !ret && !finding->answer.failed && !stop_asked(); count -= n) {
		n = e->stream ? 1 : batch < count ? batch : count;
		ret = draw_batch(e, n, &finding->answer, err);
		batch = 2 * batch < MOST_BATCH ? 2 * batch : MOST_BATCH;
	}
	if (!ret && finding->answer.failed)
		ret = sequence_parse(&finding->before, finding->answer.sequence, err->text,
				     sizeof(err->text));
	finding->after = finding->before;
	finding->shrunk = finding->answer;
	return ret;
}

int explorer_try(struct explorer *e, const struct sequence *s, struct answer *answer,
		 struct err *err)
{
	char text[SEQUENCE_TEXT + 8];
	size_t n = snprintf(text, sizeof(text), "try ");
	int ret;

	memset(answer, 0, sizeof(*answer));
	sequence_print(s, text + n, sizeof(text) - n);
	ret = order(e, text, answer, err);
	if (!ret || ret == -EINVAL)
		return ret;
	ret = renew(e, err);
	return ret ? ret : order(e, text, answer, err);
}

/* struct attempt - shrinking a finding */
struct attempt {
	struct explorer *e;
	struct finding *finding;
	unsigned int times;	/* a sequence is tried so often, until it fails */
};

/* A sequence that is not legal does not fail. */
static bool fails(const struct sequence *s, void *arg)
{
	struct attempt *attempt = arg;
	struct answer answer;
	unsigned int i;
	struct err err;

	for (i = 0; i < attempt->times && !stop_asked(); i++) {
		if (explorer_try(attempt->e, s, &answer, &err))
			return false;
		if (!answer.failed || strcmp(answer.rule, attempt->finding->answer.rule))
			continue;
		attempt->finding->shrunk = answer;
		return true;
	}
	return false;
}

/* What fails once in a few times is tried several times before it is said not to fail. */
void explorer_shrink(struct explorer *e, struct finding *finding)
{
	struct attempt attempt = { .e = e, .finding = finding, .times = 1 };
	struct shrink shrink = { .fails = fails, .arg = &attempt, .most = MOST_TRIES };
	unsigned int needed = 1;

	while (needed <= AGAIN && !fails(&finding->before, &attempt))
		needed++;
	finding->again = needed <= AGAIN;
	if (!finding->again)
		return;
	attempt.times = needed > 1 ? 3 * needed : 1;
	e->unwatched = strcmp(finding->answer.rule, ORACLE_RULE);
	shrink_sequence(&shrink, &finding->after);
	e->unwatched = false;
	finding->tries = shrink.tries;
}

int explorer_avoid(struct explorer *e, const struct sequence *s, struct err *err)
{
	char text[SEQUENCE_TEXT + 8];
	size_t n = snprintf(text, sizeof(text), "avoid ");

	sequence_print(s, text + n, sizeof(text) - n);
	return rundir_write_err(&e->dir, "explore", text, err);
}
