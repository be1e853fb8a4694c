// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of slave channels: directions, the register, and lists. The entries of a list lie in the
 * destination of one job, where the gaps between them must stay unchanged.
 */
#include <linux/slab.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/list.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/chan/chan.h"
#include "core/run/run.h"
#include "peer/peer.h"

#define SECTION		"dmaengine/client.rst: Get a descriptor for transaction, slave_sg"
#define WINDOW		32	/* registers, whose words tell places of a stream apart */

/* The register must hold the last words that were sent, which end at @end of the source. */
static bool register_holds(struct check_bench *b, const struct check_job *job, size_t end)
{
	const struct peer *peer = &b->rc->peer;
	const u8 *want = job->src + end - peer->span;

	if (!peer->ops->look)
		return true;
	peer->ops->look(b->rc);
	if (!memcmp(peer->seen, want, peer->span))
		return true;
	check_fail(b, job, "want the register to hold the last %u bytes sent, %*ph, got %*ph",
		   peer->span, (int)peer->span, want, (int)peer->span, peer->seen);
	return false;
}

/* The device's own buffer must hold what was sent last. */
static bool send_once(struct check_bench *b)
{
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_send))
		return false;
	job = check_job_start(b, b->len);
	if (!job || !check_job_wait(job) || !check_job_data(job) ||
	    !register_holds(b, job, job->len))
		return false;
	if (b->known)
		memcpy(b->known, job->src, b->len);
	return true;
}

static bool receive_once(struct check_bench *b)
{
	return check_kind_change(b, &check_kind_receive) && check_works(b);
}

/* Configure the channel for the other direction, which it has. */
static void want_refused(struct check_bench *b, const struct check_kind *kind,
			 const struct check_kind *other)
{
	struct dma_async_tx_descriptor *tx;
	struct dma_slave_config cfg;
	struct check_job *job;

	if (!check_kind_change(b, other))
		return;
	/*
	 * Configure this direction as well, if the channel accepts that, so that nothing else is
	 * wrong.
	 */
	cfg = check_kind_config(b);
	dmaengine_slave_config(b->chan, &cfg);
	job = check_job_new(b, b->len);
	tx = job ? kind->prep(job, DMA_PREP_INTERRUPT) : NULL;
	if (!tx)
		return;
	check_fail(b, job, "want NULL for %s, which is not in directions=0x%x, got a descriptor",
		   kind->name, b->caps.directions);
	check_drop(b, tx);
}

static void slave_directions(struct check_bench *b)
{
	bool sends = b->caps.directions & BIT(DMA_MEM_TO_DEV);
	bool receives = b->caps.directions & BIT(DMA_DEV_TO_MEM);

	if (sends && !send_once(b))
		return;
	if (receives && !receive_once(b))
		return;
	if (sends && !receives)
		want_refused(b, &check_kind_receive, &check_kind_send);
	else if (receives && !sends)
		want_refused(b, &check_kind_send, &check_kind_receive);
}

static bool neighbours_hold(struct check_bench *b)
{
	long at;

	if (!b->rc->peer.ops->damage(b->rc, &at))
		return true;
	check_fail(b, NULL,
		   "want memory beside the register as it was after %s, got byte %ld from it written",
		   b->kind->name, at);
	return false;
}

static void fixed_address(struct check_bench *b)
{
	u32 directions = b->has_caps ? b->caps.directions : 0;

	if (directions & BIT(DMA_DEV_TO_MEM) && (!receive_once(b) || !neighbours_hold(b)))
		return;
	if (directions & BIT(DMA_MEM_TO_DEV) && send_once(b))
		neighbours_hold(b);
}

static u32 forwards(u32 nr, u32 i)
{
	return i;
}

static u32 odd_bytes(const struct check_list *list, u32 i)
{
	return 1 + i % 4 * 2;
}

static u32 no_gap(const struct check_list *list, u32 i)
{
	return 0;
}

/* Turn a copy of the destination from before into what it must hold now. */
static void expect(const struct check_list *list, const struct check_job *job, u8 *want)
{
	const struct check_entry *e;
	size_t done = 0;
	u32 i;

	memcpy(want, job->dst, job->len);
	for (e = list->entries; e < list->entries + list->nr; e++)
		for (i = 0; i < e->len; i++)
			want[e->at + i] = check_job_received(job, done++);
}

static void check_entries(struct check_job *job, const struct check_list *list, const u8 *want)
{
	size_t bad = check_job_differs(job, want);
	const struct check_entry *e;

	if (bad == job->len) {
		check_job_guards(job);
		return;
	}
	for (e = list->entries; e < list->entries + list->nr; e++)
		if (bad >= e->at && bad - e->at < e->len)
			break;
	if (e < list->entries + list->nr)
		check_fail(job->b, job,
			   "want all %u entries of a list, got byte %zu of %u of entry %zu wrong",
			   list->nr, bad - e->at, e->len, (size_t)(e - list->entries));
	else
		check_fail(job->b, job,
			   "want memory beside the %u entries of a list as it was, got byte %zu written",
			   list->nr, bad);
}

static bool move_list(struct check_bench *b, struct check_list *list, u8 *want)
{
	struct check_job *job = check_job_new(b, b->len);

	if (!job)
		return false;
	check_list_lay_out(list, job);
	expect(list, job, want);
	if (!check_list_start(job, list) || !check_job_wait(job))
		return false;
	check_entries(job, list, want);
	return !check_failed(b);
}

/* No capability tells whether a controller supports windows, so a transfer has to show it. */
static bool has_window(struct check_bench *b)
{
	struct check_job *job;
	bool has;

	b->p.src_window = WINDOW;
	dmarig_peer_release(b->rc);
	b->kind = &check_kind_receive;
	if (check_kind_set_up(b)) {
		dmarig_sentence_clear(&b->run->error);
		return false;
	}
	job = check_job_start(b, b->len);
	has = job && check_job_wait(job) && b->kind->bad(job) == job->len;
	check_reset(b);
	return has;
}

/* With a single register, swapped entries could not be told apart. */
static bool set_up_stream(struct check_bench *b, u32 width)
{
	u32 window = b->p.src_window;

	b->p.src_width = width;
	if (!rule_need_memory_peer(b) && has_window(b))
		return true;
	b->p.src_window = window;
	return !check_failed(b) && check_kind_change(b, &check_kind_receive);
}

static void move_lists(struct check_bench *b, u32 width,
		       u32 (*gap)(const struct check_list *list, u32 i),
		       u32 (*place)(u32 nr, u32 i))
{
	static const u32 counts[] = { 1, 2, 3, 5, 8, CHECK_MOST_ENTRIES };
	struct check_list *list = kzalloc(sizeof(*list), GFP_KERNEL);
	u8 *want = kvmalloc(b->len, GFP_KERNEL);
	u32 i, most = max(2u, check_tries(b, CHECK_MOST_ENTRIES, 1));

	if (!list || !want)
		check_break(b, "no memory for a list");
	else if (set_up_stream(b, width))
		for (i = 0; i < ARRAY_SIZE(counts) && counts[i] <= most; i++) {
			list->nr = counts[i];
			list->width = width;
			list->dir = DMA_DEV_TO_MEM;
			list->gap = gap;
			list->place = place;
			if (!move_list(b, list, want))
				break;
		}
	kvfree(want);
	kfree(list);
}

static void sg_every_entry(struct check_bench *b)
{
	move_lists(b, check_kind_config(b).src_addr_width, check_list_some_words,
		   check_list_backwards);
}

static void sg_merged(struct check_bench *b)
{
	move_lists(b, check_kind_config(b).src_addr_width, no_gap, forwards);
}

static void sg_odd_lengths(struct check_bench *b)
{
	if (b->caps.src_addr_widths & BIT(1))
		move_lists(b, 1, odd_bytes, check_list_backwards);
	else
		check_skip(b, "it has no registers of one byte, by its src_addr_widths");
}

/* A register keeps what came last, so of the order of a list that was sent its end can be told. */
static bool send_list(struct check_bench *b, struct check_list *list)
{
	const struct check_entry *last = &list->entries[list->nr - 1];
	struct check_job *job = check_job_new(b, b->len);

	if (!job)
		return false;
	check_list_lay_out(list, job);
	return check_list_start(job, list) && check_job_wait(job) &&
	       register_holds(b, job, last->at + last->len);
}

static void sg_sent_in_order(struct check_bench *b)
{
	struct check_list *list;

	if (!check_kind_change(b, &check_kind_send))
		return;
	list = kzalloc(sizeof(*list), GFP_KERNEL);
	if (!list) {
		check_break(b, "no memory for a list");
		return;
	}
	list->width = check_kind_config(b).dst_addr_width;
	list->dir = DMA_MEM_TO_DEV;
	list->gap = check_list_some_words;
	list->place = check_list_backwards;
	for (list->nr = 2; list->nr <= 8; list->nr++)
		if (!send_list(b, list))
			break;
	kfree(list);
}

static const char *need_send(struct check_bench *b)
{
	return b->has_caps && b->caps.directions & BIT(DMA_MEM_TO_DEV) ?
	       NULL : "it cannot send, by its directions";
}

static const char *need_receive(struct check_bench *b)
{
	return b->has_caps && b->caps.directions & BIT(DMA_DEV_TO_MEM) ?
	       NULL : "it cannot receive, by its directions";
}

const struct rule rules_slave[] = {
	{
		.id		= "slave-directions",
		.section	= "dmaengine/provider.rst: Device operations, directions",
		.says		= "directions work where advertised, and are refused where not",
		.needs		= { rule_need_slave, rule_need_caps },
		.check		= slave_directions,
	},
	{
		.id		= "slave-fixed-address",
		.section	= "dmaengine/client.rst: Set slave specific parameters",
		.says		= "a register's address stays: what is beside it is left alone",
		.needs		= { rule_need_slave, rule_need_caps, rule_need_memory_peer },
		.check		= fixed_address,
	},
	{
		.id		= "sg-every-entry",
		.section	= SECTION,
		.says		= "every entry of a list is moved, in order, and nothing else",
		.needs		= { rule_need_slave, need_receive },
		.check		= sg_every_entry,
	},
	{
		.id		= "sg-sent-in-order",
		.section	= SECTION,
		.says		= "the last entry of a list that is sent comes last",
		.needs		= { rule_need_slave, need_send, rule_need_memory_peer },
		.check		= sg_sent_in_order,
	},
	{
		.id		= "sg-merged",
		.section	= SECTION,
		.says		= "entries that continue each other are entries like others",
		.needs		= { rule_need_slave, need_receive },
		.check		= sg_merged,
	},
	{
		.id		= "sg-odd-lengths",
		.section	= SECTION,
		.says		= "entries may be of any length that the register's width divides",
		.needs		= { rule_need_slave, need_receive },
		.check		= sg_odd_lengths,
	},
	{ }
};
