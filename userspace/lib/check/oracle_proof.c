// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Proves the oracle on the path that a run takes: the oracle fills a row, and the row is judged.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/check/oracle_proof.h"
#include "lib/rig/rig.h"

static int commit(const struct rundir *dir, const struct channel *chan, const char *name,
		  struct err *err)
{
	int ret = rundir_write_err(dir, "channel", chan->name, err);

	return ret ? ret : rundir_write_err(dir, "misuse", name, err);
}

static int compare_cell(const struct row *row, const char *column, int want, struct err *err)
{
	const char *cell = row_get(row, column);

	if (*cell && row_number(row, column) == want)
		return 0;
	return err_say(err, -EIO, "%s is %s, not %d%s%s", column, *cell ? cell : "unknown", want,
		       *row_get(row, "error") ? ": " : "", row_get(row, "error"));
}

/* The kernel's sentence, without when, who and the details in brackets */
static void quote(const char *log, const char *found, const char *device, struct err *err)
{
	const char *start = found, *who;
	int len;

	while (start > log && start[-1] != '\n')
		start--;
	who = strstr(start, device);
	start = who && who < found ? who + strlen(device) + strlen(": ") : found;
	len = strcspn(start, "[\n");
	while (len && start[len - 1] == ' ')
		len--;
	err_append(err, "%s%.*s", *err->text ? "; " : "", len, start);
}

static int compare_log(const struct misuse *misuse, const char *log, const char *device,
		       struct err *err)
{
	char says[128];
	const char *found;
	int i;

	for (i = 0; misuse_says(misuse, i, says, sizeof(says)); i++) {
		found = strstr(log, says);
		if (!found)
			return err_say(err, -EIO, "the kernel log does not say '%s'", says);
		quote(log, found, device, err);
	}
	return 0;
}

static int nr_said(const struct misuse *misuse)
{
	char says[128];
	int nr = 0;

	while (misuse_says(misuse, nr, says, sizeof(says)))
		nr++;
	return nr;
}

static int compare(const struct misuse *misuse, const struct row *row, const char *log,
		   struct err *err)
{
	bool leaks = misuse->traits & MISUSE_LEAK, counted = !(misuse->traits & MISUSE_LOGGED);
	int said = nr_said(misuse), ret;

	if (strcmp(row_get(row, "dma_debug"), "on"))
		return err_say(err, -EIO, "dma-debug is %s now", row_get(row, "dma_debug"));
	ret = compare_cell(row, "dma_debug_errors", counted ? said : 0, err);
	if (!ret)
		ret = compare_cell(row, "dma_debug_leaks", leaks, err);
	if (!ret)
		ret = compare_cell(row, "kernel_log", said, err);
	if (!ret)
		ret = compare_log(misuse, log, row_get(row, "device"), err);
	if (!ret && leaks)
		err_append(err, "%s", row_get(row, "error"));
	return ret;
}

static int commit_and_compare(struct oracle *oracle, const struct rundir *dir,
			      const struct channel *chan, const struct misuse *misuse,
			      struct err *err)
{
	struct row row;
	char *log = NULL;
	size_t len;
	FILE *copy = xmemstream(&log, &len);
	int ret;

	row_init(&row);
	row_set(&row, "device", "%s", chan->device);
	oracle_before(oracle, NULL);
	ret = commit(dir, chan, misuse->name, err);
	oracle_after(oracle, copy, &row);
	fclose(copy);
	if (!ret)
		ret = compare(misuse, &row, log, err);
	row_free(&row);
	free(log);
	return ret;
}

int oracle_prove(struct oracle *oracle, const struct channel *chan, const struct misuse *misuse,
		 struct err *err)
{
	struct rundir dir = { .name = "" };
	int ret, gone;

	ret = rundir_make(&dir, err);
	if (ret)
		return ret;
	ret = commit_and_compare(oracle, &dir, chan, misuse, err);
	gone = rundir_remove(&dir);
	if (gone && !ret)
		return err_say(err, gone, "the run %s cannot be removed: %s", dir.name,
			       strerror(-gone));
	return ret;
}
