// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of transfers that the peripheral ends, before all that was asked for has come: the last
 * word of a packet, or a line that is idle. Two channels play both ends.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/second.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "common/pattern.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"

#define SECTION		"dmaengine/client.rst: Optional: per descriptor result, dmaengine_result"
#define TRIES		4
#define PATIENCE_MS	200	/* for an end that may not come: then more is sent */

static bool configure(struct check_bench *b, const struct check_kind *kind)
{
	struct dma_slave_config cfg;
	int ret;

	b->kind = kind;
	cfg = check_kind_config(b);
	ret = dmaengine_slave_config(b->chan, &cfg);
	if (ret)
		check_skip(b, "%s refuses its dmaengine_slave_config() (%d)", b->rc->name, ret);
	return !ret;
}

/* What came must be in memory, and nothing behind it. */
static void judge_short(struct check_job *in, const struct check_job *out)
{
	size_t bad = pattern_compare(in->dst, out->len, out->key);

	if (bad < out->len)
		check_fail(in->b, in, "want the %zu bytes of a packet, got byte %zu wrong",
			   out->len, bad);
	else if (check_job_written(in) > out->len)
		check_fail(in->b, in,
			   "want nothing behind the %zu bytes of a packet, got byte %zu written",
			   out->len, check_job_written(in) - 1);
	else if (in->has_result && in->residue != in->len - out->len)
		check_fail(in->b, in,
			   "want residue %zu in its result, as its peripheral ended it after %zu bytes, got %u",
			   in->len - out->len, out->len, in->residue);
	else if (!check_says_done(check_job_status(in, NULL)))
		check_fail(in->b, in, "want it complete when its peripheral has ended it, got %d",
			   check_job_status(in, NULL));
}

static struct check_job *submit(struct check_bench *b, size_t len)
{
	struct check_job *job = check_job_new(b, len);

	if (!job || !check_job_submit(job, DMA_PREP_INTERRUPT))
		return NULL;
	check_issue(b);
	return job;
}

static bool ends(struct check_job *in)
{
	return check_job_called(in) ||
	       dmarig_stall_timeout_wait(&in->done, min_t(u64, in->b->p.timeout_ms, PATIENCE_MS));
}

/* Receive @b->len bytes of which only a part is sent. Return: false when that did not end. */
static bool receive_short(struct check_bench *b, struct check_bench *other, size_t part)
{
	struct check_job *in = submit(other, other->len);
	struct check_job *out = in ? submit(b, part) : NULL;

	if (!out || !check_job_wait(out))
		return true;
	if (!ends(in))
		return false;
	judge_short(in, out);
	if (!in->has_result)
		check_skip(other, "it tells no result, and so not how much has come");
	return true;
}

static void watch_packets(struct check_bench *b, struct check_bench *other)
{
	size_t part = b->len / 2;
	int n;

	for (n = 0; n < TRIES && !b->verdict && !other->verdict; n++, part /= 2) {
		if (receive_short(b, other, max(part, b->align)))
			continue;
		check_skip(b, "what %s sends does not end what %s receives", b->rc->name,
			   other->rc->name);
		check_stop(other);
	}
}

static void short_transfer(struct check_bench *b)
{
	const struct check_kind *kind = b->kind;
	struct check_bench *other = check_open_second(b, b->p.peer, kind);

	if (IS_ERR(other)) {
		check_skip(b, "the channel peer=%s cannot be had (%ld)", b->p.peer, PTR_ERR(other));
		return;
	}
	if (configure(b, &check_kind_send) && configure(other, &check_kind_receive))
		watch_packets(b, other);
	if (other->verdict == VERDICT_SKIP)
		check_skip(b, "%s", other->text);
	check_close_second(b, other);
	b->kind = kind;
}

static const char *need_peer_channel(struct check_bench *b)
{
	return params_peer(&b->p) == DMARIG_PEER_channel ?
	       NULL : "who ends a transfer early is only known where the peer is a channel";
}

const struct rule rules_packet[] = {
	{
		.id		= "short-transfer-residue",
		.section	= SECTION,
		.says		=
			"a transfer that its peripheral ends tells in its result what has not come",
		.needs		= { need_peer_channel, rule_need_terminate },
		.check		= short_transfer,
	},
	{ }
};
