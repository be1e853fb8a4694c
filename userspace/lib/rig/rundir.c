// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Drives one run directory: its knobs, its switch and its results.
 */
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/stop.h"
#include "lib/base/xmalloc.h"
#include "lib/rig/rig.h"

static char *path_of(char path[PATH_LEN], const struct rundir *dir, const char *name)
{
	return path_in(path, ROOT_CONFIGFS, "dmarig/%s/%s", dir->name, name);
}

int rundir_write(const struct rundir *dir, const char *name, const char *value)
{
	char path[PATH_LEN];

	return file_write(path_of(path, dir, name), value);
}

int rundir_write_err(const struct rundir *dir, const char *name, const char *value,
		     struct err *err)
{
	int ret = rundir_write(dir, name, value);
	char sentence[SENTENCE_LEN];

	if (!ret)
		return 0;
	rundir_word(dir, "error", sentence, sizeof(sentence));
	return err_say(err, ret, "%s", *sentence ? sentence : strerror(-ret));
}

/* A write costs more than all the rest of setting a knob. */
int rundir_set(struct rundir *dir, const struct params *p, struct err *err)
{
	char value[KNOB_TEXT_LEN];
	struct err said = { "" };
	int i, ret;

	for (i = 0; i < dmarig_nr_knobs; i++) {
		if (knob_same(p, &dir->set, &dmarig_knobs[i]))
			continue;
		knob_get(p, &dmarig_knobs[i], value, sizeof(value));
		ret = rundir_write_err(dir, dmarig_knobs[i].name, value, &said);
		if (ret)
			return err_say(err, ret, "the kernel refuses %s=%s: %s",
				       dmarig_knobs[i].name, value, said.text);
	}
	dir->set = *p;
	return 0;
}

int rundir_start(const struct rundir *dir, struct err *err)
{
	return rundir_write_err(dir, "live", "1", err);
}

int rundir_stop(const struct rundir *dir)
{
	return rundir_write(dir, "live", "0");
}

bool rundir_wait(const struct rundir *dir, int ms, char state[STATE_LEN])
{
	char path[PATH_LEN];
	int ret;

	stop_interrupt(ms);
	ret = file_line(path_of(path, dir, "wait"), state, STATE_LEN);
	stop_interrupt(0);
	return ret != -EINTR;
}

char *rundir_read(const struct rundir *dir, const char *name)
{
	char path[PATH_LEN];
	char *text = file_read(path_of(path, dir, name));

	return text ? text : xstrdup("");
}

void rundir_word(const struct rundir *dir, const char *name, char *text, size_t len)
{
	char path[PATH_LEN];

	file_line(path_of(path, dir, name), text, len);
}

/* The directory of a live run cannot be removed. */
int rundir_remove(const struct rundir *dir)
{
	char path[PATH_LEN];

	path_in(path, ROOT_CONFIGFS, "dmarig/%s", dir->name);
	if (!rmdir(path))
		return 0;
	if (errno != EBUSY)
		return -errno;
	rundir_stop(dir);
	return rmdir(path) ? -errno : 0;
}
