/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The headers of every unit test: cmocka, and those that cmocka needs before it.
 */
#ifndef DMARIG_UNIT_H
#define DMARIG_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define assert_contains(text, part)							\
	do {										\
		if (!strstr(text, part))						\
			fail_msg("\"%s\" does not contain \"%s\"", text, part);		\
	} while (0)

#endif
