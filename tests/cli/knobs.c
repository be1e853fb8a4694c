// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Prints the module's `knobs` file for the fake system.
 */
#include "common/params.h"

int main(void)
{
	char line[1024];
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++) {
		knob_describe(&dmarig_knobs[i], line, sizeof(line));
		fputs(line, stdout);
	}
	return 0;
}
