// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The part of writing a report that is common to all formats.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "lib/base/files.h"
#include "lib/page/page.h"

#define SENTENCE_LEN 2048

/* FORMATTED - the text that the arguments of a function like printf() make, in @text */
#define FORMATTED(text, format)						\
	do {								\
		va_list args_;						\
									\
		va_start(args_, format);				\
		vsnprintf(text, sizeof(text), format, args_);		\
		va_end(args_);						\
	} while (0)

void page_section(struct page *page, const char *title, bool bad, const char *format, ...)
{
	char text[SENTENCE_LEN];

	FORMATTED(text, format);
	page->writer->section(page, title, text, bad);
}

void page_answer(struct page *page, const char *text)
{
	page->writer->answer(page, text);
}

void page_heading(struct page *page, const char *format, ...)
{
	char text[SENTENCE_LEN];

	FORMATTED(text, format);
	page->writer->heading(page, text);
}

void page_say(struct page *page, const char *format, ...)
{
	char text[SENTENCE_LEN];

	FORMATTED(text, format);
	page->writer->say(page, text);
}

void page_table(struct page *page, struct table *table)
{
	if (table_rows(table))
		page->writer->table(page, table);
	table_free(table);
}

const char *page_plots(const struct page *page, const char *dir, char *text, size_t len)
{
	snprintf(text, len, "%s%s", page->where ? page->where : dir, page->where ? "" : "/plots");
	return text;
}

void page_failed(struct page *page, int ret, const struct err *err)
{
	if (page->ret)
		return;
	page->ret = ret;
	page->err = *err;
}

void page_drawn(struct page *page, const char *dir, const struct names *files)
{
	char path[2 * PATH_LEN];
	int i;

	for (i = 0; i < files->nr; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, files->name[i]);
		names_add(&page->drawn, path);
		page->writer->figure(page, dir, files->name[i]);
	}
}

void page_draw(struct page *page, struct figure *figure, const char *kind, const char *dir)
{
	char plots[PATH_LEN + 8], file[sizeof(figure->file) + 8];
	struct names one = { 0 };
	struct err err = { "" };
	int ret = 0;

	page_plots(page, dir, plots, sizeof(plots));
	if (page->plots && mkdir(plots, 0755) && errno != EEXIST)
		ret = err_say(&err, -EIO, "%s: %s", plots, strerror(errno));
	if (page->plots && !ret)
		ret = figure_draw(figure, kind, plots, &err);
	if (ret)
		page_failed(page, ret, &err);
	snprintf(file, sizeof(file), "%s.svg", figure->file);
	names_add(&one, file);
	if (page->plots && !ret)
		page_drawn(page, plots, &one);
	names_free(&one);
	figure_free(figure);
}

void page_free(struct page *page)
{
	if (page->body_file)
		fclose(page->body_file);
	if (page->summary_file)
		fclose(page->summary_file);
	free(page->body);
	free(page->summary);
	free(page->title);
	names_free(&page->drawn);
}
