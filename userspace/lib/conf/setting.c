// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Parses KNOB=VALUE. All about a knob comes from its row; only the help for a wrong one is here.
 */
#include <stdlib.h>
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"
#include "lib/conf/setting.h"

static void refuse_knob(const char *name, struct err *err)
{
	struct names names = { 0 };
	const char *nearest;
	char all[1024];
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++)
		names_add(&names, dmarig_knobs[i].name);
	names_join(&names, all, sizeof(all));
	err_say(err, -EINVAL, "there is no knob '%s'", name);
	nearest = names_nearest(&names, name);
	if (nearest)
		err_append(err, ", did you mean %s?", nearest);
	err_append(err, "\nknobs: %s", all);
	names_free(&names);
}

const struct knob *setting_find(const char *name, size_t len, struct err *err)
{
	char *copy = xstrndup(name, len);
	const struct knob *knob = knob_find(copy);

	if (!knob)
		refuse_knob(copy, err);
	free(copy);
	return knob;
}

static void add_nearest_word(const struct knob *knob, const char *value, struct err *err)
{
	struct names names = { 0 };
	const char *nearest;
	int i;

	for (i = 0; knob->words[i].name; i++)
		names_add(&names, knob->words[i].name);
	nearest = names_nearest(&names, value);
	if (nearest)
		err_append(err, "; did you mean %s?", nearest);
	names_free(&names);
}

int setting_set(struct params *p, const struct knob *knob, const char *value, struct err *err)
{
	char *copy = xstrdup(value), *plus;
	char sentence[SENTENCE_LEN];
	int ret;

	if (knob->type == KNOB_TEXT)
		while ((plus = strchr(copy, '+')))
			*plus = ',';
	ret = knob_set(p, knob, copy, sentence, sizeof(sentence));
	free(copy);
	if (!ret)
		return 0;
	err_say(err, ret, "%s", sentence);
	if (knob->type == KNOB_WORD)
		add_nearest_word(knob, value, err);
	return ret;
}

int setting_apply(struct params *p, const char *text, struct err *err)
{
	const char *equals = strchr(text, '=');
	const struct knob *knob;

	if (!equals)
		return err_say(err, -EINVAL, "'%s': want KNOB=VALUE, see 'dmarig help knobs'",
			       text);
	knob = setting_find(text, equals - text, err);
	if (!knob)
		return -EINVAL;
	return setting_set(p, knob, equals + 1, err);
}
