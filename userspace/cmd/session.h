/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What run and sweep have in common: check, open everything, measure a plan, close everything.
 */
#ifndef DMARIG_SESSION_H
#define DMARIG_SESSION_H

#include "measure/measure.h"

#define TRACE_OPTIONS	{ "trace", no_argument, NULL, 't' }, { "trace-dat", no_argument, NULL, 'T' }
#define TRACE_USAGE	\
		"    --trace            where the time goes: a table, and breakdown.csv,\n" \
		"                       segments.csv, worst.txt in the directory\n" \
		"    --trace-dat        the same, and trace.dat for trace-cmd and KernelShark\n"

/* struct session - what the command line says, and what is open */
struct session {
	struct bench bench;
	const char *output;	/* -o: a directory; "-": stdout; NULL: none, or a dated one */
	const char *samples_path;	/* --samples */
	const char *name;
	const char *conf;	/* the text of the conf file, or NULL */
	char command[1024];	/* the command line, for meta.txt */
	bool keep;		/* make a dated directory when there is no -o */
	bool no_samples;
	bool trace;		/* --trace: where the time goes */
	bool trace_dat;		/* and keep what was recorded */
	int buffer_kb;
	void (*row_done)(struct session *session, const struct job *job, const struct row *row);
	const struct plan *plan;
	char dir[512];		/* the result directory, once there is one */
	int done, failed, refused;
	int rightly_refused;	/* where the conf file asked for refusals */
	u64 verified;		/* transfers, in all runs */
	u64 missed;		/* samples, in all runs */
};

/* session_trace_option() - an option that run and sweep share: false when @c is none of these */
bool session_trace_option(struct session *session, int c);

/* session_init() - an empty session; @argv is what the user wrote */
void session_init(struct session *session, int argc, char **argv);

/**
 * session_measure() - do it
 * @session: filled in
 * @plan: what to measure
 * @why: what went wrong
 *
 * Return: 0 or -errno when nothing could be started. How runs went is in done, failed and refused.
 */
int session_measure(struct session *session, const struct plan *plan, struct why *why);

/* session_status() - the exit status of what was measured; ends by the signal that asked to stop */
int session_status(const struct session *session);

#endif
