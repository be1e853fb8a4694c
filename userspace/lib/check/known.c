// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads known failures with inih, whose handler gets a line at a time.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <ini.h>
#include <stdlib.h>
#include "lib/base/datadir.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"
#include "lib/check/known.h"

static const char *const keys[NR_KNOWN_KEYS] = {
	[KNOWN_driver]		= "driver",
	[KNOWN_kernel]		= "kernel",
	[KNOWN_rule]		= "rule",
	[KNOWN_says]		= "says",
	[KNOWN_sometimes]	= "sometimes",
	[KNOWN_reason]		= "reason",
	[KNOWN_link]		= "link",
};

/* struct reader - a file that is being read */
struct reader {
	struct known *known;
	bool failed;		/* @err has the first error; what follows is not looked at */
	struct err *err;
};

static int refuse(struct reader *r, const char *sentence, const char *about)
{
	r->failed = true;
	err_say(r->err, -EINVAL, "%s%s", sentence, about);
	return 0;
}

static struct known_failure *section_of(struct known *known, const char *name)
{
	struct known_failure *last = known->nr ? &known->at[known->nr - 1] : NULL;

	if (last && !strcmp(last->name, name))
		return last;
	known->at = xrealloc(known->at, (known->nr + 1) * sizeof(*known->at));
	last = &known->at[known->nr++];
	memset(last, 0, sizeof(*last));
	last->name = xstrdup(name);
	return last;
}

static int key_of(const char *name)
{
	int i;

	for (i = 0; i < NR_KNOWN_KEYS; i++)
		if (!strcmp(keys[i], name))
			return i;
	return -1;
}

/* A part of a release: 6.12 of 6.12.94-rt5; -1 at the end */
static int next_part(const char **text)
{
	char *end;
	long part;

	if (!isdigit((unsigned char)**text))
		return -1;
	part = strtol(*text, &end, 10);
	*text = end + (*end == '.' && isdigit((unsigned char)end[1]));
	return part;
}

/* Only as many numbers are compared as the bound has: 6.12.94 is neither above nor below 6.12. */
static int compare_to(const char *release, const char *bound)
{
	int have, want;

	for (;;) {
		want = next_part(&bound);
		have = next_part(&release);
		if (want < 0 || have != want)
			return want < 0 ? 0 : have - want;
	}
}

bool known_covers(const char *range, const char *release)
{
	const char *to = strstr(range, "..");

	if (!*range)
		return true;
	if (!to)
		return !compare_to(release, range);
	if (to != range && compare_to(release, range) < 0)
		return false;
	return !to[2] || compare_to(release, to + 2) <= 0;
}

static bool is_release(const char *text, size_t len)
{
	return strspn(text, "0123456789.") >= len && (!len || isdigit((unsigned char)*text));
}

static bool is_range(const char *text)
{
	const char *to = strstr(text, "..");

	if (!to)
		return *text && is_release(text, strlen(text));
	return strlen(text) > 2 && is_release(text, to - text) &&
	       is_release(to + 2, strlen(to + 2));
}

/* A reason may go on in indented lines, for which inih calls again. */
static int put(struct reader *r, struct known_failure *failure, int key, const char *value)
{
	char *before = failure->text[key];

	if (before && key != KNOWN_reason)
		return refuse(r, keys[key], " stands in this section twice");
	failure->text[key] = xasprintf("%s%s%s", before ? before : "", before ? " " : "", value);
	free(before);
	return 1;
}

static int take(void *data, const char *section, const char *name, const char *value)
{
	struct reader *r = data;
	int key = key_of(name);

	if (r->failed)
		return 1;
	if (!*section)
		return refuse(r, "want a [SECTION] first", "");
	if (key < 0)
		return refuse(r, "want driver, kernel, rule, says, sometimes, reason or link, not ",
			      name);
	if (!*value)
		return refuse(r, name, " has no value");
	if (key == KNOWN_kernel && !is_range(value))
		return refuse(r, "kernel: want FROM..TO, as 5.10..6.12, 6.1.. or 6.12, not ",
			      value);
	if (key == KNOWN_sometimes && strcmp(value, "0") && strcmp(value, "1"))
		return refuse(r, "sometimes: want 0 or 1, not ", value);
	return put(r, section_of(r->known, section), key, value);
}

static int settle(struct known *known, const char *path, struct err *err)
{
	static const int wanted[] = { KNOWN_driver, KNOWN_rule, KNOWN_reason };
	struct known_failure *failure;
	size_t j;
	int i;

	for (i = 0; i < known->nr; i++) {
		failure = &known->at[i];
		for (j = 0; j < ARRAY_SIZE(wanted); j++)
			if (!failure->text[wanted[j]])
				return err_say(err, -EINVAL, "%s: [%s] has no %s", path,
					       failure->name, keys[wanted[j]]);
		names_split(&failure->rules, failure->text[KNOWN_rule], ',');
	}
	return 0;
}

static int parse(struct known *known, const char *path, struct err *err)
{
	struct err reason = { "" };
	struct reader r = { .known = known, .err = &reason };
	int line = ini_parse(path, take, &r);

	if (line < 0)
		return err_say(err, -EINVAL, "%s: %s", path, strerror(errno));
	if (line > 0)
		return err_say(err, -EINVAL, "%s:%d: %s", path, line,
			       r.failed ? reason.text : "want [SECTION], KEY = VALUE or a comment");
	return settle(known, path, err);
}

int known_read(struct known *known, const char *file, struct err *err)
{
	static const char *const places[] = {
		"../share/dmarig/configs", "../configs", "../../configs", "../../../configs",
		"/usr/share/dmarig/configs", NULL
	};
	char path[PATH_LEN + 32], dir[PATH_LEN];
	int ret;

	memset(known, 0, sizeof(*known));
	if (file && !strcmp(file, KNOWN_NONE))
		return 0;
	if (!file && datadir_find(dir, "DMARIG_CONFIGS", "known-failures", places))
		return 0;
	snprintf(path, sizeof(path), "%s/known-failures", file ? "" : dir);
	ret = parse(known, file ? file : path, err);
	if (ret)
		known_free(known);
	return ret;
}

static bool is_about(const struct known_failure *failure, const struct card *card,
		     const char *rule)
{
	const char *kernel = failure->text[KNOWN_kernel];

	return !strcmp(failure->text[KNOWN_driver], card->channel->driver) &&
	       known_covers(kernel ? kernel : "", card->kernel) &&
	       names_find(&failure->rules, rule) >= 0;
}

/* The first that fits says why; one that wants other words does not fit a failure. */
static bool is_what_came(const struct known_failure *failure, const struct mark *mark)
{
	const char *says = failure->text[KNOWN_says];

	if (mark->verdict == CARD_pass)
		return !failure->text[KNOWN_sometimes] ||
		       !strcmp(failure->text[KNOWN_sometimes], "0");
	return !says || strstr(mark->text, says);
}

bool known_judge(const struct known *known, const struct card *card, struct mark *mark)
{
	const struct known_failure *failure;
	bool passes = mark->verdict == CARD_pass;
	int i;

	if (!passes && mark->verdict != CARD_fail && mark->verdict != CARD_crash)
		return false;
	for (i = 0; i < known->nr; i++) {
		failure = &known->at[i];
		if (!is_about(failure, card, mark->rule) || !is_what_came(failure, mark))
			continue;
		mark->found = mark->verdict;
		mark->verdict = passes ? CARD_pass : CARD_known;
		mark->known = failure->text[KNOWN_reason];
		mark->link = failure->text[KNOWN_link];
		return passes;
	}
	return false;
}

void known_warn(const struct card *card, const struct mark *mark)
{
	fputs("dmarig: known failure passes: ", stderr);
	quote_line(stderr, mark->rule);
	fputs(" of ", stderr);
	quote_line(stderr, card->channel->driver);
	fputs(", kernel ", stderr);
	quote_line(stderr, card->kernel);
	fputs(": ", stderr);
	quote_line(stderr, mark->known);
	putc('\n', stderr);
}

void known_free(struct known *known)
{
	int i, key;

	for (i = 0; i < known->nr; i++) {
		for (key = 0; key < NR_KNOWN_KEYS; key++)
			free(known->at[i].text[key]);
		names_free(&known->at[i].rules);
		free(known->at[i].name);
	}
	free(known->at);
	memset(known, 0, sizeof(*known));
}
