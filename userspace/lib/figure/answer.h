/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a sweep was made for, in sentences: which memory from which size on, from which size on DMA
 * beats the CPU, and how sure that is.
 */
#ifndef DMARIG_ANSWER_H
#define DMARIG_ANSWER_H

#include "lib/result/results.h"

/**
 * answers_find() - the answers of a result
 * @results: the result
 * @answers: gets a sentence each; none where neither kinds of memory nor the CPU are compared
 */
void answers_find(const struct results *results, struct names *answers);

#endif
