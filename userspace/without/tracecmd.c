// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Stands for trace/dat.c where the tool is built without libtracecmd: no file can be opened, and
 * what is behind that is never called.
 */
#include "trace/dat.h"

#define REASON	"this dmarig was built without libtracecmd"

const char *dat_missing(void)
{
	return REASON;
}

int dat_open(struct dat **dat, const char *path, struct err *err)
{
	*dat = NULL;
	return err_say(err, -ENOSYS, REASON ": %s cannot be read", path);
}

char *dat_text(void *dat, const struct event *event)
{
	(void)dat;
	(void)event;
	return NULL;
}

void dat_read(struct dat *dat, struct analysis *analysis)
{
	(void)dat;
	(void)analysis;
}

u64 dat_events(const struct dat *dat)
{
	(void)dat;
	return 0;
}

void dat_close(struct dat *dat)
{
	(void)dat;
}
