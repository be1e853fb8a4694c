// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds channels, and checks names against them.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"
#include "lib/rig/channels.h"

static bool is_channel(const void *at, int i, const void *name)
{
	return !strcmp(((const struct channel *)at)[i].name, name);
}

static struct channel *find(const struct channels *channels, const char *name)
{
	int i = lookup_find(&channels->lookup, lookup_hash(LOOKUP_HASH_START, name), is_channel,
			    channels->at, name);

	return i < 0 ? NULL : &channels->at[i];
}

static struct channel *add(struct channels *channels, const char *name)
{
	struct channel *chan;

	channels->at = xgrow(channels->at, channels->nr, sizeof(*channels->at));
	chan = &channels->at[channels->nr];
	memset(chan, 0, sizeof(*chan));
	snprintf(chan->name, sizeof(chan->name), "%s", name);
	if (!find(channels, chan->name))
		lookup_add(&channels->lookup, lookup_hash(LOOKUP_HASH_START, chan->name),
			   channels->nr);
	channels->nr++;
	return chan;
}

static void set_state(struct channel *chan, const char *state)
{
	if (strncmp(state, "busy", 4))
		return;
	state += 4 + (state[4] == ' ');
	snprintf(chan->holder, sizeof(chan->holder), "%s", *state ? state : "unknown");
}

static void add_limit(struct channel *chan, const char *limit)
{
	size_t at = strlen(chan->limits);

	snprintf(chan->limits + at, sizeof(chan->limits) - at, "%s%s", at ? " " : "", limit);
}

/* name, driver, device, state, capabilities, and then as many limits as there are */
static void parse_line(struct channels *channels, char *line)
{
	struct channel *chan = NULL;
	char *field;
	int i;

	for (i = 0; (field = strsep(&line, "\t")); i++) {
		if (!i)
			chan = add(channels, field);
		else if (i == 1)
			snprintf(chan->driver, sizeof(chan->driver), "%s", field);
		else if (i == 2)
			snprintf(chan->device, sizeof(chan->device), "%s", field);
		else if (i == 3)
			set_state(chan, field);
		else if (i == 4)
			snprintf(chan->capabilities, sizeof(chan->capabilities), "%s", field);
		else
			add_limit(chan, field);
	}
}

static void read_module(struct channels *channels)
{
	char path[PATH_LEN], *text, *at, *line;

	text = file_read(path_in(path, ROOT_CONFIGFS, "dmarig/channels"));
	for (at = text; at && (line = strsep(&at, "\n"));)
		if (*line)
			parse_line(channels, line);
	free(text);
}

/* A channel that the module knows has nothing to add: reading of each would take long. */
static void read_one_sysfs(struct channels *channels, const char *name)
{
	struct channel *chan;
	char path[PATH_LEN];
	u64 users = 0;

	if (find(channels, name))
		return;
	chan = add(channels, name);
	path_in(path, ROOT_SYSFS, "class/dma/%s/device", name);
	link_name(path, chan->device, sizeof(chan->device));
	path_in(path, ROOT_SYSFS, "class/dma/%s/device/driver", name);
	link_name(path, chan->driver, sizeof(chan->driver));
	file_number(path_in(path, ROOT_SYSFS, "class/dma/%s/in_use", name), &users);
	if (users)
		strcpy(chan->holder, "unknown");
}

static void read_sysfs(struct channels *channels)
{
	struct dirent *entry;
	char path[PATH_LEN];
	DIR *class;

	class = opendir(path_in(path, ROOT_SYSFS, "class/dma"));
	if (!class)
		return;
	while ((entry = readdir(class)))
		if (entry->d_name[0] != '.')
			read_one_sysfs(channels, entry->d_name);
	closedir(class);
}

/* A line of debugfs' summary about a held channel: " dma0chan1    | holder (via router: x)" */
static void read_holder(struct channels *channels, char *line)
{
	char name[64], holder[128];
	struct channel *chan;

	if (sscanf(line, " %63[^ |] | %127[^\n]", name, holder) != 2)
		return;
	chan = find(channels, name);
	if (chan && !strcmp(chan->holder, "unknown"))
		snprintf(chan->holder, sizeof(chan->holder), "%s", holder);
}

static void read_holders(struct channels *channels)
{
	char path[PATH_LEN], *text, *at, *line;

	text = file_read(path_in(path, ROOT_DEBUGFS, "dmaengine/summary"));
	for (at = text; at && (line = strsep(&at, "\n"));)
		read_holder(channels, line);
	free(text);
}

/* Who uses async_tx, by blanks; nothing where it is no module, or nobody says. */
static void read_public(char *text, size_t len)
{
	struct dirent *entry;
	char path[PATH_LEN];
	DIR *holders = opendir(path_in(path, ROOT_SYSFS, "module/async_tx/holders"));
	size_t at = 0;

	*text = '\0';
	while (holders && (entry = readdir(holders)))
		if (entry->d_name[0] != '.' && at < len)
			at += snprintf(text + at, len - at, "%s%s", at ? " " : "", entry->d_name);
	if (holders)
		closedir(holders);
}

/*
 * A client that has a name says it, and so do we. What is held without one, on a kernel with
 * async_tx, is held for its clients, as is every channel that is not private.
 */
static void name_public(struct channels *channels)
{
	char users[64], path[PATH_LEN];
	int i;

	if (access(path_in(path, ROOT_SYSFS, "module/async_tx"), F_OK))
		return;
	read_public(users, sizeof(users));
	for (i = 0; i < channels->nr; i++) {
		struct channel *chan = &channels->at[i];

		if (strcmp(chan->holder, "unknown") && strcmp(chan->holder, "in-use"))
			continue;
		snprintf(chan->holder, sizeof(chan->holder), "async_tx%s%s", *users ? " for " : "",
			 users);
		chan->is_public = true;
	}
}

static int by_name(const void *a, const void *b)
{
	return strverscmp(((const struct channel *)a)->name, ((const struct channel *)b)->name);
}

void channels_read(struct channels *channels)
{
	memset(channels, 0, sizeof(*channels));
	read_module(channels);
	read_sysfs(channels);
	read_holders(channels);
	name_public(channels);
	/* Nothing is looked for any more, and a lookup knows places. */
	lookup_free(&channels->lookup);
	if (channels->nr)
		qsort(channels->at, channels->nr, sizeof(*channels->at), by_name);
}

bool channel_is_called(const struct channel *chan, const char *name)
{
	return !strcmp(name, "any") || !strcmp(chan->name, name) || !strcmp(chan->device, name) ||
	       !strcmp(chan->driver, name);
}

bool channels_find_free(const char *name, struct channel *chan)
{
	struct channels all;
	bool found = false;
	int i;

	channels_read(&all);
	for (i = 0; i < all.nr && !found; i++) {
		found = !*all.at[i].holder && channel_is_called(&all.at[i], name);
		if (found)
			*chan = all.at[i];
	}
	channels_free(&all);
	return found;
}

static int refuse_name(const struct channels *channels, const char *name, struct err *err)
{
	struct names names = { 0 };
	const char *nearest;
	char all[1024];
	int i;

	for (i = 0; i < channels->nr; i++)
		names_add_once(&names, channels->at[i].name);
	for (i = 0; i < channels->nr; i++) {
		names_add_once(&names, channels->at[i].device);
		names_add_once(&names, channels->at[i].driver);
	}
	names_join(&names, all, sizeof(all));
	err_say(err, -EINVAL, "there is no channel, device or driver '%s'", name);
	nearest = names_nearest(&names, name);
	if (nearest)
		err_append(err, ", did you mean %s?", nearest);
	err_append(err, "\nnames: %s", names.nr ? all : "none, this kernel has no DMA channel");
	names_free(&names);
	return -EINVAL;
}

static int check_one(const struct channels *channels, const char *name, struct err *err)
{
	const struct channel *held = NULL;
	int i;

	for (i = 0; i < channels->nr; i++) {
		if (!channel_is_called(&channels->at[i], name))
			continue;
		if (!*channels->at[i].holder)
			return 0;
		held = &channels->at[i];
	}
	if (held)
		return err_say(err, -EBUSY, "channel=%s: %s is busy, held by %s%s", name,
			       held->name, held->holder, held->is_public ?
			       ", until its users and then async_tx are unloaded" : "");
	if (!strcmp(name, "any"))
		return err_say(err, -ENODEV, "this kernel has no DMA channel, see 'dmarig doctor'");
	return refuse_name(channels, name, err);
}

int channels_check(const struct channels *channels, const char *wanted, struct err *err)
{
	struct names names = { 0 };
	int i, ret = 0;

	names_split(&names, wanted, ',');
	for (i = 0; i < names.nr && !ret; i++)
		ret = check_one(channels, names.name[i], err);
	names_free(&names);
	return ret;
}

void channels_free(struct channels *channels)
{
	free(channels->at);
	memset(channels, 0, sizeof(*channels));
}
