// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes result directories. It knows the files and their names, and of columns only the few of
 * hist.csv.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "common/version.h"
#include "lib/base/csv.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/conditions.h"
#include "lib/kernel/machine.h"
#include "lib/kernel/samples.h"
#include "lib/result/outdir.h"
#include "lib/result/row.h"

static void utc(char *text, size_t len, const char *format)
{
	time_t now = time(NULL);
	struct tm tm;

	strftime(text, len, format, gmtime_r(&now, &tm));
}

static int make_path(const char *path)
{
	char part[sizeof(((struct outdir *)0)->path)];
	char *slash = part;

	snprintf(part, sizeof(part), "%s", path);
	while ((slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		mkdir(part, 0755);
		*slash = '/';
	}
	return mkdir(part, 0755) ? -errno : 0;
}

/* An empty directory may be used, such as mktemp -d makes; rmdir() finds out without a race. */
static int make_named(const char *path, struct err *err)
{
	int ret = make_path(path);

	if (ret == -EEXIST && !rmdir(path))
		ret = make_path(path);
	if (ret == -EEXIST)
		return err_say(err, -EINVAL, "%s exists and is not empty: results never change",
			       path);
	return ret ? err_say(err, ret, "%s: %s", path, strerror(-ret)) : 0;
}

/* The link is made aside and renamed, so that there is always one. */
static void link_latest(const char *base, const char *name)
{
	char aside[600], latest[600];

	snprintf(aside, sizeof(aside), "%s/.latest.%d", base, getpid());
	snprintf(latest, sizeof(latest), "%s/latest", base);
	if (symlink(name, aside) || rename(aside, latest))
		unlink(aside);
}

static int make_dated(struct outdir *out, const char *name, struct err *err)
{
	const char *base = getenv("DMARIG_RESULTS");
	char when[32], last[128];
	int i, ret = -EEXIST;

	base = base && *base ? base : "results";
	utc(when, sizeof(when), "%Y%m%dT%H%M%SZ");
	for (i = 1; ret == -EEXIST && i < 100; i++) {
		snprintf(last, sizeof(last), i == 1 ? "%s-%s" : "%s-%s-%d", when, name, i);
		snprintf(out->path, sizeof(out->path), "%s/%s", base, last);
		ret = make_path(out->path);
	}
	if (ret)
		return err_say(err, ret, "%s: %s", out->path, strerror(-ret));
	link_latest(base, last);
	return 0;
}

FILE *outdir_file(const struct outdir *out, const char *name)
{
	char path[640];

	snprintf(path, sizeof(path), "%s/%s", out->path, name);
	return fopen(path, "we");
}

static void write_hist_header(FILE *file)
{
	struct names columns = { 0 };

	names_split(&columns, "point,rep,phase,lower_ns,upper_ns,count", ',');
	csv_header(file, &columns);
	names_free(&columns);
}

int outdir_new(struct outdir *out, const char *path, const char *name, struct err *err)
{
	int ret;

	memset(out, 0, sizeof(*out));
	if (path)
		snprintf(out->path, sizeof(out->path), "%s", path);
	ret = path ? make_named(path, err) : make_dated(out, name, err);
	if (ret)
		return ret;
	out->dmesg = outdir_file(out, "dmesg.txt");
	return out->dmesg ? 0 : err_say(err, -errno, "%s: %s", out->path, strerror(errno));
}

int outdir_make(struct outdir *out, const char *path, const char *name, bool samples,
		struct err *err)
{
	int ret = outdir_new(out, path, name, err);

	if (ret)
		return ret;
	out->sweep = outdir_file(out, "sweep.csv");
	out->hist = outdir_file(out, "hist.csv");
	out->samples = samples ? outdir_file(out, "samples.csv") : NULL;
	if (!out->sweep || !out->hist || (samples && !out->samples))
		return err_say(err, -errno, "%s: %s", out->path, strerror(errno));
	csv_header(out->sweep, row_columns());
	write_hist_header(out->hist);
	if (samples)
		csv_header(out->samples, samples_columns());
	return 0;
}

void outdir_stream(struct outdir *out, FILE *file)
{
	memset(out, 0, sizeof(*out));
	out->sweep = file;
	csv_header(file, row_columns());
}

static void write_meta(const struct outdir *out, const char *status)
{
	char now[32], aside[640], meta[640];
	FILE *file;

	snprintf(aside, sizeof(aside), "%s/.meta.txt", out->path);
	snprintf(meta, sizeof(meta), "%s/meta.txt", out->path);
	file = fopen(aside, "we");
	if (!file)
		return;
	utc(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ");
	fprintf(file, "status: %s\n%srows: %d\nend: %s\n", status, out->about, out->rows, now);
	if (!fclose(file))
		rename(aside, meta);
}

static void put_value(FILE *text, const char *key, const char *value)
{
	fprintf(text, "%s: ", key);
	quote_line(text, value);
	putc('\n', text);
}

/* The part of meta.txt that every kind of result has; the text stays open for more. */
static FILE *about(struct outdir *out, const char *command)
{
	FILE *text = xmemstream(&out->about, &out->about_len);
	char now[32];

	utc(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ");
	fprintf(text, "tool: dmarig %s\ncontract: %d\n", DMARIG_VERSION, DMARIG_CONTRACT);
	put_value(text, "command", command);
	fprintf(text, "kernel: %s %s\n", machine_kernel(), machine_kernel_build());
	put_value(text, "machine", machine_name());
	put_value(text, "cmdline", machine_cmdline());
	fprintf(text, "cpus: %ld\nstart: %s\n", sysconf(_SC_NPROCESSORS_ONLN), now);
	conditions_write(text);
	return text;
}

void outdir_about(struct outdir *out, const char *command)
{
	fclose(about(out, command));
	write_meta(out, "partial");
}

void outdir_describe(struct outdir *out, const struct plan *plan, const char *conf,
		     const char *command)
{
	FILE *text, *copy;

	if (!*out->path)
		return;
	text = about(out, command);
	fprintf(text, "points: %d\nmeasurements: %d\nskipped_illegal: %d\n", plan->nr_points,
		plan->nr_steps, plan->skipped);
	fprintf(text, "order: %s\norder_seed: %llu\n", plan->random ? "random" : "given",
		plan->seed);
	fclose(text);
	write_meta(out, "partial");
	copy = conf ? outdir_file(out, "sweep.conf") : NULL;
	if (copy) {
		fputs(conf, copy);
		fclose(copy);
	}
}

bool outdir_row(struct outdir *out, char *const *cells)
{
	out->rows++;
	if (out->sweep)
		csv_line(out->sweep, cells, row_columns()->nr);
	return !out->sweep || !ferror(out->sweep);
}

void outdir_hist(struct outdir *out, int point, int rep, char *text)
{
	char *line, *space, before[32];

	if (!out->hist)
		return;
	snprintf(before, sizeof(before), "%d,%d,", point, rep);
	while ((line = strsep(&text, "\n"))) {
		if (!*line)
			continue;
		while ((space = strchr(line, ' ')))
			*space = ',';
		fputs(before, out->hist);
		fputs(line, out->hist);
		putc('\n', out->hist);
	}
	fflush(out->hist);
}

static bool close_file(FILE *file)
{
	bool good;

	if (!file)
		return true;
	good = !ferror(file);
	if (file == stdout)
		return !fflush(file) && good;
	return !fclose(file) && good;
}

bool outdir_close(struct outdir *out, bool complete)
{
	bool good = close_file(out->sweep);

	good = close_file(out->samples) && good;
	good = close_file(out->hist) && good;
	good = close_file(out->dmesg) && good;
	if (out->about)
		write_meta(out, complete && good ? "complete" : "partial");
	free(out->about);
	memset(out, 0, sizeof(*out));
	return good;
}
