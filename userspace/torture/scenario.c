// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads a scenario. Its own lines are taken out, and the rest is a conf file like a sweep's, so
 * that both are written, and errors in them refused, in the same way.
 */
#include <ctype.h>
#include <stdlib.h>
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"
#include "lib/conf/setting.h"
#include "torture/draw.h"
#include "torture/scenario.h"

#define MANY_DRAWS 1000		/* a scenario of which none is legal is wrong */

#define TEXT_NAME(name, initial, help)	[TEXT_##name] = #name,
static const char *const names[] = { SCENARIO_TEXTS(TEXT_NAME) };
#undef TEXT_NAME

#define TEXT_INITIAL(name, initial, help)	[TEXT_##name] = initial,
static const char *const initials[] = { SCENARIO_TEXTS(TEXT_INITIAL) };
#undef TEXT_INITIAL

static int find_text(const char *line, size_t len)
{
	int i;

	for (i = 0; i < NR_TEXTS; i++)
		if (strlen(names[i]) == len && !strncmp(names[i], line, len))
			return i;
	return -1;
}

static char *trimmed(const char *text)
{
	size_t len;

	text += strspn(text, " \t");
	len = strcspn(text, "\n");
	while (len && isspace((unsigned char)text[len - 1]))
		len--;
	return xstrndup(text, len);
}

static void set_text(struct scenario *scenario, int i, char *value)
{
	free(scenario->text[i]);
	scenario->text[i] = value;
}

/* Lines of ours become empty ones, so that the others keep their numbers. */
static void take_own_lines(struct scenario *scenario, char *text)
{
	char *line, *next, *equals;
	int i;

	for (line = text; *line; line = next) {
		next = line + strcspn(line, "\n");
		next += *next == '\n';
		equals = memchr(line, '=', next - line);
		i = equals ? find_text(line, strcspn(line, " \t=")) : -1;
		if (i < 0)
			continue;
		set_text(scenario, i, trimmed(equals + 1));
		memset(line, ' ', strcspn(line, "\n"));
	}
}

static void name_after(struct scenario *scenario, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dot;

	if (*scenario->conf.name)
		return;
	snprintf(scenario->conf.name, sizeof(scenario->conf.name), "%.60s",
		 slash ? slash + 1 : path);
	dot = strrchr(scenario->conf.name, '.');
	if (dot)
		*dot = '\0';
}

int scenario_read(struct scenario *scenario, const char *path, struct err *err)
{
	char *text = file_read(path);
	int i, ret;

	memset(scenario, 0, sizeof(*scenario));
	if (!text)
		return err_say(err, -EINVAL, "%s: %s", path, strerror(errno));
	for (i = 0; i < NR_TEXTS; i++)
		scenario->text[i] = xstrdup(initials[i]);
	take_own_lines(scenario, text);
	ret = conf_parse(&scenario->conf, path, text, err);
	name_after(scenario, path);
	return ret;
}

int scenario_override(struct scenario *scenario, const char *text, struct err *err)
{
	size_t len = strcspn(text, "=");
	int i = text[len] ? find_text(text, len) : -1;

	if (i < 0)
		return conf_override(&scenario->conf, text, err);
	set_text(scenario, i, trimmed(text + len + 1));
	return 0;
}

static int take_number(const struct scenario *scenario, int i, int least, int *value,
		       struct err *err)
{
	char *end;
	long n = strtol(scenario->text[i], &end, 10);

	if (*end || n < least || n > 1000000000)
		return err_say(err, -EINVAL, "%s=%s: want a number from %d to 1000000000", names[i],
			       scenario->text[i], least);
	*value = n;
	return 0;
}

int scenario_settle(struct scenario *scenario, struct err *err)
{
	const char *expect = scenario->text[TEXT_expect];
	int ret = take_number(scenario, TEXT_duration, 1, &scenario->duration_s, err);

	if (!ret)
		ret = take_number(scenario, TEXT_channels, 1, &scenario->channels, err);
	if (!ret)
		ret = take_number(scenario, TEXT_until, 0, &scenario->until, err);
	if (!ret)
		ret = take_number(scenario, TEXT_neighbours, 0, &scenario->neighbours, err);
	if (!ret && strcmp(expect, "pass") && strncmp(expect, "fail:", 5))
		ret = err_say(err, -EINVAL,
			      "expect=%s: want pass, or fail: and words of the failure",
			      expect);
	if (*scenario->text[TEXT_services])
		names_split(&scenario->services, scenario->text[TEXT_services], ',');
	if (*scenario->text[TEXT_tolerate])
		names_split(&scenario->tolerate, scenario->text[TEXT_tolerate], ',');
	return ret;
}

static const struct section *draw_section(const struct scenario *scenario, u64 *state)
{
	const struct conf *conf = &scenario->conf;

	return conf->nr_sections ? &conf->sections[draw(state, conf->nr_sections)] : NULL;
}

static int draw_point(const struct scenario *scenario, u64 *state, struct params *p,
		      struct err *err)
{
	const struct section *section = draw_section(scenario, state);
	char sentence[SENTENCE_LEN];
	const struct names *values;
	int i, ret = 0;

	params_init(p);
	for (i = 0; i < dmarig_nr_knobs && !ret; i++) {
		values = conf_values(&scenario->conf, section, i);
		if (values->nr)
			ret = setting_set(p, &dmarig_knobs[i],
					  values->name[draw(state, values->nr)], err);
	}
	if (!ret && params_check(p, sentence, sizeof(sentence)))
		ret = err_say(err, -EINVAL, "%s", sentence);
	return ret;
}

int scenario_draw(const struct scenario *scenario, u64 *state, struct params *p, struct err *err)
{
	int i;

	for (i = 0; i < MANY_DRAWS; i++)
		if (!draw_point(scenario, state, p, err))
			return 0;
	return -EINVAL;
}

bool scenario_tolerates(const struct scenario *scenario, const char *sentence)
{
	int i;

	for (i = 0; i < scenario->tolerate.nr; i++)
		if (strstr(sentence, scenario->tolerate.name[i]))
			return true;
	return false;
}

void scenario_free(struct scenario *scenario)
{
	int i;

	for (i = 0; i < NR_TEXTS; i++)
		free(scenario->text[i]);
	names_free(&scenario->services);
	names_free(&scenario->tolerate);
	conf_free(&scenario->conf);
}
