// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig trace: where the time went, from a trace.dat that was recorded anywhere.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "lib/result/outdir.h"
#include "trace/dat.h"
#include "trace/print.h"

/* struct reading - one file on its way to a result */
struct reading {
	const char *path, *output;
	struct outdir out;
	struct dat *dat;
	struct analysis *analysis;
	FILE *rows, *segments;
};

static int open_output(struct reading *r, struct err *err)
{
	int ret;

	if (!r->output)
		return 0;
	if (!strcmp(r->output, "-")) {
		r->rows = stdout;
		return 0;
	}
	ret = outdir_new(&r->out, r->output, "trace", err);
	if (ret)
		return ret;
	r->rows = outdir_file(&r->out, BREAKDOWN_CSV);
	r->segments = outdir_file(&r->out, SEGMENTS_CSV);
	if (!r->rows || !r->segments)
		return err_say(err, -errno, "%s: %s", r->output, strerror(errno));
	return 0;
}

static void print_run(void *data, const struct origin *origin, u32 run, const struct shares *shares)
{
	char title[64];

	(void)origin;
	snprintf(title, sizeof(title), "run %u", run);
	print_shares(data, title, shares);
}

static int read_all(struct reading *r, struct err *err)
{
	int ret = 0;

	const struct analysis_out out = {
		.rows		= r->rows,
		.segments	= r->segments,
		.run_done	= print_run,
		.data		= r->rows == stdout ? stderr : stdout,
		.text		= dat_text,
		.text_data	= r->dat,
	};

	r->analysis = analysis_new(&out);
	dat_read(r->dat, r->analysis);
	if (!analysis_transfers(r->analysis))
		ret = err_say(err, -EINVAL,
			      "%s: none of its %llu events is a transfer of dmarig's: was a run measured meanwhile, and -e dmarig recorded?",
			      r->path, dat_events(r->dat));
	else if (analysis_is_astray(r->analysis))
		ret = err_say(err, -EINVAL,
			      "%s: its events are not on the monotonic clock, as the times of dmarig are: trace-cmd record -C mono",
			      r->path);
	if (!ret)
		analysis_end_runs(r->analysis);
	return ret;
}

static int finish(struct reading *r, struct err *err)
{
	bool good = true;
	FILE *worst;

	fprintf(stderr, "dmarig: %llu events, %llu transfers\n", dat_events(r->dat),
		analysis_transfers(r->analysis));
	print_lost(stderr, r->analysis);
	if (!*r->out.path)
		return 0;
	worst = outdir_file(&r->out, WORST_TXT);
	if (worst) {
		analysis_worst(r->analysis, worst);
		good = !fclose(worst);
	}
	good = worst && good && !ferror(r->rows) && !ferror(r->segments);
	good = !fclose(r->rows) && good;
	good = !fclose(r->segments) && good;
	good = outdir_close(&r->out, good) && good;
	return good ? 0 : err_say(err, -ENOSPC, "%s: not everything could be written", r->output);
}

static int do_reading(struct reading *r, const char *command, struct err *err)
{
	int ret = dat_open(&r->dat, r->path, err);

	if (!ret)
		ret = open_output(r, err);
	if (!ret && *r->out.path)
		outdir_about(&r->out, command);
	if (!ret)
		ret = read_all(r, err);
	if (!ret)
		ret = finish(r, err);
	analysis_free(r->analysis);
	dat_close(r->dat);
	return ret;
}

static int explain(int argc, char **argv)
{
	struct reading r = { 0 };
	struct err err = { "" };
	char command[1024];
	int ret, status = options_read(&cmd_trace, &r, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	if (optind + 1 != argc)
		return bad_usage(&cmd_trace, "want one trace.dat");
	r.path = argv[optind];
	snprintf(command, sizeof(command), "dmarig trace %s", r.path);
	ret = do_reading(&r, command, &err);
	return ret ? complain(ret, &err) : EXIT_GOOD;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct reading, output, "DIR", WORDS_DIRECTORIES,
		 "breakdown.csv, segments.csv and worst.txt go there; -: breakdown.csv to stdout"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "FILE.dat", WORDS_FILES,
	  "of trace-cmd record -C mono -e dmarig -e irq -e sched, or of --trace-dat" },
	{ 0 }
};

const struct command cmd_trace = {
	.name		= "trace",
	.summary	= "where the time went, from a trace.dat recorded by trace-cmd",
	.fn		= explain,
	.synopsis	= "FILE.dat",
	.arguments	= arguments,
	.options	= options,
};
