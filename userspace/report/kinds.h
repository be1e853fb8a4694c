/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kinds of results: a row and a file each. The kind of a result directory shows in the file it
 * has.
 */
#ifndef DMARIG_KINDS_H
#define DMARIG_KINDS_H

#include "lib/base/err.h"
#include "lib/base/names.h"
#include "lib/page/page.h"

/* A report has them in this order; the struct of each is kind_NAME, in a file of its own. */
#define DMARIG_REPORT_KINDS(K)	K(sweep) K(breakdown) K(card) K(torture) K(mutation)

#define KIND_ENUM(name) REPORT_##name,
enum { DMARIG_REPORT_KINDS(KIND_ENUM) NR_REPORT_KINDS };
#undef KIND_ENUM

/* struct report_kind - a row */
struct report_kind {
	const char *file;
	/**
	 * @report: say all there is to say
	 * @page: where to
	 * @dirs: the directories that have such a file
	 * @home: where figures go that show all of them
	 *
	 * Return: 0 or -errno, -EINVAL for a file that cannot be one of these.
	 */
	int (*report)(struct page *page, const struct names *dirs, const char *home,
		      struct err *err);
};

#define KIND_DECLARE(name) extern const struct report_kind kind_##name;
DMARIG_REPORT_KINDS(KIND_DECLARE)
#undef KIND_DECLARE

/* All kinds, with NULL at the end */
extern const struct report_kind *const report_kinds[NR_REPORT_KINDS + 1];

/**
 * kinds_find() - find results
 * @path: a result directory, a directory of such, or the one file itself
 * @found: gets directories, a list a row of report_kinds
 * @err: gets the reason when it fails
 *
 * Return: 0 or -EINVAL when there is nothing.
 */
int kinds_find(const char *path, struct names *found, struct err *err);

/* kinds_home() - the directory of such a path */
void kinds_home(const char *path, char *home, size_t len);

#endif
