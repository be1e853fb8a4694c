// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Decodes records. The kind of a record and the places of its fields are looked up once per event
 * number, so that a record costs a few loads.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "trace/decode.h"

#define NR_IDS	65536

/* struct place - a number in a record; size 0: nowhere */
struct place {
	int offset, size;
};

/* A sample's members: their offsets in a record, and in the struct. */
struct member {
	const char *name;
	size_t offset, size;
};

#define MEMBER(type, name, help)	{ #name, offsetof(struct sample, name), sizeof(type) },
#define PHASE(name, help)									\
	{ #name "_ns", offsetof(struct sample, phase_ns[PHASE_##name]), sizeof(u64) },
static const struct member members[] = { DMARIG_SAMPLE(MEMBER) DMARIG_PHASES(PHASE) };
static const struct member complete_members[] = { DMARIG_COMPLETE(MEMBER) };

#undef MEMBER
#undef PHASE

#define ROW(kind, system, name, field)	{ system, name, field },
static const struct { const char *system, *name, *field; } kinds[] = { TRACE_KINDS(ROW) };

#undef ROW

struct decoder {
	struct tep_handle *tep;
	u8 kind[NR_IDS], system[NR_IDS];
	struct place type, pid, value[NR_EVENT_KINDS];
	struct place transfer[ARRAY_SIZE(members)];
	struct place complete[ARRAY_SIZE(complete_members)];
	struct sample sample;
};

static struct place place_of(const struct tep_format_field *field)
{
	struct place place = { 0 };

	if (field) {
		place.offset = field->offset;
		place.size = field->size;
	}
	return place;
}

/* Phases that the join does not use come and go with versions: a trace may be without. */
static bool is_needed(const char *name)
{
	static const char *const unused[] = {
		"late_ns", "free_ns", "alloc_ns", "fill_ns", "touch_ns", "submit_ns", "verify_ns",
		"response_ns", "interval_ns",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unused); i++)
		if (!strcmp(name, unused[i]))
			return false;
	return true;
}

static int find_members(const struct member *wanted, size_t nr, struct place *places,
			struct tep_event *event, const char *what, struct err *err)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		places[i] = place_of(tep_find_field(event, wanted[i].name));
		if (!places[i].size && is_needed(wanted[i].name))
			return err_say(err, -EINVAL,
				       "%s: its event dmarig:%s has no %s: it was recorded with another dmarig",
				       what, event->name, wanted[i].name);
	}
	return 0;
}

static void find_common(struct decoder *decoder, struct tep_event *event)
{
	decoder->type = place_of(tep_find_common_field(event, "common_type"));
	decoder->pid = place_of(tep_find_common_field(event, "common_pid"));
}

static int find_ours(struct decoder *decoder, const char *what, struct err *err)
{
	struct tep_event *transfer, *complete;
	int ret;

	transfer = tep_find_event_by_name(decoder->tep, "dmarig", "dmarig_transfer");
	complete = tep_find_event_by_name(decoder->tep, "dmarig", "dmarig_complete");
	if (!transfer || !complete)
		return err_say(err, -EINVAL,
			       "%s: it knows no event of dmarig's: load the module, then trace-cmd record -C mono -e dmarig -e irq -e sched",
			       what);
	find_common(decoder, transfer);
	ret = find_members(members, ARRAY_SIZE(members), decoder->transfer, transfer, what, err);
	if (ret)
		return ret;
	return find_members(complete_members, ARRAY_SIZE(complete_members), decoder->complete,
			    complete, what, err);
}

static void find_kinds(struct decoder *decoder)
{
	struct tep_event *event;
	size_t i;

	memset(decoder->kind, EVENT_other, sizeof(decoder->kind));
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		event = tep_find_event_by_name(decoder->tep, kinds[i].system, kinds[i].name);
		if (!event || event->id < 0 || event->id >= NR_IDS)
			continue;
		decoder->kind[event->id] = i;
		if (kinds[i].field)
			decoder->value[i] = place_of(tep_find_any_field(event, kinds[i].field));
	}
}

static int system_of(const char *name)
{
	int i;

	for (i = 0; i < NR_SYSTEMS; i++)
		if (!strcmp(system_names[i], name))
			return i;
	return -1;
}

static void find_systems(struct decoder *decoder)
{
	int i, system, nr = tep_get_events_count(decoder->tep);
	struct tep_event *event;

	for (i = 0; i < nr; i++) {
		event = tep_get_event(decoder->tep, i);
		system = system_of(event->system);
		if (system < 0 || event->id < 0 || event->id >= NR_IDS)
			continue;
		decoder->kind[event->id] = EVENT_of_system;
		decoder->system[event->id] = system;
	}
}

int decoder_new(struct decoder **decoder, struct tep_handle *tep, const char *what,
		struct err *err)
{
	struct decoder *d = xcalloc(1, sizeof(*d));
	int ret;

	d->tep = tep;
	ret = find_ours(d, what, err);
	if (ret) {
		decoder_free(d);
		return ret;
	}
	find_kinds(d);
	find_systems(d);
	*decoder = d;
	return 0;
}

/* A record that is shorter than its format says has nothing there. */
static u64 number_at(const struct decoder *decoder, const struct tep_record *record,
		     struct place place)
{
	if (!place.size || place.offset + place.size > record->size)
		return 0;
	return tep_read_number(decoder->tep, (const char *)record->data + place.offset, place.size);
}

static void read_members(struct decoder *decoder, const struct member *wanted, size_t nr,
			 const struct place *places, const struct tep_record *record)
{
	char *to = (char *)&decoder->sample;
	u64 value;
	size_t i;
	u32 word;

	for (i = 0; i < nr; i++) {
		value = number_at(decoder, record, places[i]);
		word = value;
		if (wanted[i].size == sizeof(value))
			memcpy(to + wanted[i].offset, &value, sizeof(value));
		else
			memcpy(to + wanted[i].offset, &word, sizeof(word));
	}
}

void decoder_event(struct decoder *decoder, const struct tep_record *record, struct event *event)
{
	u64 id = number_at(decoder, record, decoder->type);

	event->ts = record->ts;
	event->cpu = record->cpu;
	event->pid = (s32)number_at(decoder, record, decoder->pid);
	event->kind = id < NR_IDS ? decoder->kind[id] : EVENT_other;
	event->value = event->kind == EVENT_of_system ? decoder->system[id] :
		       number_at(decoder, record, decoder->value[event->kind]);
	event->sample = &decoder->sample;
	event->raw = record->data;
	event->raw_len = record->size;
	if (event->kind == EVENT_transfer)
		read_members(decoder, members, ARRAY_SIZE(members), decoder->transfer, record);
	else if (event->kind == EVENT_complete)
		read_members(decoder, complete_members, ARRAY_SIZE(complete_members),
			     decoder->complete, record);
}

char *decoder_text(void *data, const struct event *event)
{
	struct decoder *decoder = data;
	struct tep_record record = {
		.ts	= event->ts,
		.cpu	= event->cpu,
		.data	= (void *)event->raw,
		.size	= event->raw_len,
	};
	struct trace_seq seq;
	char *text = NULL;

	if (!event->raw)
		return NULL;
	trace_seq_init(&seq);
	tep_print_event(decoder->tep, &seq, &record, "%s-%d: %s: %s", TEP_PRINT_COMM, TEP_PRINT_PID,
			TEP_PRINT_NAME, TEP_PRINT_INFO);
	trace_seq_terminate(&seq);
	if (seq.state == TRACE_SEQ__GOOD)
		text = xstrdup(seq.buffer);
	trace_seq_destroy(&seq);
	return text;
}

void decoder_free(struct decoder *decoder)
{
	free(decoder);
}
