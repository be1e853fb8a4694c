/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Results in the formats of other programs: a row and a file each.
 */
#ifndef DMARIG_EXPORT_H
#define DMARIG_EXPORT_H

#include "report/kinds.h"

/* struct export_format - a row; the last has no name */
struct export_format {
	const char *name;
	const char *help;
	/**
	 * @write: write all that was found and that the format has a place for
	 * @found: directories, a list a row of report_kinds
	 * @id: of the build that was tested, for KCIDB; else NULL
	 * @file: where to
	 * @err: gets the reason when it is refused
	 *
	 * Return: 0; -EINVAL when nothing that was found has a place in the format.
	 */
	int (*write)(const struct names *found, const char *id, FILE *file, struct err *err);
};

extern const struct export_format export_formats[];

/* export_find() - a format by its name, or NULL */
const struct export_format *export_find(const char *name);

/* The formats, see export.c */
int export_kcidb(const struct names *found, const char *id, FILE *file, struct err *err);
int export_fio(const struct names *found, const char *id, FILE *file, struct err *err);
int export_hlog(const struct names *found, const char *id, FILE *file, struct err *err);
int export_trace(const struct names *found, const char *id, FILE *file, struct err *err);

#endif
