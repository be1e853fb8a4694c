/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where the answers of a check go.
 */
#ifndef DMARIG_CHECK_OUT_H
#define DMARIG_CHECK_OUT_H

#include "lib/check/card.h"
#include "lib/result/outdir.h"

/*
 * check_wait_until_read() - wait up to a second until the reader has emptied the pipe that is
 * stdout: if the kernel dies, unread rows are lost
 */
void check_wait_until_read(void);

/* check_write_text() - write card.txt into a result directory */
void check_write_text(const struct outdir *out, const struct card *card);

#endif
