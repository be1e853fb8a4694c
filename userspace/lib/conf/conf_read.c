// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads a conf file with inih, which knows comments, sections and names. inih does not say in
 * which column something stands, so this file hands it one line at a time and keeps that line.
 */
#include <ctype.h>
#include <ini.h>
#include <stdlib.h>
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"
#include "lib/conf/conf_line.h"

/* struct reader - where in the file we are */
struct reader {
	struct conf *conf;
	struct section *section;	/* the section that the current line is in */
	const char *next;		/* the lines not yet read */
	const char *line;		/* the line at work */
	int nr;				/* its number */
	int ret;
	struct err *err;		/* the first error; what follows is not looked at */
};

static int fail(struct reader *r, size_t column)
{
	struct err reason = *r->err;

	return r->ret = err_say(r->err, -EINVAL, "%s:%d:%zu: %s", r->conf->path, r->nr, column + 1,
				reason.text);
}

/* inih calls no handler for a section heading, so an empty section would be lost. */
static void open_section(struct reader *r, const char *heading)
{
	struct conf *conf = r->conf;
	char name[64];
	int i;

	if (sscanf(heading, "[%63[^]\n]]", name) != 1)
		return;
	if (!strcmp(name, "global")) {
		r->section = &conf->global;
		return;
	}
	for (i = 0; i < conf->nr_sections; i++) {
		if (strcmp(conf->sections[i].name, name))
			continue;
		err_say(r->err, -EINVAL, "section [%s] is there already, in line %d", name,
			conf->sections[i].line);
		fail(r, heading - r->line);
		return;
	}
	conf->sections = xrealloc(conf->sections,
				  (conf->nr_sections + 1) * sizeof(*conf->sections));
	r->section = &conf->sections[conf->nr_sections++];
	section_init(r->section, name, r->nr);
}

/* inih's fgets(). Indented lines are no continuations here, so inih must not see the indent. */
static char *next_line(char *to, int room, void *data)
{
	struct reader *r = data;
	size_t len = strcspn(r->next, "\n");
	const char *text = r->next;

	if (!*r->next || r->ret)
		return NULL;
	r->line = r->next;
	r->next += len + (r->next[len] == '\n');
	r->nr++;
	while (isblank((unsigned char)*text))
		text++;
	len -= text - r->line;
	if (len + 2 > (size_t)room) {
		err_say(r->err, -EINVAL, "a line may have %d characters", room - 2);
		fail(r, room - 2);
		return NULL;
	}
	if (*text == '[')
		open_section(r, text);
	snprintf(to, room, "%.*s\n", (int)len, text);
	return to;
}

/* The column in which the value begins in the current line */
static size_t value_column(const struct reader *r)
{
	size_t at = strcspn(r->line, "=:\n");

	at += r->line[at] == '=' || r->line[at] == ':';
	while (isblank((unsigned char)r->line[at]))
		at++;
	return at;
}

static int take(void *data, const char *section, const char *name, const char *value)
{
	struct reader *r = data;
	size_t at;

	(void)section;
	if (r->ret)
		return 0;
	if (!conf_assign(r->conf, r->section, name, value, &at, r->err))
		return 1;
	if (at == CONF_AT_NAME)
		fail(r, strspn(r->line, " \t"));
	else
		fail(r, value_column(r) + at);
	return 0;
}

int conf_parse(struct conf *conf, const char *path, char *text, struct err *err)
{
	struct reader r = { .conf = conf, .next = text, .line = text, .err = err };
	int line;

	memset(conf, 0, sizeof(*conf));
	conf->path = path;
	conf->text = text;
	section_init(&conf->global, "global", 0);
	r.section = &conf->global;
	line = ini_parse_stream(next_line, &r, take, &r);
	if (line > 0 && !r.ret) {
		r.nr = line;
		err_say(err, -EINVAL, "want [SECTION], KNOB=VALUES or a comment");
		fail(&r, 0);
	}
	return r.ret;
}

static char *read_stdin(void)
{
	size_t room = 0, len;
	char *text = NULL;
	FILE *copy = xmemstream(&text, &room);
	char part[4096];

	while ((len = fread(part, 1, sizeof(part), stdin)))
		fwrite(part, 1, len, copy);
	return xmemstream_end(copy, &text);
}

/* The sweep is called as its file, unless the file says otherwise. */
static void name_after(struct conf *conf, const char *path)
{
	const char *slash = strrchr(path, '/');
	char name[64];

	snprintf(name, sizeof(name), "%.60s", slash ? slash + 1 : path);
	if (strrchr(name, '.'))
		*strrchr(name, '.') = '\0';
	if (*conf->name)
		return;
	strcpy(conf->name, conf_name_is_good(name) && strcmp(name, "-") ? name : "sweep");
}

int conf_read(struct conf *conf, const char *path, struct err *err)
{
	bool is_stdin = !strcmp(path, "-");
	char *text = is_stdin ? read_stdin() : file_read(path);
	int ret;

	memset(conf, 0, sizeof(*conf));
	if (!text)
		return err_say(err, -EINVAL, "%s: %s", path, strerror(errno));
	ret = conf_parse(conf, is_stdin ? "stdin" : path, text, err);
	name_after(conf, path);
	return ret;
}
