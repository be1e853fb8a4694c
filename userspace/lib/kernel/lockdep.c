// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads lockdep's state from the last lines of its statistics.
 */
#include <stdlib.h>
#include "lib/base/files.h"
#include "lib/kernel/lockdep.h"

enum lockdep lockdep_state(void)
{
	char path[PATH_LEN], *text, *line;
	enum lockdep state = LOCKDEP_ABSENT;
	int on;

	text = file_read(path_in(path, ROOT_PROC, "lockdep_stats"));
	line = text ? strstr(text, "debug_locks:") : NULL;
	if (line && sscanf(line, "debug_locks: %d", &on) == 1)
		state = on ? LOCKDEP_ON : LOCKDEP_OFF;
	free(text);
	return state;
}
