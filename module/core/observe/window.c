// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Is it a window, or RAM, or nothing?
 */
#include <linux/ioport.h>
#include <linux/mm.h>
#include "core/base/sentence.h"
#include "core/observe/window.h"

int dmarig_window_check(struct sentence *s, const char *knob, const char *value, u64 address,
			u64 bytes)
{
	u64 last = address + bytes - 1;

	if ((phys_addr_t)last != last || last < address) {
		dmarig_sentence_say(s, "%s=%s: beyond the physical addresses of this machine", knob,
				    value);
		return -EINVAL;
	}
	if (region_intersects(address, bytes, IORESOURCE_SYSTEM_RAM, IORES_DESC_NONE) !=
	    REGION_DISJOINT) {
		dmarig_sentence_say(s, "%s=%s: the kernel's memory is there, and no device", knob,
				    value);
		return -EINVAL;
	}
	return 0;
}
