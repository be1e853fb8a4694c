/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Turns the kernel's trace records into events. It knows libtraceevent, but not where records are.
 */
#ifndef DMARIG_DECODE_H
#define DMARIG_DECODE_H

#include <event-parse.h>
#include "lib/base/err.h"
#include "trace/event.h"

struct decoder;

/**
 * decoder_new() - look up all kinds of events
 * @decoder: gets it
 * @tep: what is known of events there; must outlive the decoder
 * @what: whose events, for sentences: a file
 * @err: which of our own events is not there, or has not the fields of this tool
 *
 * Other events may be missing: their segments are not there then. Return: 0 or -EINVAL.
 */
int decoder_new(struct decoder **decoder, struct tep_handle *tep, const char *what,
		struct err *err);

/* decoder_event() - the event that a record is; @event points into @record and @decoder */
void decoder_event(struct decoder *decoder, const struct tep_record *record, struct event *event);

/* decoder_text() - an event in the kernel's words, to be freed; its raw record must be there */
char *decoder_text(void *decoder, const struct event *event);

/* decoder_free() - free it; NULL is none */
void decoder_free(struct decoder *decoder);

#endif
