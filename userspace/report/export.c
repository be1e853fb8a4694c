// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of formats.
 */
#include "report/export.h"

const struct export_format export_formats[] = {
	{ "kcidb", "for the kernel CI database, see --build", export_kcidb },
	{ "fio", "json+ of fio, with histograms", export_fio },
	{ "hlog", "a log of HdrHistogram", export_hlog },
	{ "trace", "trace events for Perfetto and Chrome, of breakdown.csv", export_trace },
	{ NULL }
};

const struct export_format *export_find(const char *name)
{
	const struct export_format *format;

	for (format = export_formats; format->name; format++)
		if (!strcmp(format->name, name))
			return format;
	return NULL;
}
