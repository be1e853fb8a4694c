// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A rule that is a run: what ops, mappings and completions can tell of a channel, the rule has told
 * by them.
 */
#include <linux/slab.h>
#include "check/rule.h"
#include "core/chan.h"
#include "core/run.h"

/* Each word is KNOB=VALUE; they are the rig's own, so none may be wrong. */
static int set_words(struct run *run, const char *knobs)
{
	char *words = kstrdup(knobs, GFP_KERNEL), *rest = words, *word, *value;
	const struct knob *knob;
	int ret = words ? 0 : -ENOMEM;

	while (!ret && (word = strsep(&rest, " "))) {
		value = strchr(word, '=');
		if (!value)
			continue;
		*value++ = '\0';
		knob = knob_find(word);
		ret = knob ? knob_set(&run->p, knob, value, run->error, sizeof(run->error)) :
			     -ENOENT;
	}
	kfree(words);
	return ret;
}

static void judge(struct bench *b, struct run *run, int ret)
{
	if (ret == -EINVAL || ret == -EOPNOTSUPP)
		bench_skip(b, "%s", run->error);
	else if (ret)
		bench_break(b, "the run cannot start (%d): %s", ret, run->error);
	else if (run_state(run) != DMARIG_STATE_done)
		bench_fail(b, NULL, "want a run that ends well, got: %s", run->error);
}

static void run_through(struct bench *b, struct run *run, const char *knobs)
{
	int ret;

	run->p = b->run->p;
	run->p.warmup_ms = 0;
	run->p.duration_ms = 0;
	run->p.transfers = bench_tries(b, 100, 1);
	ret = set_words(run, knobs);
	if (!ret)
		ret = run_start(run);
	if (!ret && run_wait(run)) {
		run_stop(run);
		bench_break(b, "interrupted");
	}
	judge(b, run, ret);
}

void rule_run(struct bench *b, const char *knobs)
{
	struct run *run = kzalloc(sizeof(*run), GFP_KERNEL);

	if (!run) {
		bench_break(b, "no memory for a run");
		return;
	}
	chan_release(b->rc);
	b->rc = NULL;
	run_init(run, b->run->name);
	run_through(b, run, knobs);
	run_exit(run);
	kfree(run);
}
