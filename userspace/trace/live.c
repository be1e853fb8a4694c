// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Merges live events of all CPUs. One page of each CPU's buffer is held. The earliest head of all
 * is the next event, unless a CPU without a head can still deliver an earlier one. It cannot for
 * times before its buffer was last found empty, less the time that writing one event may take.
 */
#include <kbuffer.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/clock.h"
#include "lib/base/xmalloc.h"
#include "trace/live.h"

/* The time that writing an event may take if the CPU is preempted meanwhile, as by a hypervisor */
#define SLACK_NS	20000000

/* struct stream - a CPU's buffer */
struct stream {
	struct tracefs_cpu *buffer;
	struct kbuffer *page;
	void *memory;
	struct tep_record head;
	bool has_head;
	u64 read_at;		/* when it was last read and had nothing */
};

struct live {
	struct decoder *decoder;
	struct datfile *datfile;	/* or NULL */
	struct stream *streams;
	int nr, page_size;
};

static int open_stream(struct live *live, int cpu, struct tracefs_instance *instance,
		       struct tep_handle *tep)
{
	struct stream *stream = &live->streams[cpu];

	stream->head.cpu = cpu;
	stream->buffer = tracefs_cpu_open(instance, cpu, true);
	if (!stream->buffer)
		return -errno;
	live->page_size = tracefs_cpu_read_size(stream->buffer);
	stream->memory = xcalloc(1, live->page_size);
	stream->page = kbuffer_alloc(tep_get_header_page_size(tep) == 8 ?
				     KBUFFER_LSIZE_8 : KBUFFER_LSIZE_4,
				     KBUFFER_ENDIAN_SAME_AS_HOST);
	if (!stream->page)
		out_of_memory();
	return 0;
}

int live_open(struct live **live, struct tracefs_instance *instance, struct tep_handle *tep,
	      struct decoder *decoder, struct err *err)
{
	struct live *l = xcalloc(1, sizeof(*l));
	int cpu, ret = 0;

	l->decoder = decoder;
	l->nr = sysconf(_SC_NPROCESSORS_CONF);
	l->streams = xcalloc(l->nr, sizeof(*l->streams));
	for (cpu = 0; cpu < l->nr && !ret; cpu++)
		ret = open_stream(l, cpu, instance, tep);
	*live = l;
	if (ret)
		err_say(err, ret, "the trace buffer of CPU %d: %s", cpu - 1, strerror(-ret));
	return ret;
}

int live_cpus(const struct live *live)
{
	return live->nr;
}

int live_page_size(const struct live *live)
{
	return live->page_size;
}

void live_keep(struct live *live, struct datfile *datfile)
{
	live->datfile = datfile;
}

/* The event that the page stands at becomes the head. */
static bool take_head(struct stream *stream)
{
	unsigned long long ts;

	stream->head.data = kbuffer_read_event(stream->page, &ts);
	stream->has_head = stream->head.data;
	if (!stream->has_head)
		return false;
	stream->head.ts = ts;
	stream->head.size = kbuffer_event_size(stream->page);
	return true;
}

/* Read pages until there is a head, or nothing more to read. */
static void refill(struct live *live, struct stream *stream, struct analysis *analysis)
{
	int missed;

	do {
		stream->read_at = clock_ns();
		memset(stream->memory, 0, live->page_size);
		if (tracefs_cpu_read(stream->buffer, stream->memory, true) <= 0)
			return;
		if (live->datfile)
			datfile_page(live->datfile, stream->head.cpu, stream->memory);
		kbuffer_load_subbuffer(stream->page, stream->memory);
		missed = kbuffer_missed_events(stream->page);
		if (!take_head(stream))
			continue;
		if (missed)
			analysis_gap(analysis, stream->head.cpu, stream->head.ts,
				     missed > 0 ? missed : 1);
	} while (!stream->has_head);
}

static void advance(struct live *live, struct stream *stream, struct analysis *analysis)
{
	kbuffer_next_event(stream->page, NULL);
	if (!take_head(stream))
		refill(live, stream, analysis);
}

static struct stream *earliest(struct live *live)
{
	struct stream *stream, *first = NULL, *end = live->streams + live->nr;

	for (stream = live->streams; stream < end; stream++)
		if (stream->has_head && (!first || stream->head.ts < first->head.ts))
			first = stream;
	return first;
}

/* The time up to which every CPU has delivered its events. */
static u64 complete_until(const struct live *live)
{
	const struct stream *stream, *end = live->streams + live->nr;
	u64 until = ~0ull;

	for (stream = live->streams; stream < end; stream++)
		if (!stream->has_head && stream->read_at - SLACK_NS < until)
			until = stream->read_at - SLACK_NS;
	return until;
}

void live_drain(struct live *live, struct analysis *analysis, bool all)
{
	u64 now = clock_ns();
	struct stream *stream;
	struct event event;
	int i;

	for (i = 0; i < live->nr; i++)
		if (!live->streams[i].has_head)
			refill(live, &live->streams[i], analysis);
	while ((stream = earliest(live))) {
		if (!all && (stream->head.ts > now || stream->head.ts > complete_until(live)))
			break;
		decoder_event(live->decoder, &stream->head, &event);
		analysis_event(analysis, &event);
		advance(live, stream, analysis);
	}
}

void live_close(struct live *live)
{
	int i;

	if (!live)
		return;
	for (i = 0; i < live->nr; i++) {
		if (live->streams[i].buffer)
			tracefs_cpu_close(live->streams[i].buffer);
		if (live->streams[i].page)
			kbuffer_free(live->streams[i].page);
		free(live->streams[i].memory);
	}
	free(live->streams);
	free(live);
}
