/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The trace events: dmarig:dmarig_complete when a transfer completes, on the CPU and in
 * the context of the callback, and dmarig:dmarig_transfer once the worker is through with one that
 * ended in the measuring window. Their fields come from common/sample.h; nothing is listed here.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM dmarig

#if !defined(DMARIG_CORE_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define DMARIG_CORE_TRACE_H

#include <linux/tracepoint.h>
#include "common/sample.h"

#ifndef DMARIG_CORE_TRACE_ROWS
#define DMARIG_CORE_TRACE_ROWS
#define TRACE_FIELD(type, name, help)		__field(type, name)
#define TRACE_PHASE_FIELD(name, help)		__field(u64, name##_ns)
#define TRACE_ASSIGN(type, name, help)		__entry->name = s->name;
#define TRACE_PHASE_ASSIGN(name, help)		__entry->name##_ns = s->phase_ns[PHASE_##name];
#define TRACE_FORMAT(type, name, help)		#name "=%lld "
#define TRACE_PHASE_FORMAT(name, help)		#name "_ns=%llu "
#define TRACE_VALUE(type, name, help)		(s64)__entry->name,
#define TRACE_PHASE_VALUE(name, help)		__entry->name##_ns,
#endif

TRACE_EVENT(dmarig_transfer,
	    TP_PROTO(const struct sample *s),

	    TP_ARGS(s),

	    TP_STRUCT__entry(DMARIG_SAMPLE(TRACE_FIELD) DMARIG_PHASES(TRACE_PHASE_FIELD)),

	    TP_fast_assign(DMARIG_SAMPLE(TRACE_ASSIGN) DMARIG_PHASES(TRACE_PHASE_ASSIGN)),

	    /* The empty string ends the list of values, each of which brings its own comma. */
	    TP_printk(DMARIG_SAMPLE(TRACE_FORMAT) DMARIG_PHASES(TRACE_PHASE_FORMAT) "%s",
		      DMARIG_SAMPLE(TRACE_VALUE) DMARIG_PHASES(TRACE_PHASE_VALUE) "")
);

TRACE_EVENT(dmarig_complete,
	    TP_PROTO(const struct sample *s),

	    TP_ARGS(s),

	    TP_STRUCT__entry(DMARIG_COMPLETE(TRACE_FIELD)),

	    TP_fast_assign(DMARIG_COMPLETE(TRACE_ASSIGN)),

	    TP_printk(DMARIG_COMPLETE(TRACE_FORMAT) "%s", DMARIG_COMPLETE(TRACE_VALUE) "")
);

#endif

#undef TRACE_INCLUDE_PATH
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_PATH .
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
