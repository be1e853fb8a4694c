/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A join in words.
 */
#ifndef DMARIG_JOIN_TEXT_H
#define DMARIG_JOIN_TEXT_H

#include "lib/compare/join.h"

/* join_label() - the name of a point: the knobs that vary, except @without if it is not NULL */
void join_label(const struct join *join, int i, const char *without, char *text, size_t len);

/**
 * join_reason() - why a point that is not whole has no partner
 * @join: the join
 * @i: the point
 * @search: may it be compared with every other point, to name the nearest?
 * @text: the buffer for it
 * @len: the size of the buffer in bytes
 */
void join_reason(const struct join *join, int i, bool search, char *text, size_t len);

#endif
