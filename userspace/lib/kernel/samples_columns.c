// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The columns of samples.csv, which are known even where no samples can be taken.
 */
#include "lib/kernel/samples.h"

#define FIELD_NAME(type, name, help)	#name,
#define PHASE_FIELD(name, help)		#name "_ns",
const char *const sample_fields[NR_SAMPLE_FIELDS] = {
	DMARIG_SAMPLE(FIELD_NAME) DMARIG_PHASES(PHASE_FIELD)
};

const struct names *samples_columns(void)
{
	static struct names columns;
	int i;

	if (columns.nr)
		return &columns;
	names_add(&columns, "point");
	names_add(&columns, "rep");
	for (i = 0; i < NR_SAMPLE_FIELDS; i++)
		names_add(&columns, sample_fields[i]);
	return &columns;
}
