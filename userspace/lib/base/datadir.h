/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where the data is that comes with the tool.
 */
#ifndef DMARIG_DATADIR_H
#define DMARIG_DATADIR_H

#include "lib/base/files.h"

/**
 * beside_find() - find a directory of data
 * @dir: gets it
 * @variable: of the environment, which is believed where it is set
 * @file: what must be there to be read
 * @places: where else it may be, by NULL at the end: as it is if it begins with / or ./, else from
 *	where the tool's binary is
 *
 * Return: 0 or -ENOENT.
 */
int beside_find(char dir[PATH_LEN], const char *variable, const char *file,
		const char *const *places);

#endif
