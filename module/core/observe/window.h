/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Windows: ranges of physical addresses that a knob names and that are none of the kernel's memory.
 */
#ifndef DMARIG_CORE_WINDOW_H
#define DMARIG_CORE_WINDOW_H

#include <linux/types.h>

struct run;

/**
 * dmarig_window_check() - can there be registers, or a device's memory?
 * @run: the run with the knob
 * @knob: the knob that names the address, for the sentence that says there cannot
 * @value: of that knob
 * @address: physical
 * @bytes: from there; not 0
 *
 * May sleep. Return: 0; -EINVAL beyond the machine's addresses, or where RAM is, after
 * dmarig_sentence_say().
 */
int dmarig_window_check(struct sentence *s, const char *knob, const char *value, u64 address,
			u64 bytes);

#endif
