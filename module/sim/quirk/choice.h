/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The choice of quirks in words.
 */
#ifndef DMARIG_SIM_QUIRK_CHOICE_H
#define DMARIG_SIM_QUIRK_CHOICE_H

#include <linux/types.h>

/* sim_quirks_show() - write the names of the chosen ones, or none, and return how many bytes */
ssize_t sim_quirks_show(u64 quirks, char *page);

/**
 * sim_quirks_parse() - read names, divided by commas or blanks
 * @page: what was written; "none" stands for no name
 * @quirks: set to the choice
 *
 * Return: 0; -EINVAL if there is no quirk of a name, and then the list of them is in the kernel's
 * log; -ENOMEM. Context: may sleep.
 */
int sim_quirks_parse(const char *page, u64 *quirks);

#endif
