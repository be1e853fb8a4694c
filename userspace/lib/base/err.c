// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sentences about refusals. Knows nothing of what is refused.
 */
#include <stdarg.h>
#include "lib/base/err.h"

int because(struct why *why, int ret, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	return ret;
}

void why_append(struct why *why, const char *format, ...)
{
	size_t at = strlen(why->text);
	va_list args;

	va_start(args, format);
	vsnprintf(why->text + at, sizeof(why->text) - at, format, args);
	va_end(args);
}

int why_exit_status(int ret)
{
	switch (ret) {
	case 0:
		return EXIT_GOOD;
	case -EIO:
		return EXIT_FAILED;
	case -EINVAL:
	case -ERANGE:
		return EXIT_USAGE;
	}
	return EXIT_SYSTEM;
}
