// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The meaning of a conf file's lines. Splitting them into names and values is done in conf_read.c.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/conf/conf.h"
#include "lib/conf/conf_line.h"
#include "lib/conf/setting.h"
#include "lib/conf/values.h"

#define KEY_ROW(name, def, min, max, global, help) { #name, def, min, max, global },
static const struct {
	const char *name;
	u64 initial, min, max;
	bool global;
} keys[NR_KEYS] = {
	CONF_KEYS(KEY_ROW)
};

#undef KEY_ROW

void section_init(struct section *section, const char *name, int line)
{
	memset(section, 0, sizeof(*section));
	snprintf(section->name, sizeof(section->name), "%s", name);
	section->line = line;
	section->values = xcalloc(dmarig_nr_knobs, sizeof(*section->values));
}

static void section_free(struct section *section)
{
	int i;

	for (i = 0; section->values && i < dmarig_nr_knobs; i++)
		names_free(&section->values[i]);
	free(section->values);
}

static int set_key(struct conf *conf, struct section *section, int key, const char *value,
		   struct err *err)
{
	u64 n;

	if (keys[key].global && section != &conf->global)
		return err_say(err, -EINVAL, "%s belongs to [global]", keys[key].name);
	if (parse_u64(value, false, &n) || n < keys[key].min || n > keys[key].max)
		return err_say(err, -EINVAL, "%s=%s: want a number from %llu to %llu",
			       keys[key].name, value, keys[key].min, keys[key].max);
	section->key[key] = n;
	section->has_key[key] = true;
	return 0;
}

/* A file says order=random or order=given; the key `random` is never written as such. */
static int set_order(struct conf *conf, struct section *section, const char *value, struct err *err)
{
	if (section != &conf->global)
		return err_say(err, -EINVAL, "order belongs to [global]");
	if (!strcmp(value, "random"))
		return set_key(conf, section, KEY_random, "1", err);
	if (!strcmp(value, "given"))
		return set_key(conf, section, KEY_random, "0", err);
	return err_say(err, -EINVAL, "order=%s: want one of random, given", value);
}

static int set_name(struct conf *conf, struct section *section, const char *value, struct err *err)
{
	if (section != &conf->global)
		return err_say(err, -EINVAL, "name belongs to [global]");
	if (!conf_name_is_good(value))
		return err_say(err, -EINVAL,
			       "name=%s: want up to 60 letters, digits, and any of . _ -", value);
	snprintf(conf->name, sizeof(conf->name), "%s", value);
	return 0;
}

bool conf_name_is_good(const char *name)
{
	const char *good = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	return *name && *name != '.' && strlen(name) <= 60 && !name[strspn(name, good)];
}

static int set_knob(struct section *section, const char *name, const char *value, size_t *at,
		    struct err *err)
{
	const struct knob *knob = setting_find(name, strlen(name), err);
	struct names *values;

	*at = CONF_AT_NAME;
	if (!knob) {
		err_append(err, "\nalso: reps, order, order_seed, name, skip_illegal, refusals");
		return -EINVAL;
	}
	values = &section->values[knob - dmarig_knobs];
	if (values->nr)
		return err_say(err, -EINVAL, "%s stands in this section twice", name);
	return values_parse(knob, value, values, at, err);
}

int conf_assign(struct conf *conf, struct section *section, const char *name, const char *value,
		size_t *at, struct err *err)
{
	int i;

	*at = 0;
	if (!strcmp(name, "order"))
		return set_order(conf, section, value, err);
	if (!strcmp(name, "name"))
		return set_name(conf, section, value, err);
	for (i = 0; i < NR_KEYS; i++)
		if (i != KEY_random && !strcmp(name, keys[i].name))
			return set_key(conf, section, i, value, err);
	return set_knob(section, name, value, at, err);
}

int conf_override(struct conf *conf, const char *text, struct err *err)
{
	const char *equals = strchr(text, '=');
	struct names values = { 0 };
	const struct knob *knob;
	size_t at;
	int ret, i;

	if (!equals)
		return err_say(err, -EINVAL, "'%s': want KNOB=VALUES, see 'dmarig help knobs'",
			       text);
	knob = setting_find(text, equals - text, err);
	if (!knob)
		return -EINVAL;
	ret = values_parse(knob, equals + 1, &values, &at, err);
	if (ret)
		return ret;
	for (i = 0; i < conf->nr_sections; i++)
		names_free(&conf->sections[i].values[knob - dmarig_knobs]);
	names_free(&conf->global.values[knob - dmarig_knobs]);
	conf->global.values[knob - dmarig_knobs] = values;
	return 0;
}

void conf_set_key(struct conf *conf, enum conf_key key, u64 value)
{
	int i;

	for (i = 0; i < conf->nr_sections; i++)
		conf->sections[i].has_key[key] = false;
	conf->global.key[key] = value;
	conf->global.has_key[key] = true;
}

u64 conf_key(const struct conf *conf, const struct section *section, enum conf_key key)
{
	if (section && section->has_key[key])
		return section->key[key];
	return conf->global.has_key[key] ? conf->global.key[key] : keys[key].initial;
}

const struct names *conf_values(const struct conf *conf, const struct section *section, int knob)
{
	if (section && section->values[knob].nr)
		return &section->values[knob];
	return &conf->global.values[knob];
}

void conf_free(struct conf *conf)
{
	int i;

	for (i = 0; i < conf->nr_sections; i++)
		section_free(&conf->sections[i]);
	section_free(&conf->global);
	free(conf->sections);
	free(conf->text);
	memset(conf, 0, sizeof(*conf));
}
