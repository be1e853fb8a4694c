// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The figures that are read from fio's terse output.
 */
#include "lib/rig/fio.h"
#include "unit.h"

/* A line of fio 3.33, as far as it is looked at, cut where a test wants it. */
static const char *line(int error, int fields)
{
	static char text[1024];
	int i;

	*text = '\0';
	for (i = 0; i < fields; i++) {
		if (i == 4)
			sprintf(text + strlen(text), "%d", error);
		else if (i == 87)
			strcat(text, "12.500000%");
		else if (i == 1)
			strcat(text, "fio-3.33");
		else
			sprintf(text + strlen(text), "%d", i == 0 ? 3 : i);
		strcat(text, ";");
	}
	return text;
}

static void reads_and_writes_are_added(void **state)
{
	struct fio_did did;

	(void)state;
	assert_int_equal(fio_terse(line(0, 130), &did), 0);
	/* Fields count from 0 here: 6 and 47 are KiB/s, 7 and 48 operations, 87 and 88 CPU. */
	assert_true(did.bytes_per_s == 1024 * (6 + 47));
	assert_true(did.iops == 7 + 48);
	assert_true(did.cpu_percent == 12.5 + 88);
}

static void a_job_that_failed_is_told(void **state)
{
	struct fio_did did;

	(void)state;
	assert_int_equal(fio_terse(line(5, 130), &did), -EIO);
}

static void other_lines_are_not_figures(void **state)
{
	struct fio_did did;

	(void)state;
	assert_int_equal(fio_terse("", &did), -EINVAL);
	assert_int_equal(fio_terse("fio: terminating on signal 2", &did), -EINVAL);
	assert_int_equal(fio_terse(line(0, 40), &did), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_writes_are_added),
		cmocka_unit_test(a_job_that_failed_is_told),
		cmocka_unit_test(other_lines_are_not_figures),
	};

	return cmocka_run_group_tests_name("fio", tests, NULL, NULL);
}
