// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A report card as JSON and as JUnit XML.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/check/card.h"

static void add_mark(struct json *json, const struct card *card, const struct mark *mark)
{
	bool is_known = mark->verdict == CARD_known;
	char repeat[512];

	card_repeat(card, mark->rule, repeat, sizeof(repeat));
	json_object(json, NULL);
	json_text(json, "rule", mark->rule);
	json_text(json, "section", mark->section);
	json_text(json, "says", mark->says);
	json_text(json, "verdict", card_word(mark->verdict));
	json_text(json, "text", mark->text);
	json_text(json, "dma_debug", mark->oracle);
	json_count(json, "ms", mark->ms);
	json_text(json, "repeat", repeat);
	json_text(json, "found", is_known ? card_word(mark->found) : NULL);
	json_text(json, "known", mark->known && *mark->known ? mark->known : NULL);
	json_text(json, "link", mark->link && *mark->link ? mark->link : NULL);
	json_close(json);
}

void card_json(const struct card *card, FILE *file)
{
	struct json json;
	int i;

	json_begin(&json, file, "card");
	json_text(&json, "kernel", card->kernel);
	json_text(&json, "machine", card->machine);
	channel_members(card->channel, &json);
	json_object(&json, "counts");
	for (i = 0; i < CARD_VERDICTS; i++)
		json_count(&json, card_word(i), card_count(card, i));
	json_close(&json);
	json_array(&json, "rules");
	for (i = 0; i < card->nr; i++)
		add_mark(&json, card, &card->marks[i]);
	json_end(&json);
}

static void add_case(struct junit *junit, const struct card *card, const struct mark *mark)
{
	static const enum junit_result results[] = {
		[CARD_crash] = JUNIT_ERROR, [CARD_fail] = JUNIT_FAILURE,
		[CARD_broken] = JUNIT_ERROR, [CARD_known] = JUNIT_SKIPPED,
		[CARD_pass] = JUNIT_PASSED, [CARD_skip] = JUNIT_SKIPPED,
	};
	char *group = xasprintf("dmarig.check.%s", card->channel->driver), repeat[512];
	char *details;

	card_repeat(card, mark->rule, repeat, sizeof(repeat));
	details = xasprintf("%s\n%s\nagain: %s", mark->says, mark->section, repeat);
	junit_add(junit, &(struct junit_case){
		.group = group, .name = mark->rule, .result = results[mark->verdict],
		.message = mark->verdict == CARD_known ? mark->known : mark->text,
		.details = results[mark->verdict] == JUNIT_PASSED ? NULL : details,
		.seconds = mark->ms / 1000.0,
	});
	free(details);
	free(group);
}

int card_junit(const struct card *card, const char *path, struct err *err)
{
	struct junit junit;
	int i;

	junit_begin(&junit);
	junit_property(&junit, "channel", card->channel->name);
	junit_property(&junit, "driver", card->channel->driver);
	junit_property(&junit, "device", card->channel->device);
	junit_property(&junit, "kernel", card->kernel);
	junit_property(&junit, "machine", card->machine);
	for (i = 0; i < card->nr; i++)
		add_case(&junit, card, &card->marks[i]);
	return junit_write(&junit, "dmarig check", path, err);
}
