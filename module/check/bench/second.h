/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A second bench, for rules that take two channels.
 */
#ifndef DMARIG_CHECK_BENCH_SECOND_H
#define DMARIG_CHECK_BENCH_SECOND_H

#include "check/bench/bench.h"

/**
 * bench_open_second() - open another bench, with the knobs of the first
 * @b: the first
 * @channel: whose channel it is; any that is free, if that is the name of a device
 * @kind: as for bench_open()
 *
 * May sleep. Return: as bench_open().
 */
struct bench *bench_open_second(struct bench *b, const char *channel,
				const struct check_kind *kind);

/* bench_close_second() - close it; what it has failed, the first one has */
void bench_close_second(struct bench *b, struct bench *other);

#endif
