// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes a simulated controller: a directory that is named after this process.
 */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/names.h"
#include "lib/base/owner.h"
#include "lib/rig/simulator.h"

/* One that cannot be removed keeps its name; the next has another. */
static int nr_stuck;

static const char *own_name(void)
{
	static char name[128];

	if (nr_stuck)
		snprintf(name, sizeof(name), "%s-%d", owner_prefix(), nr_stuck);
	else
		snprintf(name, sizeof(name), "%s", owner_prefix());
	return name;
}

static int remove_one(const char *name)
{
	char path[PATH_LEN];
	int ret = file_write(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/live", name), "0");

	if (ret)
		return ret;
	return rmdir(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s", name)) ? -errno : 0;
}

/* One that is held stays: its holder has a use for it. */
static void remove_dead(void)
{
	char path[PATH_LEN];
	struct dirent *entry;
	DIR *dir = opendir(path_in(path, ROOT_CONFIGFS, "dmarig_sim"));

	if (!dir)
		return;
	while ((entry = readdir(dir)))
		if (owner_is_dead(entry->d_name))
			remove_one(entry->d_name);
	closedir(dir);
}

static void add_quirks(struct names *known)
{
	char path[PATH_LEN], *line, *rest, *text;

	text = file_read(path_in(path, ROOT_CONFIGFS, "dmarig_sim/quirks"));
	rest = text;
	while (rest && (line = strsep(&rest, "\n")))
		if (*line)
			names_add(known, strsep(&line, "\t"));
	free(text);
}

/* Which of the quirks is none, and which there are. */
static int refuse_quirks(const char *value, struct err *err)
{
	struct names known = { 0 }, words = { 0 };
	char list[1024];
	int i, ret = 0;

	add_quirks(&known);
	names_join(&known, list, sizeof(list));
	names_split(&words, value, ',');
	for (i = 0; i < words.nr && !ret; i++)
		if (names_find(&known, words.name[i]) < 0 && strcmp(words.name[i], "none"))
			ret = err_say(err, -EINVAL, "there is no quirk '%s'; there are: %s",
				      words.name[i], list);
	names_free(&words);
	names_free(&known);
	return ret;
}

static int set_all(const char *const *settings, struct err *err)
{
	char path[PATH_LEN];
	int ret = 0;

	for (; *settings && !ret; settings += 2)
		ret = file_write(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/%s", own_name(),
					 settings[0]), settings[1]);
	if (ret && !strcmp(settings[-2], "quirks") && refuse_quirks(settings[-1], err))
		return ret;
	if (ret)
		err_say(err, ret, "the simulated controller refuses %s=%s: %s", settings[-2],
			settings[-1], strerror(-ret));
	return ret;
}

int simulator_make(const char *const *settings, struct err *err)
{
	char path[PATH_LEN];
	int ret;

	if (access(path_in(path, ROOT_CONFIGFS, "dmarig_sim"), F_OK))
		return err_say(err, -ENOSYS,
			       "no simulated controller can be made: modprobe dmarig_sim");
	remove_dead();
	if (mkdir(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s", own_name()), 0755))
		return err_say(err, -errno, "%s cannot be made: %s", path, strerror(errno));
	ret = set_all(settings, err);
	if (!ret) {
		ret = file_write(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/live",
					 own_name()), "1");
		if (!ret)
			return 0;
		err_say(err, ret, "the simulated controller does not start: %s", strerror(-ret));
	}
	simulator_remove();
	return ret;
}

int simulator_remove(void)
{
	char path[PATH_LEN];
	int ret;

	if (access(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s", own_name()), F_OK))
		return 0;
	ret = remove_one(own_name());
	nr_stuck += ret != 0;
	return ret;
}

bool simulator_channel(int n, char *name, size_t len)
{
	char path[PATH_LEN], *names, *rest, *word;

	*name = '\0';
	names = file_read(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/channel_names", own_name()));
	rest = names;
	while (rest && (word = strsep(&rest, " ,\n")))
		if (*word && !n--)
			snprintf(name, len, "%s", word);
	free(names);
	return *name;
}

int simulator_number(const char *what, u64 *value)
{
	char path[PATH_LEN];

	return file_number(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/%s", own_name(), what),
			   value);
}
