// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads the module's list of races, and lets their actors meet.
 */
#include <stdlib.h>
#include "lib/base/fields.h"
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"
#include "lib/check/race_client.h"

static const char *cell(char **line)
{
	return *line ? strsep(line, "\t") : "";
}

static void add(struct races *races, char *line)
{
	struct race_row *row;

	races->at = xrealloc(races->at, (races->nr + 1) * sizeof(*races->at));
	row = &races->at[races->nr++];
	row->name = cell(&line);
	row->context = cell(&line);
	row->says = cell(&line);
	row->rules = cell(&line);
}

int races_read(struct races *races, struct err *err)
{
	char path[PATH_LEN], *rest, *line;

	memset(races, 0, sizeof(*races));
	races->text = file_read(path_in(path, ROOT_CONFIGFS, "dmarig/races"));
	if (!races->text)
		return err_say(err, -errno, "%s: %s", path, strerror(errno));
	rest = races->text;
	while ((line = strsep(&rest, "\n")))
		if (*line)
			add(races, line);
	return 0;
}

bool race_breaks(const struct race_row *race, const char *name)
{
	struct names rules = { 0 };
	bool breaks;

	names_split(&rules, race->rules, ',');
	breaks = !strcmp(name, "all") || !strcmp(name, race->name) ||
		 names_find(&rules, name) >= 0;
	names_free(&rules);
	return breaks;
}

int races_refuse(const struct races *races, const char *name, struct err *err)
{
	struct names known = { 0 };
	char text[256];
	int i;

	for (i = 0; i < races->nr; i++)
		names_add(&known, races->at[i].name);
	names_join(&known, text, sizeof(text));
	names_free(&known);
	return err_say(err, -EINVAL,
		       "there is no race '%s', nor one that may break a rule of that name; there are %s, all",
		       name, text);
}

void races_free(struct races *races)
{
	free(races->at);
	free(races->text);
}

static void read_met(const struct rundir *dir, struct met *met)
{
	char *text = rundir_read(dir, "raced"), *rest = text;

	field_take(&rest, met->verdict, sizeof(met->verdict));
	field_take(&rest, met->rule, sizeof(met->rule));
	field_take(&rest, met->text, sizeof(met->text));
	met->window_ns = field_take_number(&rest);
	met->step_ns = field_take_number(&rest);
	met->stands = field_take_number(&rest);
	field_take(&rest, met->outcome, sizeof(met->outcome));
	free(text);
}

/* What the module has seen says more than what the kernel says. */
static void add_oracle(const struct oracle *oracle, const struct row *row, struct met *met)
{
	size_t len = strlen(met->text);

	if (strcmp(row_get(row, "status"), "failed"))
		return;
	if (!met_is_bad(met))
		snprintf(met->rule, sizeof(met->rule), "%s", MET_SILENT);
	snprintf(met->verdict, sizeof(met->verdict), "%s", oracle->splat ? "crash" : "fail");
	snprintf(met->text + len, sizeof(met->text) - len, "%s%s", len ? "; " : "",
		 row_get(row, "error"));
}

/* A dump of all mappings for each instant would take longer than all else. */
int race_meet(const struct rundir *dir, struct oracle *oracle, const char *device, const char *race,
	      const char *when, struct met *met, struct err *err)
{
	char order[96];
	struct row row;
	int ret;

	memset(met, 0, sizeof(*met));
	row_init(&row);
	row_set(&row, "device", "%s", device);
	snprintf(order, sizeof(order), "%s %s", race, when);
	oracle_before(oracle, NULL);
	ret = rundir_write_err(dir, "race", order, err);
	if (!ret)
		read_met(dir, met);
	oracle->lazy = true;
	oracle_after(oracle, NULL, &row);
	oracle->lazy = false;
	if (!ret)
		add_oracle(oracle, &row, met);
	row_free(&row);
	return ret;
}
