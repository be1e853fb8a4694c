// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An error is a sentence for a person. This file puts it together and knows the exit status that
 * goes with its errno; it does not know what failed.
 */
#include <stdarg.h>
#include "lib/base/err.h"

int err_say(struct err *err, int ret, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return ret;
}

void err_append(struct err *err, const char *format, ...)
{
	size_t at = strlen(err->text);
	va_list args;

	va_start(args, format);
	vsnprintf(err->text + at, sizeof(err->text) - at, format, args);
	va_end(args);
}

int err_exit_status(int ret)
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
