// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of mappings, made from the list of their names.
 */
#include "map/map.h"

#define ROW(name, traits, help)		[DMARIG_MAPPING_##name] = &mapping_##name,
const struct mapping *const mapping_table[DMARIG_NR_MAPPINGS] = { DMARIG_MAPPINGS(ROW) };
#undef ROW
