// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Stands for the files that read traces where the tool is built without libtracefs and
 * libtraceevent. Whoever asks for a trace is refused with the reason, before anything is measured;
 * what is behind that is never called.
 */
#include "lib/kernel/samples.h"
#include "trace/tracer.h"

#define REASON	"this dmarig was built without libtracefs"

const char *samples_missing(void)
{
	return REASON;
}

int samples_open(struct samples **samples, int buffer_kb, struct err *err)
{
	(void)buffer_kb;
	*samples = NULL;
	return err_say(err, -ENOSYS, REASON ": no samples can be taken (go without: --no-samples)");
}

void samples_start(struct samples *samples, FILE *file, int point, int rep)
{
	(void)samples;
	(void)file;
	(void)point;
	(void)rep;
}

void samples_of_run(struct samples *samples, u64 run)
{
	(void)samples;
	(void)run;
}

void samples_drain(struct samples *samples)
{
	(void)samples;
}

u64 samples_end(struct samples *samples)
{
	(void)samples;
	return 0;
}

void samples_close(struct samples *samples)
{
	(void)samples;
}

int tracer_open(struct tracer **tracer, int buffer_kb, struct err *err)
{
	(void)buffer_kb;
	*tracer = NULL;
	return err_say(err, -ENOSYS, REASON ": nothing can be traced");
}

int tracer_write_to(struct tracer *tracer, const struct outdir *out, bool dat, struct err *err)
{
	(void)tracer;
	(void)out;
	(void)dat;
	(void)err;
	return 0;
}

void tracer_start(struct tracer *tracer, int point, int rep)
{
	(void)tracer;
	(void)point;
	(void)rep;
}

void tracer_of_run(struct tracer *tracer, u64 run)
{
	(void)tracer;
	(void)run;
}

void tracer_drain(struct tracer *tracer)
{
	(void)tracer;
}

void tracer_end(struct tracer *tracer)
{
	(void)tracer;
}

void tracer_show(const struct tracer *tracer, FILE *file)
{
	(void)tracer;
	(void)file;
}

int tracer_close(struct tracer *tracer, struct err *err)
{
	(void)tracer;
	(void)err;
	return 0;
}
