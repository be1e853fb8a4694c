/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What run and sweep have in common: check, open everything, measure a plan, close everything.
 */
#ifndef DMARIG_SESSION_H
#define DMARIG_SESSION_H

#include "cmd/options.h"
#include "measure/measure.h"

/* Rows that run and sweep share; a session is the first member of what their options fill. */
#define SESSION_OPTIONS										\
	OPT_NAME(0, "name", struct session, name, "what the result is called"),			\
	OPT_TEXT(0, "samples", struct session, samples_path, "FILE", WORDS_FILES,		\
		 "the life of every transfer goes to FILE as CSV; -: to stdout"),		\
	OPT_FLAG(0, "no-samples", struct session, no_samples,					\
		 "no samples.csv in the result directory, and so no tracing"),			\
	OPT_NUMBER(0, "buffer-kb", struct session, buffer_kb, NULL, 1, 1 << 24, "KiB",		\
		   "size of the trace buffer per CPU"),						\
	OPT_FLAG(0, "trace", struct session, trace,						\
		 "where the time goes: a table, and breakdown.csv, segments.csv,\n"		\
		 "worst.txt in the directory"),							\
	OPT_NUMBER(0, "status-interval", struct session, status_ms, NULL, 50, 3600000, "ms",	\
		   "throughput, p99 and errors so often, as CSV: to status.csv in the\n"	\
		   "directory, or to stdout; on a terminal a line says them each second"),	\
	OPT_TEXTS(0, "stop-on", struct session, stop_on, "CONDITION", WORDS_NONE,		\
		  "stop and fail a run when p99>200us, throughput<1MB/s or errors>0;\n"		\
		  "the kernel's trace is stopped, too, and kept as snapshot.txt"),		\
	OPT_FLAG(0, "trace-dat", struct session, trace_dat,					\
		 "the same, and trace.dat for trace-cmd and KernelShark")

/* struct session - what the command line says, and what is open */
struct session {
	struct measure_env env;
	const char *output;	/* -o: a directory; "-": stdout; NULL: none, or a dated one */
	const char *samples_path;	/* --samples */
	const char *name;
	const char *conf;	/* the text of the conf file, or NULL */
	char command[1024];	/* the command line, for meta.txt */
	bool keep;		/* make a dated directory when there is no -o */
	bool no_samples;
	bool json;		/* run --json: a row to stdout */
	bool trace;		/* --trace, or --trace-dat: measure the segments of transfers */
	bool trace_dat;		/* and keep what was recorded */
	u64 status_ms;		/* --status-interval; 0: none */
	struct names stop_on;	/* --stop-on */
	struct live live;
	u64 buffer_kb;		/* --buffer-kb; 0: as the kernel has it */
	void (*row_done)(struct session *session, const struct plan_step *step,
			 const struct row *row);
	/* Shall the step be measured again, perhaps with another point? NULL: never */
	bool (*again)(struct session *session, const struct row *row);
	const struct plan *plan;
	char dir[512];		/* the result directory, once there is one */
	int done, failed, refused;
	bool full;		/* a row could not be written */
	int rightly_refused;	/* where the conf file asked for refusals */
	int blind;		/* in so many, something that watches the kernel stopped to */
	u64 verified;		/* transfers, in all runs */
	u64 missed;		/* samples, in all runs */
};

/* session_init() - an empty session; @argv is what the user wrote */
void session_init(struct session *session, int argc, char **argv);

/**
 * session_measure() - do it
 * @session: filled in
 * @plan: what to measure
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno when nothing could be started. How runs went is in done, failed and refused.
 */
int session_measure(struct session *session, const struct plan *plan, struct err *err);

/*
 * session_status() - the exit status of the session; ends by the signal that asked to stop, if any
 */
int session_status(const struct session *session);

#endif
