/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The interface between the files of the fake kernel. Names begin with fake_, because they are
 * preloaded into the tool.
 */
#ifndef DMARIG_FAKE_KERNEL_H
#define DMARIG_FAKE_KERNEL_H

#include "common/params.h"

/* fake_does() - does $DMARIG_FAKE hold this word? */
bool fake_does(const char *word);

/**
 * fake_put() - write a file without the fake kernel watching
 * @run: the directory, with a slash at its end; may be empty
 * @file: the file's name, or its path where @run is empty
 * @text: what to write
 * @flags: O_TRUNC, O_APPEND or 0
 */
void fake_put(const char *run, const char *file, const char *text, int flags);

/* fake_result() - write result/summary and result/hist of a run that measured for so many ms */
void fake_result(const char *run, const struct params *p, u64 window_ms);

#endif
