/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An option whose value is names of knobs.
 */
#ifndef DMARIG_KNOB_LIST_H
#define DMARIG_KNOB_LIST_H

#include "cmd/options.h"

/* Names by comma, which must be those of knobs, into a struct names; may be given again */
extern const struct option_kind option_knobs;

#endif
