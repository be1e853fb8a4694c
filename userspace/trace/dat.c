// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reading a trace.dat. Every CPU of every buffer in it is a stream in the order of its times; the
 * earliest head of all is the next event.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <trace-cmd.h>
#include "dat.h"
#include "need.h"

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

static void add_streams(struct dat *dat, struct tracecmd_input *handle)
{
	int cpu, cpus = tep_get_cpus(tracecmd_get_tep(handle));

	dat->streams = need(realloc(dat->streams, (dat->nr + cpus) * sizeof(*dat->streams)));
	for (cpu = 0; cpu < cpus; cpu++)
		dat->streams[dat->nr++] = (struct stream){ .handle = handle, .cpu = cpu };
}

/* What was recorded with -B is in buffers of its own. */
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

static int open_handle(struct dat *dat, struct why *why)
{
	struct stat st;

	if (stat(dat->path, &st))
		return because(why, -errno, "%s: %s", dat->path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return because(why, -EINVAL, "%s is no file", dat->path);
	tracecmd_set_loglevel(TEP_LOG_NONE);
	tep_set_loglevel(TEP_LOG_NONE);
	dat->handle = tracecmd_open(dat->path, TRACECMD_FL_LOAD_NO_PLUGINS);
	if (!dat->handle)
		return because(why, -EINVAL, "%s is no trace.dat, or not a whole one", dat->path);
	return 0;
}

int dat_open(struct dat **dat, const char *path, struct why *why)
{
	struct dat *d = need(calloc(1, sizeof(*d)));
	int ret;

	d->path = path;
	ret = open_handle(d, why);
	if (!ret)
		ret = decoder_new(&d->decoder, tracecmd_get_tep(d->handle), path, why);
	if (ret) {
		dat_close(d);
		return ret;
	}
	find_streams(d);
	*dat = d;
	return 0;
}

struct decoder *dat_decoder(struct dat *dat)
{
	return dat->decoder;
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

/* Ours are written after what they tell of, on the same clock. */
static bool is_on_its_clock(const struct event *event)
{
	const u64 hour = 3600ull * 1000000000;

	return event->kind != EVENT_transfer ||
	       (event->ts >= event->sample->start && event->ts - event->sample->start < hour);
}

static int take(struct dat *dat, struct stream *stream, struct analysis *analysis,
		struct why *why)
{
	struct tep_record *record = stream->head;
	struct event event;
	int ret = 0;

	if (record->missed_events)
		analysis_gap(analysis, record->cpu, record->ts,
			     record->missed_events > 0 ? record->missed_events : 1);
	decoder_event(dat->decoder, record, &event);
	if (is_on_its_clock(&event))
		analysis_event(analysis, &event);
	else
		ret = because(why, -EINVAL,
			      "%s: its clock is not the monotonic one: trace-cmd record -C mono",
			      dat->path);
	dat->events++;
	tracecmd_free_record(record);
	advance(stream);
	return ret;
}

int dat_read(struct dat *dat, struct analysis *analysis, struct why *why)
{
	struct stream *stream;
	int i, ret = 0;

	for (i = 0; i < dat->nr; i++)
		advance(&dat->streams[i]);
	while (!ret && (stream = earliest(dat)))
		ret = take(dat, stream, analysis, why);
	return ret;
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
