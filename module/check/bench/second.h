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
 * check_open_second() - open another bench, with the knobs of the first
 * @b: the first
 * @channel: whose channel it is; any that is free, if that is the name of a device
 * @kind: as for check_open()
 *
 * May sleep. Return: as check_open().
 */
struct check_bench *check_open_second(struct check_bench *b, const char *channel,
				      const struct check_kind *kind);

/* check_close_second() - close it; if it has failed, so has the first */
void check_close_second(struct check_bench *b, struct check_bench *other);

#endif
