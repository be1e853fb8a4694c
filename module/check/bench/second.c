// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A second bench beside the first, for what takes two channels. Its run is its own: it has the same
 * knobs, but for the channel.
 */
#include <linux/err.h>
#include <linux/slab.h>
#include "check/bench/bench.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "check/bench/second.h"
#include "core/run.h"

struct bench *bench_open_second(struct bench *b, const char *channel, const struct check_kind *kind)
{
	struct run *run = kzalloc(sizeof(*run), GFP_KERNEL);
	struct bench *other;

	if (!run)
		return ERR_PTR(-ENOMEM);
	run_init(run, b->run->name);
	run->p = b->run->p;
	run->p.timeout_ms = b->p.timeout_ms;
	strscpy(run->p.channel, channel, sizeof(run->p.channel));
	other = bench_open(run, kind, bench_random(b, U32_MAX));
	if (!IS_ERR(other)) {
		other->job_ns = b->job_ns;
		check_kind_prime(other);
		return other;
	}
	run_exit(run);
	kfree(run);
	return other;
}

void bench_close_second(struct bench *b, struct bench *other)
{
	struct run *run = other->run;

	b->timed_out |= other->timed_out;
	b->heard |= other->heard;
	if (bench_failed(other))
		bench_fail(b, NULL, "%s", other->text);
	bench_close(other);
	run_exit(run);
	kfree(run);
}
