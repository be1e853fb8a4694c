// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a rule ran of modules that count.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/files.h"
#include "lib/check/coverage.h"

int coverage_tell(const char *rule, FILE *f, struct err *err)
{
	char path[PATH_LEN], *text, *rest, *line;
	int ret;

	text = file_read(path_in(path, ROOT_DEBUGFS, "dmarig_gcov/data"));
	if (!text)
		return err_say(err, -errno,
			       "%s: %s: no module counts here, see COVERAGE=1 of make card", path,
			       strerror(errno));
	rest = text;
	while ((line = strsep(&rest, "\n")))
		if (*line)
			fprintf(f, "coverage,%s,%s\n", rule, line);
	free(text);
	fflush(f);
	ret = file_write(path_in(path, ROOT_DEBUGFS, "dmarig_gcov/reset"), "1");
	return ret ? err_say(err, ret, "%s: %s", path, strerror(-ret)) : 0;
}
