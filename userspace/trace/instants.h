/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The instants between dmaengine_submit() and the worker running again, in their order. A segment
 * ends at an instant and begins at the one before it that the transfer has. A new row here is a
 * new segment in the CSV, the tables and the figure.
 */
#ifndef DMARIG_INSTANTS_H
#define DMARIG_INSTANTS_H

#include "common/port.h"

/* I(name, help): help says what the segment is that ends there */
#define TRACE_INSTANTS(I)								\
	I(submit,	"dmaengine_submit() is called")					\
	I(issue,	"until dma_async_issue_pending() has returned")			\
	I(interrupt,	"until the handler of the interrupt is entered")		\
	I(tasklet,	"until the tasklet is entered")					\
	I(callback,	"until the callback has ended the transfer")			\
	I(wake,		"until the worker is woken")					\
	I(switch,	"until the worker gets a CPU")					\
	I(running,	"until the worker looks at the transfer")

#define INSTANT_ENUM(name, help) INSTANT_##name,
enum instant { TRACE_INSTANTS(INSTANT_ENUM) NR_INSTANTS };
#undef INSTANT_ENUM

/* The first instant ends no segment. */
#define FIRST_SEGMENT	INSTANT_issue

/* instant_names - what each is called */
extern const char *const instant_names[NR_INSTANTS];

/* instant_helps - what the segment is that ends there */
extern const char *const instant_helps[NR_INSTANTS];

/*
 * struct segments - where a transfer's time went: ns, and which of them it has. What it has adds up
 * to total.
 */
struct segments {
	u64 ns[NR_INSTANTS];
	bool has[NR_INSTANTS];
	u64 total;
};

/**
 * segments_of() - the times between instants
 * @segments: gets them
 * @at: the instants on one clock; 0: the transfer has none. The first and the last must be there.
 *
 * What came before a transfer's own next instant began (an interrupt before issue_pending() had
 * returned) ends the segment early, so that no time is counted twice.
 */
void segments_of(struct segments *segments, const u64 at[NR_INSTANTS]);

/* segments_owner() - the longest of them */
enum instant segments_owner(const struct segments *segments);

#endif
