// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig report: tables to stdout and plots into the directory, or all of it as one page.
 */
#include <getopt.h>
#include "cmd/cmd.h"
#include "lib/base/files.h"
#include "report/export.h"

/* struct wish - what the command line says */
struct wish {
	bool html, no_plots, kcidb;
	const struct export_format *format;	/* --as, or NULL */
	const char *build;
	const char *plots;
	const char *output;	/* of --html, or NULL */
	char path[600];		/* the page's path, or empty: stdout */
};

static int take_format(const struct option_row *row, void *place, const char *text,
		       struct err *err)
{
	const struct export_format *format = export_find(text);

	if (!format)
		return err_say(err, -EINVAL, "--%s %s: want kcidb, fio, hlog or trace", row->name,
			       text);
	*(const struct export_format **)place = format;
	return 0;
}

static const struct option_kind option_format = { .take = take_format };

/* A page is made aside and renamed, so that what is there is whole. */
static FILE *open_page(struct wish *wish, const char *home, struct err *err)
{
	char aside[sizeof(wish->path) + 8];
	FILE *file;

	if (wish->format && !wish->output)
		return stdout;
	if ((!wish->html && !wish->format) || (wish->output && !strcmp(wish->output, "-")))
		return stdout;
	if (wish->output)
		snprintf(wish->path, sizeof(wish->path), "%s", wish->output);
	else
		snprintf(wish->path, sizeof(wish->path), "%s/report.html", home);
	snprintf(aside, sizeof(aside), "%s.new", wish->path);
	file = fopen(aside, "we");
	if (!file)
		err_say(err, -EIO, "%s: %s", aside, strerror(errno));
	return file;
}

static int close_page(const struct wish *wish, FILE *file, int ret, struct err *err)
{
	char aside[sizeof(wish->path) + 8];

	if (!*wish->path)
		return ret;
	snprintf(aside, sizeof(aside), "%s.new", wish->path);
	if (fclose(file) && !ret)
		ret = err_say(err, -EIO, "%s: %s", aside, strerror(errno));
	if (ret) {
		remove(aside);
		return ret;
	}
	if (rename(aside, wish->path))
		return err_say(err, -EIO, "%s: %s", wish->path, strerror(errno));
	puts(wish->path);
	return 0;
}

static int write_kinds(struct page *page, const struct names found[NR_REPORT_KINDS],
		       const char *home, struct err *err)
{
	int i, ret = 0;

	page->writer->begin(page, home);
	for (i = 0; report_kinds[i] && !ret; i++)
		if (found[i].nr)
			ret = report_kinds[i]->report(page, &found[i], home, err);
	if (!ret)
		ret = page->writer->end(page, err);
	page_free(page);
	return ret;
}

static int write_report(const struct names found[NR_REPORT_KINDS], const char *home,
			struct wish *wish, struct page *page)
{
	struct err err = { "" };
	int ret;

	page->writer = wish->html ? &writer_html : &writer_text;
	page->file = open_page(wish, home, &err);
	if (!page->file)
		return complain(-EIO, &err);
	ret = close_page(wish, page->file, write_kinds(page, found, home, &err), &err);
	if (ret)
		return complain(ret, &err);
	if (page->ret)
		complain(page->ret, &page->err);
	/* Tables without plots are still a report. */
	return !page->ret || page->ret == -ENOENT ? EXIT_GOOD : EXIT_SYSTEM;
}

static int export_all(const struct names found[NR_REPORT_KINDS], struct wish *wish)
{
	struct err err = { "" };
	FILE *file = open_page(wish, "", &err);
	int ret = -EIO;

	if (file)
		ret = close_page(wish, file, wish->format->write(found, wish->build, file, &err),
				 &err);
	return ret ? complain(ret, &err) : EXIT_GOOD;
}

static int report_all(char **paths, int nr, struct wish *wish, struct page *page)
{
	struct names found[NR_REPORT_KINDS] = { 0 };
	struct err err = { "" };
	char home[PATH_LEN];
	int i, ret = 0;

	for (i = 0; i < nr && !ret; i++)
		ret = kinds_find(paths[i], found, &err);
	kinds_home(paths[0], home, sizeof(home));
	if (ret)
		ret = complain(ret, &err);
	else if (wish->format)
		ret = export_all(found, wish);
	else if (page->where && found[REPORT_sweep].nr > 1)
		ret = bad_usage(&cmd_report,
				"--plots %s is for the figures of one directory: those of %d sweeps have the same names",
				page->where, found[REPORT_sweep].nr);
	else
		ret = write_report(found, home, wish, page);
	for (i = 0; i < NR_REPORT_KINDS; i++)
		names_free(&found[i]);
	return ret;
}

static int report(int argc, char **argv)
{
	struct wish wish = { 0 };
	struct page page = { 0 };
	int status = options_read(&cmd_report, &wish, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	if (optind == argc)
		return bad_usage(&cmd_report, "want a result directory");
	if (wish.kcidb)
		wish.format = export_find("kcidb");
	if (wish.format && wish.html)
		return bad_usage(&cmd_report, "--html or --as, not both");
	if (wish.output && !wish.html && !wish.format)
		return bad_usage(&cmd_report, "-o %s is for --html; tables go to stdout",
				 wish.output);
	page.plots = !wish.no_plots;
	page.where = wish.plots;
	return report_all(argv + optind, argc - optind, &wish, &page);
}

static const struct option_row options[] = {
	OPT_FLAG(0, "html", struct wish, html,
		 "one self-contained page, to DIR/report.html; else tables to stdout"),
	OPT_OWN(0, "as", &option_format, struct wish, format, NULL, "FORMAT", WORDS_NONE,
		"what other programs read, to stdout: kcidb, fio (json+), hlog (a log of\n"
		"HdrHistogram), or trace (of breakdown.csv, for Perfetto and Chrome)"),
	OPT_FLAG(0, "kcidb", struct wish, kcidb, "--as kcidb"),
	OPT_TEXT(0, "build", struct wish, build, "ORIGIN:ID", WORDS_NONE,
		 "for KCIDB: the id of the build that was tested"),
	OPT_TEXT('o', "output", struct wish, output, "FILE", WORDS_FILES,
		 "the page, or what --as writes, goes there; - is stdout"),
	OPT_TEXT(0, "plots", struct wish, plots, "PLOTDIR", WORDS_DIRECTORIES,
		 "figures go there; else to plots/ in DIR"),
	OPT_FLAG(0, "no-plots", struct wish, no_plots, "no figures"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "DIR", WORDS_DIRECTORIES,
	  "of a sweep, a card, torture or mutation; or with such below it; or the JSON of\n"
	  "a card, FILE.json, as of another board" },
	{ 0 }
};

const struct command cmd_report = {
	.name		= "report",
	.summary	= "tables and plots from a result directory, or one page of all of it",
	.fn		= report,
	.synopsis	= "DIR...",
	.arguments	= arguments,
	.options	= options,
};
