// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads samples through libtracefs. The instance's name holds its owner, see owner.h.
 */
#include <event-parse.h>
#include <stdlib.h>
#include <tracefs.h>
#include <unistd.h>
#include "common/result.h"
#include "lib/base/csv.h"
#include "lib/base/files.h"
#include "lib/base/owner.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/instances.h"
#include "lib/kernel/samples.h"

#define SYSTEM	TRACE_SYSTEM
#define EVENT	TRACE_TRANSFER
#define WITHOUT	" (or go without: --no-samples)"

/* struct samples - the tracing instance */
struct samples {
	struct tracefs_instance *instance;
	struct tep_handle *tep;
	struct tep_format_field *field[NR_SAMPLE_FIELDS];
	FILE *file;
	int point, rep;
	u64 run;	/* 0 until it is known */
	u64 lost;	/* up to the last look */
};

const char *samples_missing(void)
{
	return NULL;
}

static int find_fields(struct samples *s, struct err *err)
{
	struct tep_event *event = tep_find_event_by_name(s->tep, SYSTEM, EVENT);
	int i;

	if (!event)
		return err_say(err, -ENOSYS, "the trace event " SYSTEM ":" EVENT
			       " cannot be read: is the module loaded?");
	for (i = 0; i < NR_SAMPLE_FIELDS; i++) {
		s->field[i] = tep_find_field(event, sample_fields[i]);
		if (!s->field[i])
			return err_say(err, -EPROTO,
				       "the trace event has no %s: build module and tool together",
				       sample_fields[i]);
	}
	return 0;
}

/*
 * The event is switched on once, since that patches the kernel and waits for every CPU; whether
 * anything is recorded is a switch of the instance.
 */
static int make_instance(struct samples *s, int buffer_kb, struct err *err)
{
	instances_clean();
	s->instance = tracefs_instance_create(owner_prefix());
	if (!s->instance)
		return err_say(err, -ENOSYS, "no tracing instance can be made: %s",
			       strerror(errno));
	tracefs_trace_off(s->instance);
	if (tracefs_event_enable(s->instance, SYSTEM, EVENT))
		return err_say(err, -ENOSYS, "the trace event " SYSTEM ":" EVENT
			       " cannot be switched on" WITHOUT);
	if (buffer_kb && tracefs_instance_set_buffer_size(s->instance, buffer_kb, -1))
		return err_say(err, -ENOSYS, "no trace buffer of %d kB can be had", buffer_kb);
	return 0;
}

int samples_open(struct samples **samples, int buffer_kb, struct err *err)
{
	const char *const systems[] = { SYSTEM, NULL };
	const char *dir = root_path(ROOT_TRACEFS);
	struct samples *s;
	int ret = instances_find(err, WITHOUT);

	*samples = NULL;
	if (ret)
		return ret;
	s = xcalloc(1, sizeof(*s));
	s->tep = tracefs_local_events_system(dir, systems);
	if (s->tep)
		ret = find_fields(s, err);
	else
		ret = err_say(err, -ENOSYS, "the trace events cannot be read");
	if (!ret)
		ret = make_instance(s, buffer_kb, err);
	if (ret)
		samples_close(s);
	else
		*samples = s;
	return ret;
}

static u64 lost_of_cpu(struct samples *s, int cpu)
{
	static const char *const counts[] = {
		"\noverrun: ", "\ncommit overrun: ", "\ndropped events: ",
	};
	char name[64], *stats, *at;
	u64 lost = 0;
	size_t i;

	snprintf(name, sizeof(name), "per_cpu/cpu%d/stats", cpu);
	stats = tracefs_instance_file_read(s->instance, name, NULL);
	for (i = 0; stats && i < ARRAY_SIZE(counts); i++) {
		at = strstr(stats, counts[i]);
		if (at)
			lost += strtoull(at + strlen(counts[i]), NULL, 10);
	}
	free(stats);
	return lost;
}

static u64 lost_events(struct samples *s)
{
	long cpu, cpus = sysconf(_SC_NPROCESSORS_CONF);
	u64 lost = 0;

	for (cpu = 0; cpu < cpus; cpu++)
		lost += lost_of_cpu(s, cpu);
	return lost;
}

void samples_start(struct samples *s, FILE *file, int point, int rep)
{
	s->file = file;
	s->point = point;
	s->rep = rep;
	s->run = 0;
	tracefs_trace_on(s->instance);
}

void samples_of_run(struct samples *s, u64 run)
{
	s->run = run;
}

static bool is_ours(struct samples *s, struct tep_record *record)
{
	unsigned long long run = 0;

	tep_read_number_field(s->field[0], record->data, &run);
	return run == s->run;
}

static void write_field(struct samples *s, int i, struct tep_record *record)
{
	unsigned long long value = 0;

	tep_read_number_field(s->field[i], record->data, &value);
	if (!strcmp(sample_fields[i], "outcome") && value < DMARIG_NR_OUTCOMES)
		fprintf(s->file, ",%s", dmarig_outcomes[value].name);
	else if (s->field[i]->flags & TEP_FIELD_IS_SIGNED)
		fprintf(s->file, ",%lld", (long long)value);
	else
		fprintf(s->file, ",%llu", value);
}

static int take_event(struct tep_event *event, struct tep_record *record, int cpu, void *data)
{
	struct samples *s = data;
	size_t i;

	(void)cpu;
	if (strcmp(event->name, EVENT) || !is_ours(s, record))
		return 0;
	fprintf(s->file, "%d,%d", s->point, s->rep);
	for (i = 0; i < NR_SAMPLE_FIELDS; i++)
		write_field(s, i, record);
	putc('\n', s->file);
	return 0;
}

void samples_drain(struct samples *s)
{
	tracefs_iterate_raw_events(s->tep, s->instance, NULL, 0, take_event, s);
	fflush(s->file);
}

u64 samples_end(struct samples *s)
{
	u64 before = s->lost;

	tracefs_trace_off(s->instance);
	samples_drain(s);
	s->lost = lost_events(s);
	return s->lost - before;
}

void samples_close(struct samples *s)
{
	if (!s)
		return;
	if (s->instance) {
		tracefs_instance_destroy(s->instance);
		tracefs_instance_free(s->instance);
	}
	if (s->tep)
		tep_free(s->tep);
	free(s);
}
