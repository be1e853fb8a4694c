/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A result directory while it is being written. It is valid at every moment, because each row is
 * written as a whole; until it is closed, its meta.txt says that it is partial.
 */
#ifndef DMARIG_OUTDIR_H
#define DMARIG_OUTDIR_H

#include <stdio.h>
#include "lib/base/err.h"
#include "lib/base/names.h"
#include "lib/conf/plan.h"

/* struct outdir - its files; a NULL one is not written */
struct outdir {
	char path[512];
	FILE *sweep;
	FILE *samples;
	FILE *hist;
	FILE *dmesg;
	char *about;		/* the part of meta.txt that is known at the start */
	size_t about_len;
	int rows;
};

/**
 * outdir_new() - make a new result directory with nothing but its dmesg.txt
 * @out: gets it
 * @path: where; NULL: <results>/<utc>-<name>, and results/latest will lead there
 * @name: of the result
 * @err: gets the reason when it fails
 *
 * Never touches a directory that has something in it. Return: 0 or -errno.
 */
int outdir_new(struct outdir *out, const char *path, const char *name, struct err *err);

/* outdir_file() - create a file in the directory, the caller's to close; NULL with errno set */
FILE *outdir_file(const struct outdir *out, const char *name);

/*
 * outdir_about() - write the part of meta.txt that all results have; @command is the command line
 */
void outdir_about(struct outdir *out, const char *command);

/**
 * outdir_make() - make a new result directory of a sweep and open its files
 * @out: gets it
 * @path: as for outdir_new()
 * @name: of the sweep
 * @samples: also write samples.csv
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int outdir_make(struct outdir *out, const char *path, const char *name, bool samples,
		struct err *err);

/* outdir_stream() - no directory, only rows of sweep.csv to an open file */
void outdir_stream(struct outdir *out, FILE *file);

/**
 * outdir_describe() - write meta.txt, and sweep.conf when there is one
 * @out: the directory
 * @plan: what will be measured
 * @conf: the text of the conf file, or NULL
 * @command: the command line
 */
void outdir_describe(struct outdir *out, const struct plan *plan, const char *conf,
		     const char *command);

/* outdir_row() - write a row of sweep.csv; false when it could not be written */
bool outdir_row(struct outdir *out, char *const *cells);

/* outdir_hist() - write a run's result/hist; @text is cut up */
void outdir_hist(struct outdir *out, int point, int rep, char *text);

/**
 * outdir_close() - write the end of meta.txt and close everything
 * @out: the directory
 * @complete: was everything measured that was asked for?
 *
 * Return: false when something could not be written.
 */
bool outdir_close(struct outdir *out, bool complete);

#endif
