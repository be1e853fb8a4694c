// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A second bench, for rules that take two channels. It has a run of its own, with the same knobs
 * except for the channel.
 */
#include <linux/err.h>
#include <linux/slab.h>
#include "check/bench/bench.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "check/bench/second.h"
#include "core/run/run.h"

struct check_bench *check_open_second(struct check_bench *b, const char *channel,
				      const struct check_kind *kind)
{
	struct run *run = kzalloc(sizeof(*run), GFP_KERNEL);
	struct check_bench *other;

	if (!run)
		return ERR_PTR(-ENOMEM);
	dmarig_run_init(run, b->run->name);
	run->p = b->run->p;
	run->p.timeout_ms = b->p.timeout_ms;
	strscpy(run->p.channel, channel, sizeof(run->p.channel));
	other = check_open(run, kind, check_random(b, U32_MAX));
	if (!IS_ERR(other)) {
		other->job_ns = b->job_ns;
		check_kind_prime(other);
		return other;
	}
	dmarig_run_exit(run);
	kfree(run);
	return other;
}

void check_close_second(struct check_bench *b, struct check_bench *other)
{
	struct run *run = other->run;

	b->timed_out |= other->timed_out;
	b->heard |= other->heard;
	if (check_failed(other))
		check_fail(b, NULL, "%s", other->text);
	check_close(other);
	dmarig_run_exit(run);
	kfree(run);
}
