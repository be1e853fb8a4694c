// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Hands out the answers of a check.
 */
#include <sys/ioctl.h>
#include <unistd.h>
#include "cmd/check_out.h"

void check_wait_until_read(void)
{
	int left, tries = 1000;

	while (!ioctl(STDOUT_FILENO, FIONREAD, &left) && left && tries--)
		usleep(1000);
}

void check_write_text(const struct outdir *out, const struct card *card)
{
	FILE *text = outdir_file(out, "card.txt");

	if (!text)
		return;
	card_print(card, text);
	fclose(text);
}
