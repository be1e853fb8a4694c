// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A comparison as JUnit XML, which every CI server reads.
 */
#include "lib/base/verdicts.h"
#include "lib/compare/compare_text.h"

static void add_case(struct junit *junit, const struct compared *compared,
		     const struct judged *judged)
{
	char name[512], sentence[1024];

	compared_name(compared, judged, name, sizeof(name));
	compared_sentence(compared, judged, sentence, sizeof(sentence));
	junit_add(junit, &(struct junit_case){
		.group = "dmarig.compare", .name = name, .message = sentence,
		.result = judged->fails ? JUNIT_FAILURE :
			  judged->verdict == VERDICT_TOO_FEW ? JUNIT_SKIPPED : JUNIT_PASSED,
	});
}

int compared_junit(const struct compared *compared, const char *path, struct err *err)
{
	const struct comparison *comparison = compared->comparison;
	struct junit junit;
	int i;

	junit_begin(&junit);
	junit_property(&junit, "old", compared->join->results[JOIN_OLD]->dir);
	junit_property(&junit, "new", compared->join->results[JOIN_NEW]->dir);
	for (i = 0; i < compared->differences->nr; i++)
		junit_property(&junit, "not measured on the same ground",
			       compared->differences->name[i]);
	for (i = 0; i < comparison->nr; i++)
		add_case(&junit, compared, &comparison->at[i]);
	return junit_write(&junit, "dmarig compare", path, err);
}
