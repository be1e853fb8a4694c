/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A conf file as data: sections, and the values of each knob in them. An error in it is a sentence
 * that begins with file:line:column. This code knows neither points nor the system.
 */
#ifndef DMARIG_CONF_H
#define DMARIG_CONF_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/base/names.h"

/*
 * Besides knobs, these may stand in a file. KEY_GLOBAL ones only before the first section but
 * [global]; the others in a section too.
 *
 *   K(name, default, min, max, global only, help)
 */
#define CONF_KEYS(K)									\
	K(reps, 1, 1, 10000, false, "how often each point is measured")			\
	K(skip_illegal, 0, 0, 1, false, "1: leave out what cannot be combined, and count it")	\
	K(refusals, 0, 0, 1, false, "1: what cannot be combined must be refused, and is counted") \
	K(random, 0, 0, 1, true, "set by order=random: all points in random order")	\
	K(order_seed, 0, 0, ~0ull, true, "what the random order starts from; 0: from the clock")

#define CONF_KEY_ENUM(name, ...) KEY_##name,
enum conf_key { CONF_KEYS(CONF_KEY_ENUM) NR_KEYS };
#undef CONF_KEY_ENUM

/* struct section - a section's own values; an empty list means: as [global] has it */
struct section {
	char name[64];
	int line;
	struct names *values;		/* one a knob, in their order */
	u64 key[NR_KEYS];
	bool has_key[NR_KEYS];
};

/* struct conf - a file */
struct conf {
	const char *path;
	char name[64];			/* of the sweep */
	struct section global;
	struct section *sections;
	int nr_sections;
	char *text;			/* the file itself */
};

/**
 * conf_read() - read a conf file
 * @conf: gets it
 * @path: the file, or - for stdin
 * @err: gets the reason, with file, line and column
 *
 * Return: 0; -ENOENT and the like when it cannot be read; -EINVAL when something in it is wrong.
 */
int conf_read(struct conf *conf, const char *path, struct err *err);

/* conf_parse() - the same with the text in hand; @text is taken over and @path only named */
int conf_parse(struct conf *conf, const char *path, char *text, struct err *err);

/**
 * conf_override() - KNOB=VALUES from the command line, for every section
 * @conf: what to change
 * @text: the assignment
 * @err: gets the reason when it is refused
 *
 * Return: 0 or -EINVAL.
 */
int conf_override(struct conf *conf, const char *text, struct err *err);

/* conf_set_key() - the same for one of CONF_KEYS */
void conf_set_key(struct conf *conf, enum conf_key key, u64 value);

/* conf_key() - the value of a key for a section: its own, or the global, or the default */
u64 conf_key(const struct conf *conf, const struct section *section, enum conf_key key);

/* conf_values() - the values of a knob for a section; an empty list means the default */
const struct names *conf_values(const struct conf *conf, const struct section *section, int knob);

/* conf_free() - free all of it */
void conf_free(struct conf *conf);

#endif
