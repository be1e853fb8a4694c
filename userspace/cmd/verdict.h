/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The verdict of a scenario, for people and for programs.
 */
#ifndef DMARIG_VERDICT_H
#define DMARIG_VERDICT_H

#include "lib/result/row.h"
#include "torture/storm.h"

/* struct verdict - what is written; everything is its owner's */
struct verdict {
	const struct storm *storm;	/* it is over */
	const struct row *oracle;	/* what the oracle said of it */
	bool blind;			/* something stopped watching the kernel in the middle */
};

/* verdict_is_as_expected() - did it pass, or fail in the words that the scenario wants? */
bool verdict_is_as_expected(const struct storm *storm);

/* verdict_csv() - write torture.csv; verdict_json() - the same as JSON */
void verdict_csv(const struct verdict *verdict, FILE *file);
void verdict_json(const struct verdict *verdict, FILE *file);

/* verdict_print() - write it for people; verdict_ktap() - as KTAP, with a plan */
void verdict_print(const struct verdict *verdict, FILE *file);
void verdict_ktap(const struct verdict *verdict, FILE *file);

/* verdict_junit() - write it as JUnit XML; 0 or -EIO, with the reason */
int verdict_junit(const struct verdict *verdict, const char *path, struct err *err);

#endif
