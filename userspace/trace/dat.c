// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads a trace.dat. Every CPU of every buffer in it is a stream in the order of time; the next
 * event is the earliest head of all streams.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <trace-cmd.h>
#include <unistd.h>
#include "lib/base/xmalloc.h"
#include "trace/dat.h"
#include "trace/decode.h"

/* struct stream - a CPU of a buffer */
struct stream {
	struct tracecmd_input *handle;
	int cpu;
	struct tep_record *head;	/* NULL: it has ended */
};

struct dat {
	const char *path;
	struct tracecmd_input *handle;
	struct decoder *decoder;
	struct stream *streams;
	int nr;
	u64 events;
};

const char *dat_missing(void)
{
	return NULL;
}

static void add_streams(struct dat *dat, struct tracecmd_input *handle)
{
	int cpu, cpus = tep_get_cpus(tracecmd_get_tep(handle));

	dat->streams = xrealloc(dat->streams, (dat->nr + cpus) * sizeof(*dat->streams));
	for (cpu = 0; cpu < cpus; cpu++)
		dat->streams[dat->nr++] = (struct stream){ .handle = handle, .cpu = cpu };
}

/* trace-cmd record -B makes further buffers, each with streams of its own. */
static void find_streams(struct dat *dat)
{
	int i, buffers = tracecmd_buffer_instances(dat->handle);
	struct tracecmd_input *handle;

	add_streams(dat, dat->handle);
	for (i = 0; i < buffers; i++) {
		handle = tracecmd_buffer_instance_handle(dat->handle, i);
		if (handle)
			add_streams(dat, handle);
	}
}

/*
 * stdout is silenced, because the library prints its complaint about a truncated file there, and
 * stdout is for data.
 */
static int init_quietly(struct tracecmd_input *handle)
{
	int ret, null = open("/dev/null", O_WRONLY | O_CLOEXEC), out = dup(STDOUT_FILENO);

	fflush(stdout);
	dup2(null, STDOUT_FILENO);
	ret = tracecmd_init_data(handle);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
	close(null);
	return ret;
}

static int open_handle(struct dat *dat, struct err *err)
{
	struct tracecmd_input *handle;
	struct stat st;

	if (stat(dat->path, &st))
		return err_say(err, -errno, "%s: %s", dat->path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_say(err, -EINVAL, "%s is no file", dat->path);
	tracecmd_set_loglevel(TEP_LOG_NONE);
	tep_set_loglevel(TEP_LOG_NONE);
	/* In two steps, because libtracecmd 3.1.6's own crashes on a truncated file. */
	handle = tracecmd_open_head(dat->path, TRACECMD_FL_LOAD_NO_PLUGINS);
	if (!handle || init_quietly(handle))
		return err_say(err, -EINVAL, "%s is no trace.dat, or not a whole one", dat->path);
	dat->handle = handle;
	return 0;
}

int dat_open(struct dat **dat, const char *path, struct err *err)
{
	struct dat *d = xcalloc(1, sizeof(*d));
	int ret;

	d->path = path;
	ret = open_handle(d, err);
	if (!ret)
		ret = decoder_new(&d->decoder, tracecmd_get_tep(d->handle), path, err);
	if (ret) {
		dat_close(d);
		return ret;
	}
	find_streams(d);
	*dat = d;
	return 0;
}

char *dat_text(void *dat, const struct event *event)
{
	return decoder_text(((struct dat *)dat)->decoder, event);
}

static void advance(struct stream *stream)
{
	stream->head = tracecmd_read_data(stream->handle, stream->cpu);
}

static struct stream *earliest(struct dat *dat)
{
	struct stream *stream, *first = NULL, *end = dat->streams + dat->nr;

	for (stream = dat->streams; stream < end; stream++)
		if (stream->head && (!first || stream->head->ts < first->head->ts))
			first = stream;
	return first;
}

static void take(struct dat *dat, struct stream *stream, struct analysis *analysis)
{
	struct tep_record *record = stream->head;
	struct event event;

	if (record->missed_events)
		analysis_gap(analysis, record->cpu, record->ts,
			     record->missed_events > 0 ? record->missed_events : 1);
	decoder_event(dat->decoder, record, &event);
	analysis_event(analysis, &event);
	dat->events++;
	tracecmd_free_record(record);
	advance(stream);
}

void dat_read(struct dat *dat, struct analysis *analysis)
{
	struct stream *stream;
	int i;

	for (i = 0; i < dat->nr; i++)
		advance(&dat->streams[i]);
	while ((stream = earliest(dat)))
		take(dat, stream, analysis);
}

u64 dat_events(const struct dat *dat)
{
	return dat->events;
}

void dat_close(struct dat *dat)
{
	int i;

	if (!dat)
		return;
	for (i = 0; i < dat->nr; i++)
		if (dat->streams[i].head)
			tracecmd_free_record(dat->streams[i].head);
	for (i = 1; i < dat->nr; i++)
		if (dat->streams[i].handle != dat->streams[i - 1].handle)
			tracecmd_close(dat->streams[i].handle);
	decoder_free(dat->decoder);
	if (dat->handle)
		tracecmd_close(dat->handle);
	free(dat->streams);
	free(dat);
}
