// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The tracer: it enables events, and reads them while a run is measured.
 */
#include <stdlib.h>
#include <tracefs.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/owner.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/instances.h"
#include "trace/live.h"
#include "trace/print.h"
#include "trace/tracer.h"

#define DEFAULT_KB	4096
#define NAMES_LOOKS	3	/* the names of tasks are read this often early in a run */

/* The scheduler's events are filtered to our workers, whose kthreads have this name. */
#define WORKERS		"dmarig/*"

/*
 * What is recorded. Where an event is @wanted and not there, that is said: then those segments are
 * missing. The others are in some kernels only.
 */
static const struct {
	const char *system, *name, *filter, *wanted;
} recorded[] = {
	{ "dmarig",	"dmarig_transfer",	NULL,	"all" },
	{ "dmarig",	"dmarig_complete",	NULL,	"between issue and running" },
	{ "irq",	"irq_handler_entry",	NULL,	"interrupt" },
	{ "irq",	"irq_handler_exit",	NULL,	NULL },
	{ "irq",	"softirq_raise",	NULL,	"interrupt" },
	{ "irq",	"softirq_entry",	NULL,	"tasklet" },
	{ "irq",	"softirq_exit",		NULL,	NULL },
	{ "irq",	"tasklet_entry",	NULL,	NULL },
	{ "irq",	"tasklet_exit",		NULL,	NULL },
	{ "irq_vectors", "irq_work_entry",	NULL,	NULL },
	{ "irq_vectors", "irq_work_exit",	NULL,	NULL },
	{ "sched",	"sched_waking", "comm ~ \"" WORKERS "\"", "wake" },
	{ "sched",	"sched_switch", "next_comm ~ \"" WORKERS "\"", "switch" },
	{ "dma",	NULL,			NULL,	NULL },
	{ "swiotlb",	NULL,			NULL,	NULL },
	{ "iommu",	"map",			NULL,	NULL },
	{ "iommu",	"unmap",		NULL,	NULL },
};

struct tracer {
	struct tracefs_instance *instance;
	struct tep_handle *tep;
	struct decoder *decoder;
	struct live *live;
	struct analysis *analysis;
	struct datfile *datfile;
	const struct outdir *out;	/* or NULL */
	FILE *rows, *segments;
	struct shares *last;		/* of the last run */
	struct origin origin;
	const char *systems[ARRAY_SIZE(recorded) + 1];
	int names_looks;
};

static bool is_there(const char *system, const char *name)
{
	char path[PATH_LEN];

	return !access(path_in(path, ROOT_TRACEFS, "events/%s/%s", system, name ? name : "enable"),
		       F_OK);
}

static void find_systems(struct tracer *t)
{
	size_t i;
	int nr = 0;

	for (i = 0; i < ARRAY_SIZE(recorded); i++) {
		if (!is_there(recorded[i].system, NULL))
			continue;
		if (!nr || strcmp(t->systems[nr - 1], recorded[i].system))
			t->systems[nr++] = recorded[i].system;
	}
}

static int enable(struct tracer *t, size_t i)
{
	char name[128];

	snprintf(name, sizeof(name), "events/%s/%s/filter", recorded[i].system,
		 recorded[i].name ? recorded[i].name : "");
	if (recorded[i].filter &&
	    tracefs_instance_file_write(t->instance, name, recorded[i].filter) < 0)
		return -EIO;
	return tracefs_event_enable(t->instance, recorded[i].system, recorded[i].name);
}

static void enable_all(struct tracer *t)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(recorded); i++) {
		if (is_there(recorded[i].system, recorded[i].name) && !enable(t, i))
			continue;
		if (recorded[i].wanted)
			fprintf(stderr,
				"dmarig: the kernel has no event %s:%s: no segment %s\n",
				recorded[i].system, recorded[i].name, recorded[i].wanted);
	}
}

static int make_instance(struct tracer *t, int buffer_kb, struct err *err)
{
	char name[128];

	instances_clean();
	snprintf(name, sizeof(name), "%s-trace", owner_prefix());
	t->instance = tracefs_instance_create(name);
	if (!t->instance)
		return err_say(err, -ENOSYS, "no tracing instance can be made: %s",
			       strerror(errno));
	tracefs_trace_off(t->instance);
	if (tracefs_instance_file_write(t->instance, "trace_clock", "mono") < 0)
		return err_say(err, -ENOSYS, "this kernel's trace has no clock mono");
	if (tracefs_instance_set_buffer_size(t->instance, buffer_kb, -1))
		return err_say(err, -ENOSYS, "no trace buffer of %d kB can be had", buffer_kb);
	enable_all(t);
	return 0;
}

static void run_done(void *data, const struct origin *origin, u32 run, const struct shares *shares)
{
	struct tracer *t = data;

	(void)run;
	*t->last = *shares;
	t->origin = *origin;
}

static int open_all(struct tracer *t, int buffer_kb, struct err *err)
{
	int ret = instances_find(err, "");

	if (ret)
		return ret;
	find_systems(t);
	t->tep = tracefs_local_events_system(root_path(ROOT_TRACEFS), t->systems);
	if (!t->tep)
		return err_say(err, -ENOSYS, "the trace events cannot be read");
	ret = decoder_new(&t->decoder, t->tep, "the kernel", err);
	if (!ret)
		ret = make_instance(t, buffer_kb, err);
	if (!ret)
		ret = live_open(&t->live, t->instance, t->tep, t->decoder, err);
	return ret == -EINVAL ? -ENOSYS : ret;
}

int tracer_open(struct tracer **tracer, int buffer_kb, struct err *err)
{
	struct tracer *t = xcalloc(1, sizeof(*t));
	struct err nothing;
	int ret;

	t->last = xcalloc(1, sizeof(*t->last));
	ret = open_all(t, buffer_kb ? buffer_kb : DEFAULT_KB, err);
	if (ret)
		tracer_close(t, &nothing);
	else
		*tracer = t;
	return ret;
}

static int open_files(struct tracer *t, bool dat, struct err *err)
{
	char path[PATH_LEN + 16];

	t->rows = outdir_file(t->out, BREAKDOWN_CSV);
	t->segments = outdir_file(t->out, SEGMENTS_CSV);
	if (!t->rows || !t->segments)
		return err_say(err, -errno, "%s: %s", t->out->path, strerror(errno));
	if (!dat)
		return 0;
	snprintf(path, sizeof(path), "%s/" TRACE_DAT, t->out->path);
	return datfile_new(&t->datfile, path, live_cpus(t->live), live_page_size(t->live), err);
}

int tracer_write_to(struct tracer *t, const struct outdir *out, bool dat, struct err *err)
{
	struct analysis_out to = { .run_done = run_done, .data = t };
	int ret = 0;

	t->out = *out->path ? out : NULL;
	if (t->out)
		ret = open_files(t, dat, err);
	if (ret)
		return ret;
	live_keep(t->live, t->datfile);
	to.rows = t->rows;
	to.segments = t->segments;
	to.text = decoder_text;
	to.text_data = t->decoder;
	t->analysis = analysis_new(&to);
	return 0;
}

void tracer_start(struct tracer *t, int point, int rep)
{
	const struct origin origin = { .known = true, .point = point, .rep = rep };

	/* There is no run 0. */
	analysis_follow(t->analysis, &origin, 0);
	shares_reset(t->last);
	t->origin = origin;
	t->names_looks = 0;
	tracefs_trace_on(t->instance);
}

void tracer_of_run(struct tracer *t, u64 run)
{
	analysis_follow(t->analysis, &t->origin, run);
}

void tracer_drain(struct tracer *t)
{
	if (t->names_looks++ < NAMES_LOOKS)
		tracefs_load_cmdlines(root_path(ROOT_TRACEFS), t->tep);
	live_drain(t->live, t->analysis, false);
	if (t->segments)
		fflush(t->segments);
}

void tracer_end(struct tracer *t)
{
	tracefs_trace_off(t->instance);
	live_drain(t->live, t->analysis, true);
	analysis_end_runs(t->analysis);
}

void tracer_show(const struct tracer *t, FILE *file)
{
	if (t->last->total.count)
		print_shares(file, "submit until the worker runs", t->last);
	else
		fputs("\nwhere the time goes: no transfer was issued to a channel\n", file);
}

static int write_files(struct tracer *t, struct err *err)
{
	bool good = true;
	FILE *worst;

	print_lost(stderr, t->analysis);
	if (!t->out)
		return 0;
	worst = outdir_file(t->out, WORST_TXT);
	if (worst) {
		analysis_worst(t->analysis, worst);
		good = !fclose(worst);
	}
	good = worst && good && !ferror(t->rows) && !ferror(t->segments);
	return good ? 0 : err_say(err, -ENOSPC, "%s: not everything could be written",
				  t->out->path);
}

int tracer_close(struct tracer *t, struct err *err)
{
	int ret = 0, kept;

	if (!t)
		return 0;
	if (t->analysis)
		ret = write_files(t, err);
	if (t->rows)
		fclose(t->rows);
	if (t->segments)
		fclose(t->segments);
	kept = datfile_close(t->datfile, root_path(ROOT_TRACEFS), t->systems, err);
	analysis_free(t->analysis);
	live_close(t->live);
	if (t->instance) {
		tracefs_instance_destroy(t->instance);
		tracefs_instance_free(t->instance);
	}
	decoder_free(t->decoder);
	if (t->tep)
		tep_free(t->tep);
	free(t->last);
	free(t);
	return ret ? ret : kept;
}
