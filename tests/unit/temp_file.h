/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A temporary file for a test: make_file() and remove_file() are its fixtures, and path is its
 * name.
 */
#ifndef DMARIG_TEMP_FILE_H
#define DMARIG_TEMP_FILE_H

#include <unistd.h>
#include "unit.h"

static char path[32];

static int make_file(void **state)
{
	int fd;

	(void)state;
	strcpy(path, "/tmp/dmarig-unit-XXXXXX");
	fd = mkstemp(path);
	close(fd);
	return fd < 0;
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

#endif
