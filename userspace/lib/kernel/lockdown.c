// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads what the kernel says of signatures and lockdown, and the firmware's variable.
 */
#include <stdio.h>
#include <string.h>
#include "lib/base/files.h"
#include "lib/kernel/lockdown.h"

/* The variable SecureBoot of EFI itself; a value is behind four bytes of attributes. */
#define SECURE_BOOT	"firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define VALUE_AT	4

/* The file has all levels there are; brackets are around the one that holds. */
enum lockdown lockdown_state(void)
{
	char path[PATH_LEN], text[128];

	if (file_line(path_in(path, ROOT_SYSFS, "kernel/security/lockdown"), text, sizeof(text)))
		return LOCKDOWN_NONE;
	if (strstr(text, "[confidentiality]"))
		return LOCKDOWN_CONFIDENTIALITY;
	return strstr(text, "[integrity]") ? LOCKDOWN_INTEGRITY : LOCKDOWN_NONE;
}

bool secure_boot_is_on(void)
{
	char path[PATH_LEN], value[VALUE_AT + 1] = "";
	FILE *file = fopen(path_in(path, ROOT_SYSFS, SECURE_BOOT), "r");
	bool whole;

	if (!file)
		return false;
	whole = fread(value, 1, sizeof(value), file) == sizeof(value);
	fclose(file);
	return whole && value[VALUE_AT] == 1;
}

bool signing_is_enforced(void)
{
	char path[PATH_LEN], text[16];

	if (lockdown_state() != LOCKDOWN_NONE)
		return true;
	return !file_line(path_in(path, ROOT_SYSFS, "module/module/parameters/sig_enforce"), text,
			  sizeof(text)) && *text == 'Y';
}
