/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Numbers formatted for people. Programs read CSV instead, see csv.h.
 */
#ifndef DMARIG_SHOW_H
#define DMARIG_SHOW_H

#include "common/port.h"

/* show_bytes() - a size as one would write it for a knob: 4096 is 4k */
const char *show_bytes(char text[32], u64 bytes);

/* show_size() - a size that was computed, with three digits and a unit of powers of 1024 */
const char *show_size(char text[32], double bytes);

/* show_rate() - bytes per second with three digits and a unit of powers of 1000 */
const char *show_rate(char text[32], double bytes_per_s);

/* show_time() - a time with three digits and its unit; "-" for NAN */
const char *show_time(char text[32], double ns);

#endif
