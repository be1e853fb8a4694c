// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The one place where a library file ends the tool: no memory, and so no sentence either.
 */
#include <stdio.h>
#include <stdlib.h>
#include "lib/base/err.h"
#include "lib/base/xmalloc.h"

void *need(void *memory)
{
	if (memory)
		return memory;
	fputs("dmarig: out of memory\n", stderr);
	exit(EXIT_SYSTEM);
}
