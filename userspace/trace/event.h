/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Events in the form that the join takes, independent of their source. A kind of event is one row.
 */
#ifndef DMARIG_EVENT_H
#define DMARIG_EVENT_H

#include "common/sample.h"

/*
 * K(kind, system, name, field): the events that the join handles, and the one field it needs. All
 * other recorded events are of the kind other, and only printed around the worst transfers.
 */
#define TRACE_KINDS(K)									\
	K(transfer,		"dmarig",	"dmarig_transfer",	NULL)		\
	K(complete,		"dmarig",	"dmarig_complete",	NULL)		\
	K(irq_entry,		"irq",		"irq_handler_entry",	"irq")		\
	K(irq_exit,		"irq",		"irq_handler_exit",	"irq")		\
	K(work_entry,		"irq_vectors",	"irq_work_entry",	"vector")	\
	K(work_exit,		"irq_vectors",	"irq_work_exit",	"vector")	\
	K(raise,		"irq",		"softirq_raise",	"vec")		\
	K(softirq_entry,	"irq",		"softirq_entry",	"vec")		\
	K(softirq_exit,		"irq",		"softirq_exit",		"vec")		\
	K(tasklet_entry,	"irq",		"tasklet_entry",	NULL)		\
	K(tasklet_exit,		"irq",		"tasklet_exit",		NULL)		\
	K(waking,		"sched",	"sched_waking",		"pid")		\
	K(switch,		"sched",	"sched_switch",		"next_pid")

/*
 * S(system): the systems of events inside a worker's maps and unmaps. The events themselves depend
 * on the kernel, so they are only counted.
 */
#define TRACE_SYSTEMS(S)	\
	S(dma)			\
	S(swiotlb)		\
	S(iommu)

#define EVENT_ENUM(kind, system, name, field) EVENT_##kind,
#define SYSTEM_ENUM(system) SYSTEM_##system,
enum event_kind { TRACE_KINDS(EVENT_ENUM) EVENT_of_system, EVENT_other, NR_EVENT_KINDS };
enum trace_system { TRACE_SYSTEMS(SYSTEM_ENUM) NR_SYSTEMS };
#undef EVENT_ENUM
#undef SYSTEM_ENUM

/* system_names - of the systems, as in tracefs */
extern const char *const system_names[NR_SYSTEMS];

/* struct event - one event; its pointers are valid until the next event is read */
struct event {
	u64 ts;				/* ns on the monotonic clock */
	u32 cpu;
	s32 pid;			/* of the task it happened in */
	enum event_kind kind;
	u64 value;			/* the field of the kind; of of_system, which */
	const struct sample *sample;	/* of transfer, and of complete what it has */
	const void *raw;		/* the record itself, for printing; may be NULL */
	u32 raw_len;
};

#endif
