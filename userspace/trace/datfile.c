// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes a trace.dat. Numbers are in this computer's byte order. The data of a CPU has to be
 * contiguous, and its length is known only at the end.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"
#include "trace/datfile.h"

#define OPTION_END	0
#define OPTION_CLOCK	4
#define CLOCK		"[mono]"

struct datfile {
	char path[PATH_LEN];
	FILE *file;
	int cpus, page_size;
	u64 *bytes;		/* a CPU each */
	FILE **pages;
	bool bad;
};

/* An unnamed temporary file on the same file system as the trace.dat */
static FILE *open_pages(const char *path)
{
	char name[PATH_LEN + 16];
	FILE *file = NULL;
	int fd;

	snprintf(name, sizeof(name), "%s.XXXXXX", path);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0) {
		unlink(name);
		file = fdopen(fd, "w+");
	}
	return file;
}

int datfile_new(struct datfile **datfile, const char *path, int cpus, int page_size,
		struct err *err)
{
	struct datfile *d = xcalloc(1, sizeof(*d));
	int cpu;

	snprintf(d->path, sizeof(d->path), "%s", path);
	d->cpus = cpus;
	d->page_size = page_size;
	d->bytes = xcalloc(cpus, sizeof(*d->bytes));
	d->pages = xcalloc(cpus, sizeof(*d->pages));
	d->file = fopen(path, "we");
	*datfile = d;
	for (cpu = 0; cpu < cpus && d->file; cpu++) {
		d->pages[cpu] = open_pages(path);
		if (!d->pages[cpu])
			break;
	}
	return d->file && cpu == cpus ? 0 : err_say(err, -errno, "%s: %s", path, strerror(errno));
}

void datfile_page(struct datfile *d, int cpu, const void *page)
{
	if (fwrite(page, d->page_size, 1, d->pages[cpu]) != 1)
		d->bad = true;
	else
		d->bytes[cpu] += d->page_size;
}

static void put(struct datfile *d, const void *data, size_t len)
{
	if (len && fwrite(data, len, 1, d->file) != 1)
		d->bad = true;
}

static void put_word(struct datfile *d, unsigned int value)
{
	put(d, &value, sizeof(value));
}

static void put_long(struct datfile *d, u64 value)
{
	put(d, &value, sizeof(value));
}

static char *read_in(const char *tracing, const char *name)
{
	char path[2 * PATH_LEN];
	char *text;

	snprintf(path, sizeof(path), "%s/%s", tracing, name);
	text = file_read(path);
	return text ? text : xstrdup("");
}

/* A text of the kernel's, behind its length. */
static void put_file(struct datfile *d, const char *tracing, const char *name)
{
	char *text = read_in(tracing, name);

	put_long(d, strlen(text));
	put(d, text, strlen(text));
	free(text);
}

static void put_head(struct datfile *d, const char *tracing)
{
	static const char magic[] = "\027\bDtracing6";	/* and its NUL */
	static const unsigned int one = 1;
	const unsigned char about[] = { !*(const unsigned char *)&one, sizeof(long) };

	put(d, magic, sizeof(magic));
	put(d, about, sizeof(about));
	put_word(d, d->page_size);
	put(d, "header_page", 12);
	put_file(d, tracing, "events/header_page");
	put(d, "header_event", 13);
	put_file(d, tracing, "events/header_event");
}

/* Events are directories with a format in them. */
static int is_event(const struct dirent *entry)
{
	return *entry->d_name != '.' && entry->d_type == DT_DIR;
}

static void put_formats(struct datfile *d, const char *tracing, const char *system)
{
	char path[2 * PATH_LEN], name[PATH_LEN];
	struct dirent **events = NULL;
	int i, nr;

	snprintf(path, sizeof(path), "%s/events/%s", tracing, system);
	nr = scandir(path, &events, is_event, alphasort);
	put_word(d, nr > 0 ? nr : 0);
	for (i = 0; i < nr; i++) {
		snprintf(name, sizeof(name), "events/%s/%s/format", system, events[i]->d_name);
		put_file(d, tracing, name);
		free(events[i]);
	}
	free(events);
}

static void put_systems(struct datfile *d, const char *tracing, const char *const *systems)
{
	unsigned int nr = 0;

	while (systems[nr])
		nr++;
	put_word(d, nr);
	for (; *systems; systems++) {
		put(d, *systems, strlen(*systems) + 1);
		put_formats(d, tracing, *systems);
	}
}

/* No symbols and no printk formats: no event of these needs them. */
static void put_words(struct datfile *d, const char *tracing)
{
	put_word(d, 0);
	put_word(d, 0);
	put_file(d, tracing, "saved_cmdlines");
}

static void put_options(struct datfile *d)
{
	unsigned short option = OPTION_CLOCK;

	put_word(d, d->cpus);
	put(d, "options  ", 10);
	put(d, &option, sizeof(option));
	put_word(d, strlen(CLOCK) + 1);
	put(d, CLOCK, strlen(CLOCK) + 1);
	option = OPTION_END;
	put(d, &option, sizeof(option));
}

static void pad(struct datfile *d, u64 to)
{
	while (!d->bad && (u64)ftell(d->file) < to)
		if (putc(0, d->file) == EOF)
			d->bad = true;
}

static void put_pages(struct datfile *d, int cpu)
{
	void *page = xmalloc(d->page_size);

	rewind(d->pages[cpu]);
	while (!d->bad && fread(page, d->page_size, 1, d->pages[cpu]) == 1)
		put(d, page, d->page_size);
	d->bad = d->bad || ferror(d->pages[cpu]);
	free(page);
}

static void put_data(struct datfile *d)
{
	u64 at, begin;
	int cpu;

	put(d, "flyrecord", 10);
	begin = ftell(d->file) + 16ull * d->cpus + sizeof(u64) + strlen(CLOCK);
	begin = (begin + d->page_size - 1) / d->page_size * d->page_size;
	for (cpu = 0, at = begin; cpu < d->cpus; at += d->bytes[cpu++]) {
		put_long(d, at);
		put_long(d, d->bytes[cpu]);
	}
	put_long(d, strlen(CLOCK));
	put(d, CLOCK, strlen(CLOCK));
	pad(d, begin);
	for (cpu = 0; cpu < d->cpus; cpu++)
		put_pages(d, cpu);
}

static int free_all(struct datfile *d, struct err *err)
{
	bool good = !d->bad && d->file;
	int cpu, ret;

	if (d->file)
		good = !fclose(d->file) && good;
	ret = good ? 0 : err_say(err, -ENOSPC, "%s could not be written whole", d->path);
	for (cpu = 0; cpu < d->cpus; cpu++)
		if (d->pages[cpu])
			fclose(d->pages[cpu]);
	free(d->pages);
	free(d->bytes);
	free(d);
	return ret;
}

int datfile_close(struct datfile *d, const char *tracing, const char *const *systems,
		  struct err *err)
{
	if (!d)
		return 0;
	if (d->file && !d->bad) {
		put_head(d, tracing);
		/* The kernel's own events: none is recorded. */
		put_word(d, 0);
		put_systems(d, tracing, systems);
		put_words(d, tracing);
		put_options(d);
		put_data(d);
	}
	return free_all(d, err);
}
