// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of completions, made from the list of their names.
 */
#include "completion/completion.h"

#define ROW(name, traits, help)		[DMARIG_COMPLETION_##name] = &completion_##name,
const struct completion_ops *const completion_table[DMARIG_NR_COMPLETIONS] = {
	DMARIG_COMPLETIONS(ROW)
};

#undef ROW
