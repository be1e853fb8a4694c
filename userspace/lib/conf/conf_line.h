/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The interface between the lines of a conf file (conf_read.c) and their meaning (conf.c).
 */
#ifndef DMARIG_CONF_LINE_H
#define DMARIG_CONF_LINE_H

#include "lib/conf/conf.h"

#define CONF_AT_NAME ((size_t)-1)	/* the name is wrong, not the value */

/* section_init() - an empty section */
void section_init(struct section *section, const char *name, int line);

/* conf_name_is_good() - may a sweep be called so? It becomes part of a directory's name. */
bool conf_name_is_good(const char *name);

/**
 * conf_assign() - take one line `name = value`
 * @conf: the file so far
 * @section: where the line stands
 * @name: a knob or a keyword
 * @value: as written
 * @at: gets the place of what is wrong in @value, or CONF_AT_NAME
 * @err: gets the reason when it fails
 *
 * Return: 0, -EINVAL or -ERANGE.
 */
int conf_assign(struct conf *conf, struct section *section, const char *name, const char *value,
		size_t *at, struct err *err);

#endif
