/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Explore: sequences of calls, drawn from a model of the client's API and made on a channel. What
 * is seen is held against what the contract allows in that state. The channel is a bench's, so
 * that claiming it, asking what it has and giving it up in quarantine are as in check.
 *
 * What a transfer may do and must do is kept apart, since callbacks make calls at moments that
 * nobody knows: what may be is noted before a call is made, what must be only if a call was begun
 * afterwards. So all that the contract leaves open is allowed.
 */
#ifndef DMARIG_EXPLORE_EXPLORE_H
#define DMARIG_EXPLORE_EXPLORE_H

#include <linux/completion.h>
#include <linux/dmaengine.h>
#include <linux/scatterlist.h>
#include "check/bench/bench.h"
#include "check/rule/held.h"
#include "common/calls.h"

#define XFER_SOURCES	3
#define XFER_DESTS	2
#define XFER_REGIONS	(XFER_SOURCES + XFER_DESTS)
#define XFER_LEAD	256u	/* bytes before the data of a region; what alignment wants */
#define XFER_MOST	1024u	/* bytes of a transfer, and offset */
#define XFER_ROOM	(XFER_LEAD + XFER_MOST + XFER_LEAD)	/* bytes of a region */
#define XFER_GUARD	64u	/* bytes on either side of a destination that are looked at */
#define XFER_ACTS	4	/* calls that a callback makes */
#define XFER_GAP	64u	/* bytes between the pieces of a destination in pieces */
#define XFER_PIECES	3
#define NR_XFERS	(SEQUENCE_XFERS + 32)	/* with those that no call names, see many */
#define XFER_SPARE	NR_XFERS		/* one that is never submitted */
#define NR_TAGS		256	/* of callbacks: so many transfers are told from each other */

struct elsewhere;
struct explore;
struct xfer;

/**
 * struct xfer_kind - what a transfer does; a block in op.c
 * @cap: the capability it needs
 * @sources: regions it reads
 * @dests: regions it writes
 * @gap: bytes in the middle of the destination that it must leave alone
 * @rule: which is broken when its data is wrong
 * @has: does the channel have it? May be NULL, where @cap says it all
 * @align: log2 of what lengths and offsets are multiples of; may be NULL
 * @dir: which way the channel has to be configured for; or 0
 * @fails: it must end with an error
 * @kept: its descriptor can be used again, and is the client's until it frees it
 * @rings: it goes on, and calls back, until it is terminated
 * @fill: fill what no pattern is written to; may be NULL
 * @prep: make the descriptor; NULL when the channel gives none. Any context
 * @bad: offset of the first byte of destination @i that is wrong, or the length; may be NULL
 */
struct xfer_kind {
	enum dma_transaction_type cap;
	u32 sources, dests;
	u32 gap;
	const char *rule;
	bool (*has)(const struct explore *x);
	u32 (*align)(const struct explore *x);
	enum dma_transfer_direction dir;
	bool fails, kept, rings;
	void (*fill)(struct xfer *t);
	struct dma_async_tx_descriptor *(*prep)(struct xfer *t, unsigned long flags);
	size_t (*bad)(const struct xfer *t, u32 i);
};

/* struct xfer_tag - the argument of a callback: which transfer, and which use of its place */
struct xfer_tag {
	struct xfer *t;
	u32 gen;
};

/*
 * struct xfer - a transfer. Owner: the task that makes the sequence; what the callback writes and
 * what calls of callbacks write is noted, and only ever set until the sequence is over.
 */
struct xfer {
	struct explore *x;
	u32 nr;
	u32 gen;			/* goes up with each use */
	u8 *memory;			/* of all regions, sources first; dma likewise */
	dma_addr_t dma;
	const struct xfer_kind *kind;
	u32 len, off;
	u64 key;
	bool quiet;
	dma_cookie_t cookie;		/* 0: not submitted, or not yet */
	u32 residue;			/* at the last look */
	u8 *was;			/* the destinations when it was stopped; NULL: it was not */
	u8 *room;			/* for @was */
	struct call acts[XFER_ACTS];	/* by its callback */
	u32 nr_acts;
	dma_addr_t addrs[XFER_SOURCES], dst_addrs[XFER_DESTS];
	struct scatterlist sgl[XFER_PIECES];
	struct dma_interleaved_template *frame;	/* with room for two chunks */
	enum sum_check_flags verdict;	/* by the channel */
	struct dma_async_tx_descriptor *kept;	/* of one that can be used again */
	const u8 *words;		/* of the register it receives from */
	int calls_then;			/* when the channel was paused */

	/* Facts. By any context; each only ever becomes true. */
	bool begun;			/* it is about to be submitted */
	bool submitted;
	bool may_run;			/* issue is about to be called, or was */
	bool must_run;			/* it was submitted before an issue that was called */
	bool may_stop;			/* likewise, of a termination */
	bool cut;			/* a callback has terminated it */
	bool judged;			/* its data was looked at; its register may be gone since */
	bool stopped;			/* a termination is complete: nothing may come any more */

	/* By the callback. */
	atomic_t calls;
	struct completion done;
};

/* struct model - what the calls made so far let one expect; of a sequence that is being drawn */
struct model {
	u32 made, issued, over, stopped;	/* a bit a transfer */
	u32 gone;			/* those from before a release, whose cookies are void */
	enum dma_transfer_direction dir;	/* of those with the peer; or 0 */
	u32 kept;			/* those whose descriptors can be used again */
	u32 quiet;			/* those without a callback */
	u32 called;			/* those whose callbacks make calls */
	u32 ring;			/* the one that goes on until it is terminated */
	u32 rung;			/* rings whose first callback was waited for */
	bool paused;
	bool stopping;			/* terminated, and not synchronized yet */
	bool crowd;			/* there are transfers without a number, in flight or not */
	bool repeated;
};

/* struct explore - see above. Owner: explore_open() until explore_close(). */
struct explore {
	struct check_bench *b;
	struct run *run;
	bool has[DMARIG_NR_CALLS];	/* the channel can do it */
	struct held held;		/* when it was requested */
	bool ordered;			/* it completes in order */
	bool slave;			/* it was configured for its peer */
	bool other;			/* the channel is configured for its other register */
	bool sent;			/* to the peer, since it was looked at */
	struct model model;		/* of the sequence that is being made */
	struct xfer xfers[NR_XFERS + 1];
	struct xfer_tag tags[NR_TAGS];
	u32 nr_tags;
	atomic_t inside;		/* callbacks that are running */
	atomic_t issuing, terminating;	/* calls that have begun and not returned */
	bool paused;
	bool unsettled;			/* something was stopped in flight: late writes may come */
	struct sequence last;		/* the one before */
	bool shown;			/* the sequence was asked for, and not made */
	bool came_late;			/* something happened that is the last one's */
	const char *rule;		/* of what was wrong; by explore_fail() */
	struct elsewhere *beside;	/* a call that was begun beside the next one */
	bool stuck;			/* a call has not returned */
	u64 salt;			/* of the data */
	u64 nr_sequences, nr_calls;
	struct deferred deferred;	/* where callbacks may come late: frees it */
};

/**
 * struct explore_call - a call; a block in the file of its kind
 * @weight: how often it is drawn, beside others
 * @has: can the channel do it? NULL: any can
 * @legal: does it fit what was called before? NULL: always
 * @apply: what it changes in the model; may be NULL
 * @make: make it, and look at what comes of it; the context is the call's place
 * @numbers: to draw its number from, ends with 0
 * @repeats: it stands for all calls before it, see make_sequence(); @make is NULL
 */
struct explore_call {
	u32 weight;
	bool (*has)(const struct explore *x);
	bool (*legal)(const struct model *m, const struct call *c);
	void (*apply)(struct model *m, const struct call *c);
	void (*make)(struct explore *x, const struct call *c);
	const u32 *numbers;
	bool repeats;
};

#define MEMBER(name, traits, words, code)	extern const struct explore_call call_##name;
DMARIG_CALLS(MEMBER)
#undef MEMBER

/* In the order of the list. */
extern const struct explore_call *const explore_calls[DMARIG_NR_CALLS];

/* Of the calls that make a transfer; NULL of others. */
extern const struct xfer_kind *const xfer_kinds[DMARIG_NR_CALLS];

/**
 * explore_fail() - the channel breaks a rule
 * @x: the explorer
 * @rule: its id
 * @t: at which transfer, or NULL
 * @fmt: what was wanted and what was seen, one sentence without a full stop
 *
 * The first one counts. Any context.
 */
__printf(4, 5) void explore_fail(struct explore *x, const char *rule, const struct xfer *t,
				 const char *fmt, ...);

/* explore_failed() - is there a point in going on? */
static inline bool explore_failed(const struct explore *x)
{
	return check_failed(x->b);
}

/* model_is_open() - may anything be submitted? Nothing behind a ring would ever begin */
static inline bool model_is_open(const struct model *m)
{
	return !m->stopping && !m->paused && !m->ring;
}

/* call_may_sleep() - is the call made where one may? */
static inline bool call_may_sleep(const struct call *c)
{
	return c->place == DMARIG_PLACE_task || c->place == DMARIG_PLACE_thread;
}

#endif
