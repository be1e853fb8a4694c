// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The knob peripheral_config: bytes in hex. What they mean is a driver's own business.
 */
#include "common/params.h"

/* Return: the digit's value, or -EINVAL. */
static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -EINVAL;
}

int params_peripheral(const struct params *p, u8 *bytes)
{
	const char *text = p->peripheral_config;
	int nr, high, low;

	if (!strcmp(text, "none"))
		return 0;
	for (nr = 0; *text; nr++, text += 2) {
		high = digit(text[0]);
		low = high < 0 ? high : digit(text[1]);
		if (low < 0 || nr == PERIPHERAL_BYTES)
			return -EINVAL;
		bytes[nr] = (u8)(high << 4 | low);
	}
	return nr;
}
