/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The directories of data that come with the tool: scripts of figures, fio jobs, known failures.
 */
#ifndef DMARIG_DATADIR_H
#define DMARIG_DATADIR_H

#include "lib/base/files.h"

/**
 * datadir_find() - find a directory of data
 * @dir: gets it
 * @variable: an environment variable that names the directory; if set, nothing else is tried
 * @file: the file that must be readable in it
 * @places: the other candidates, with NULL at the end: a path that begins with / or ./ is taken as
 *	it is, any other starts at the folder of the tool's binary
 *
 * Return: 0 or -ENOENT.
 */
int datadir_find(char dir[PATH_LEN], const char *variable, const char *file,
		 const char *const *places);

#endif
