// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Checks a rule. Its verdict is the module's, and dma-debug and the kernel log can turn it into a
 * failure: only they see, for example, a driver that sleeps where it must not.
 */
#include <stdlib.h>
#include "lib/base/clock.h"
#include "lib/base/xmalloc.h"
#include "lib/check/check_client.h"

static void add_mark(struct rulebook *book, char *line)
{
	struct mark *mark;

	book->marks = xrealloc(book->marks, (book->nr + 1) * sizeof(*book->marks));
	mark = &book->marks[book->nr++];
	memset(mark, 0, sizeof(*mark));
	mark->rule = strsep(&line, "\t");
	mark->section = line ? strsep(&line, "\t") : "";
	mark->says = line ? line : "";
	mark->oracle = "";
}

int rulebook_read(struct rulebook *book, struct err *err)
{
	char path[PATH_LEN], *rest, *line;

	memset(book, 0, sizeof(*book));
	book->text = file_read(path_in(path, ROOT_CONFIGFS, "dmarig/rules"));
	if (!book->text)
		return err_say(err, -errno, "%s: %s", path, strerror(errno));
	rest = book->text;
	while ((line = strsep(&rest, "\n")))
		if (*line)
			add_mark(book, line);
	return 0;
}

int rulebook_find(const struct rulebook *book, const char *name)
{
	int i;

	for (i = 0; i < book->nr; i++)
		if (!strcmp(book->marks[i].rule, name))
			return i;
	return -1;
}

static int refuse(const struct rulebook *book, const char *name, struct err *err)
{
	struct names known = { 0 };
	const char *nearest;
	int i;

	for (i = 0; i < book->nr; i++)
		names_add(&known, book->marks[i].rule);
	nearest = names_nearest(&known, name);
	err_say(err, -EINVAL, "there is no rule '%s'%s%s", name,
		nearest ? ", did you mean " : ", see dmarig check --list",
		nearest ? nearest : "");
	names_free(&known);
	return -EINVAL;
}

int rulebook_choose(struct rulebook *book, char **names, int nr, struct err *err)
{
	struct mark *chosen = xcalloc(nr, sizeof(*chosen));
	int i, at;

	for (i = 0; i < nr; i++) {
		at = rulebook_find(book, names[i]);
		if (at < 0) {
			free(chosen);
			return refuse(book, names[i], err);
		}
		chosen[i] = book->marks[at];
	}
	free(book->marks);
	book->marks = chosen;
	book->nr = nr;
	return 0;
}

int rulebook_skip_to(struct rulebook *book, const char *name, struct err *err)
{
	int at = rulebook_find(book, name);

	if (at < 0)
		return refuse(book, name, err);
	book->nr -= at + 1;
	memmove(book->marks, book->marks + at + 1, book->nr * sizeof(*book->marks));
	return 0;
}

int rulebook_shard(struct rulebook *book, const char *text, struct err *err)
{
	unsigned int first, each;
	int i, nr = 0, end = 0;

	if (sscanf(text, "%3u/%3u%n", &first, &each, &end) != 2 || text[end] || !first ||
	    first > each)
		return err_say(err, -EINVAL, "--shard %s: want K/N, with K from 1 to N", text);
	for (i = first - 1; i < book->nr; i += each)
		book->marks[nr++] = book->marks[i];
	book->nr = nr;
	return 0;
}

void rulebook_print(const struct rulebook *book, FILE *f)
{
	int i;

	for (i = 0; i < book->nr; i++)
		fprintf(f, "%-30s %s\n%-30s %s\n", book->marks[i].rule, book->marks[i].says, "",
			book->marks[i].section);
}

void rulebook_free(struct rulebook *book)
{
	free(book->marks);
	free(book->text);
}

static int read_verdict(const struct rundir *dir, struct mark *mark, struct err *err)
{
	char line[1024], *text = line, *word;
	int verdict;

	rundir_word(dir, "verdict", line, sizeof(line));
	word = strsep(&text, "\t");
	verdict = card_verdict(word);
	if (verdict < 0)
		return err_say(err, -EPROTO, "%s: the module says '%s'", mark->rule, word);
	mark->verdict = verdict;
	snprintf(mark->text, sizeof(mark->text), "%s", text ? text : "");
	return 0;
}

static int write_rule(const struct rundir *dir, struct mark *mark, struct err *err)
{
	int ret = rundir_write_err(dir, "check", mark->rule, err);

	return ret ? ret : read_verdict(dir, mark, err);
}

/*
 * Its sentences are the row's, where it adds errors. A kernel in trouble is worse than a fail; a
 * pass that was not watched to its end is no answer.
 */
static void add_oracle(struct mark *mark, const struct row *row, const struct oracle *oracle)
{
	const char *said = row_get(row, "error");
	size_t len = strlen(mark->text);

	mark->oracle = dma_debug_name(oracle->watched);
	mark->blind = oracle->blind;
	if (!strcmp(row_get(row, "status"), "failed"))
		mark->verdict = oracle->splat ? CARD_crash : CARD_fail;
	else if (oracle->blind && mark->verdict != CARD_fail)
		mark->verdict = CARD_broken;
	if (*said)
		snprintf(mark->text + len, sizeof(mark->text) - len, "%s%s", len ? "; " : "", said);
}

/* Rules of errors make the channel use an address that an IOMMU, where there is one, stops. */
static bool goes_wrong(const char *rule)
{
	return !strncmp(rule, "error-", 6);
}

int check_rule(const struct rundir *dir, struct oracle *oracle, const char *device,
	       struct mark *mark, FILE *dmesg, struct err *err)
{
	u64 start = clock_ms();
	struct row row;
	int ret;

	row_init(&row);
	row_set(&row, "device", "%s", device);
	oracle_before(oracle, NULL);
	/* If the kernel does not survive it, its log ends with the rule and its own words. */
	kmsg_say("asking %s", mark->rule);
	oracle->kmsg.stops_wanted = goes_wrong(mark->rule);
	ret = write_rule(dir, mark, err);
	/* A skip has moved hardly anything, and half the time of a card's skips would be dumps. */
	oracle->lazy = !ret && mark->verdict == CARD_skip;
	oracle_after(oracle, dmesg, &row);
	oracle->kmsg.stops_wanted = false;
	if (!ret)
		add_oracle(mark, &row, oracle);
	row_free(&row);
	mark->ms = clock_ms() - start;
	return ret;
}
