/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Verdicts for programs: KTAP, as the kernel's dev-tools/ktap.rst has it, and JUnit XML, which CI
 * servers read. It does not know what was judged.
 */
#ifndef DMARIG_VERDICTS_H
#define DMARIG_VERDICTS_H

#include <stdio.h>
#include "lib/base/err.h"
#include "lib/base/names.h"

/* ktap_begin() - the version, and the plan: how many tests there will be */
void ktap_begin(FILE *file, int tests);

/* ktap_note() - a line for people */
void ktap_note(FILE *file, const char *text);

/* ktap_test() - a test; @skip is why it was skipped, or NULL */
void ktap_test(FILE *file, bool good, int nr, const char *name, const char *skip);

enum junit_result { JUNIT_PASSED, JUNIT_FAILURE, JUNIT_ERROR, JUNIT_SKIPPED, NR_JUNIT };

/* struct junit - a test suite that is being collected */
struct junit {
	char *cases, *properties;
	size_t cases_len, properties_len;
	FILE *to_cases, *to_properties;
	int count[NR_JUNIT];
	double seconds;
};

/* struct junit_case - a test of it */
struct junit_case {
	const char *group, *name;
	enum junit_result result;
	const char *message;	/* what was expected and seen, or why it was skipped; or empty */
	const char *details;	/* more lines, or NULL */
	double seconds;
};

/* junit_begin() - an empty suite */
void junit_begin(struct junit *junit);

/* junit_property() - something that the reader of the suite should know */
void junit_property(struct junit *junit, const char *name, const char *value);

/* junit_add() - add a test */
void junit_add(struct junit *junit, const struct junit_case *one);

/**
 * junit_write() - write the suite, and free it
 * @junit: with all its tests
 * @name: of the suite
 * @path: the file; NULL: nothing is written
 * @err: gets the reason when it fails
 *
 * Return: 0 or -EIO.
 */
int junit_write(struct junit *junit, const char *name, const char *path, struct err *err);

#endif
