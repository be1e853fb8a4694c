// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig-conf(5): conf files and scenarios; the knobs, with all they can be.
 */
#include "cmd/man.h"
#include "cmd/roff.h"
#include "lib/conf/conf.h"
#include "torture/scenario.h"

#define KEY_ROW(name, initial, min, max, global, help)	{ #name, min, max, global, help },
static const struct {
	const char *name;
	u64 min, max;
	bool global;
	const char *help;
} keys[] = { CONF_KEYS(KEY_ROW) };
#undef KEY_ROW

#define TEXT_ROW(name, initial, help)	{ #name, initial, help },
static const struct {
	const char *name, *initial, *help;
} texts[] = { SCENARIO_TEXTS(TEXT_ROW) };
#undef TEXT_ROW

static void print_keys(FILE *file)
{
	char name[64], help[256];
	size_t i;

	roff_section("KEYS", file);
	roff_text("Besides knobs these may stand in a file.", file);
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		/* It is written as order=. */
		if (i == KEY_random)
			continue;
		snprintf(name, sizeof(name), "%s=N", keys[i].name);
		snprintf(help, sizeof(help), "%s%s", keys[i].help,
			 keys[i].global ? "; in [global] only" : "");
		roff_item(name, help, file);
	}
	roff_item("order=random|given", "of all points; in [global] only", file);
	roff_item("name=NAME", "what the result is called; in [global] only", file);
}

static void print_knob(const struct knob *knob, FILE *file)
{
	char name[KNOB_TEXT_LEN + 64], help[512];

	snprintf(name, sizeof(name), "%s=%s", knob->name, knob->initial);
	if (knob->words || knob->type == KNOB_TEXT)
		snprintf(help, sizeof(help), "%s", knob->help);
	else
		snprintf(help, sizeof(help), "%s (%llu to %llu%s%s)", knob->help, knob->min,
			 knob->max, *knob->unit ? " " : "", knob->unit);
	roff_item(name, help, file);
	if (knob->words)
		roff_words(knob->words, file);
}

static void print_knobs(FILE *file)
{
	int i;

	roff_section("KNOBS", file);
	roff_text("Each with its default. Where bytes are meant, k, M and G stand for powers\n"
		  "of 1024.",
		  file);
	for (i = 0; i < dmarig_nr_knobs; i++)
		print_knob(&dmarig_knobs[i], file);
	roff_section("PEERS", file);
	roff_text("What the knob peer can be besides a channel or an address:", file);
	roff_words(dmarig_peers, file);
	roff_section("WORLDS", file);
	roff_text("What the knob world is made of, by +:", file);
	roff_words(dmarig_worlds, file);
}

static void print_scenarios(FILE *file)
{
	char name[64], help[256];
	size_t i;

	roff_section("SCENARIOS", file);
	roff_text("A scenario of dmarig-torture(1) is such a file; its knobs are what the\n"
		  "load draws from. In [global] it has these as well:",
		  file);
	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		snprintf(name, sizeof(name), "%s=", texts[i].name);
		snprintf(help, sizeof(help), "%s%s%s%s", texts[i].help,
			 *texts[i].initial ? " (default " : "", texts[i].initial,
			 *texts[i].initial ? ")" : "");
		roff_item(name, help, file);
	}
}

void man_conf(FILE *file)
{
	roff_begin("dmarig-conf", 5, "what a sweep of dmarig measures", file);
	roff_section("DESCRIPTION", file);
	roff_text("A conf file has a section [global], then sections of other names, with a\n"
		  "line NAME=VALUES a knob. A # or a ; begins a comment.\n"
		  "\n"
		  "A list is a,b,c. A range is 64..1M:x4, where each value is four times the\n"
		  "one before, or 1..9:+2. What belongs together in one value is joined by\n"
		  "+: channel=dma0chan0+dma0chan1,edu0 is two settings, the first of two channels.\n"
		  "\n"
		  "The points of a section are the cross product of its lists, and of those\n"
		  "of [global] that it does not have itself.", file);
	print_keys(file);
	print_knobs(file);
	print_scenarios(file);
	roff_see_also("dmarig(1), dmarig-sweep(1), dmarig-run(1), dmarig-torture(1), dmarig-csv(5)",
		      file);
}
