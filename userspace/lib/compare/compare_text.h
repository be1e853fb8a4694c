/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The name and the sentence of a judgement, the same in every format.
 */
#ifndef DMARIG_COMPARE_TEXT_H
#define DMARIG_COMPARE_TEXT_H

#include "lib/compare/compare_show.h"

/* compared_name() - the name of a comparison: the point and the quantity */
void compared_name(const struct compared *compared, const struct judged *judged, char *text,
		   size_t len);

/* compared_sentence() - the verdict with its figures, or why there is none */
void compared_sentence(const struct compared *compared, const struct judged *judged, char *text,
		       size_t len);

#endif
