// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A load: point after point on one channel, drawn from the scenario, always verified unless the
 * scenario says otherwise. The n-th point of a channel is a function of the seed.
 */
#include <stdlib.h>
#include "lib/base/files.h"
#include "lib/rig/import.h"
#include "torture/draw.h"
#include "torture/load.h"

static void say_again(const struct params *p, char *text, size_t len)
{
	char value[KNOB_TEXT_LEN];
	size_t at = snprintf(text, len, "dmarig run");
	int i;

	for (i = 0; i < dmarig_nr_knobs && at < len; i++) {
		knob_get(p, &dmarig_knobs[i], value, sizeof(value));
		if (strcmp(value, dmarig_knobs[i].initial))
			at += snprintf(text + at, len - at, " %s=%s", dmarig_knobs[i].name, value);
	}
}

static void judge(struct load *load, const struct params *p, const char *state, const char *error)
{
	char again[1024];

	if (!strcmp(state, "done") && !*error)
		return;
	if (scenario_tolerates(load->storm->scenario, error)) {
		load->tolerated++;
		return;
	}
	say_again(p, again, sizeof(again));
	storm_fail(load->storm, "%s: %s; again: %s", load->channel.name,
		   *error ? error : "the run ended without a result", again);
}

static u64 summary_number(const char *summary, const char *name)
{
	size_t len = strlen(name);
	const char *at = summary;

	while (at && *at) {
		if (!strncmp(at, name, len) && at[len] == ' ')
			return strtoull(at + len, NULL, 10);
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	return 0;
}

static void add_up(struct load *load)
{
	char *summary = rundir_read(&load->dir, "result/summary");

	load->transfers += summary_number(summary, "done");
	load->bytes += summary_number(summary, "bytes");
	load->verified += summary_number(summary, "verified");
	load->points++;
	free(summary);
}

/* Failures of allocation, where a service asks for them, are for the thread that says so. */
static void meet_failures(bool meet)
{
	char path[PATH_LEN];

	path_in(path, ROOT_PROC, "thread-self/make-it-fail");
	/* The last failure met may be the one of this very write. */
	while (file_write(path, meet ? "1" : "0") == -ENOMEM)
		;
}

static int run_live(struct load *load, char *state, char *error, struct err *err)
{
	int ret;

	meet_failures(true);
	ret = rundir_start(&load->dir, err);
	meet_failures(false);

	if (ret) {
		/* It may be the write itself that failed, of which no run knows. */
		rundir_word(&load->dir, "error", error, SENTENCE_LEN);
		rundir_word(&load->dir, "status", state, 64);
		if (!strcmp(state, "idle"))
			return err_say(err, ret, "no memory for the write to live");
		return err_say(err, ret, "%s", *error ? error : "without a sentence");
	}
	load->live = true;
	rundir_word(&load->dir, "wait", state, 64);
	load->live = false;
	rundir_word(&load->dir, "error", error, SENTENCE_LEN);
	add_up(load);
	return 0;
}

/* A directory of its own for every point, so that those come and go all the time, too. */
static int run_point(struct load *load, const struct params *p, char *state, char *error,
		     struct err *err)
{
	struct import import = { 0 };
	int ret, gone;

	ret = rundir_make(&load->dir, err);
	if (ret)
		return ret;
	ret = rundir_set(&load->dir, p, err);
	if (!ret)
		ret = import_make(&import, &load->dir, p, err);
	if (!ret)
		ret = run_live(load, state, error, err);
	gone = rundir_remove(&load->dir);
	import_free(&import);
	if (gone)
		storm_fail(load->storm, "the run %s cannot be removed: %s", load->dir.name,
			   strerror(-gone));
	return ret;
}

static void point(struct load *load)
{
	char state[64] = "", error[SENTENCE_LEN] = "";
	struct err err = { "" };
	struct params p;

	if (scenario_draw(load->storm->scenario, &load->state, &p, &err)) {
		storm_fail(load->storm, "nothing legal can be drawn: %s", err.text);
		return;
	}
	snprintf(p.channel, sizeof(p.channel), "%s", load->channel.name);
	p.seed = draw(&load->state, ~0u) + 1ull;
	if (!run_point(load, &p, state, error, &err)) {
		judge(load, &p, state, error);
		return;
	}
	load->refused++;
	if (scenario_tolerates(load->storm->scenario, err.text))
		load->tolerated++;
	else
		storm_fail(load->storm, "%s: refused: %s", load->channel.name, err.text);
	storm_sleep(load->storm, 20);
}

void *load_thread(void *data)
{
	struct load *load = data;

	while (!load->storm->stop)
		point(load);
	return NULL;
}

int load_once(struct load *load, struct err *err)
{
	char state[64] = "", error[SENTENCE_LEN] = "";
	struct params p;
	int ret;

	scenario_draw(load->storm->scenario, &load->state, &p, err);
	snprintf(p.channel, sizeof(p.channel), "%s", load->channel.name);
	p.duration_ms = 0;
	p.transfers = 10;
	p.warmup_ms = 0;
	ret = run_point(load, &p, state, error, err);
	if (!ret && (*error || strcmp(state, "done")))
		ret = err_say(err, -EIO, "%s", *error ? error : state);
	return ret;
}
