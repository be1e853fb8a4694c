// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Text within XML and HTML.
 */
#include <ctype.h>
#include "markup.h"
#include "port.h"

static const struct {
	char c;
	const char *entity;
} entities[] = {
	{ '&', "&amp;" },
	{ '<', "&lt;" },
	{ '>', "&gt;" },
	{ '"', "&quot;" },
};

static const char *entity_of(char c)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(entities); i++)
		if (entities[i].c == c)
			return entities[i].entity;
	return NULL;
}

void markup_text(FILE *file, const char *text)
{
	const char *entity;

	for (; *text; text++) {
		entity = entity_of(*text);
		if (entity)
			fputs(entity, file);
		else
			putc(iscntrl((unsigned char)*text) && !isspace((unsigned char)*text) ?
			     '?' : *text, file);
	}
}
