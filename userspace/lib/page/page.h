/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A report while it is being written, as text for a terminal or as one self-contained page for a
 * browser. The page holds the order of its parts; the kinds decide what they say, see kinds.h.
 */
#ifndef DMARIG_PAGE_H
#define DMARIG_PAGE_H

#include <stdio.h>
#include "lib/base/err.h"
#include "lib/base/table.h"
#include "lib/figure/figure.h"

struct page;

/* struct writer - a way of writing reports: a block a way */
struct writer {
	void (*begin)(struct page *page, const char *title);
	/* A kind of results begins, and what it comes to in one sentence */
	void (*section)(struct page *page, const char *title, const char *summary, bool bad);
	/* One more sentence of what the section comes to */
	void (*answer)(struct page *page, const char *text);
	void (*heading)(struct page *page, const char *text);
	void (*say)(struct page *page, const char *text);
	void (*table)(struct page *page, const struct table *table);
	/* A figure that has been drawn: @file in @dir */
	void (*figure)(struct page *page, const char *dir, const char *file);
	/* Return: 0 or -errno */
	int (*end)(struct page *page, struct err *err);
};

extern const struct writer writer_text, writer_html;

/* struct page - set the first four, leave the rest zero */
struct page {
	const struct writer *writer;
	FILE *file;
	const char *where;	/* --plots: directory of figures; NULL: plots/ of each result */
	bool plots;
	struct names drawn;	/* paths of figures */
	struct err err;		/* the first error of drawing figures */
	int ret;
	char *title;		/* the writer's own from here on */
	char *summary, *body;
	size_t summary_len, body_len;
	FILE *summary_file, *body_file;
	int sections;
};

/* page_section(), page_heading(), page_say() - as for printf() */
void page_section(struct page *page, const char *title, bool bad, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void page_answer(struct page *page, const char *text);
void page_heading(struct page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void page_say(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* page_table() - write a table unless it is empty, and free it */
void page_table(struct page *page, struct table *table);

/* page_drawn() - add figures that the caller has drawn: their names in a directory */
void page_drawn(struct page *page, const char *dir, const struct names *files);

/* page_failed() - figures could not be drawn; the tables go on */
void page_failed(struct page *page, int ret, const struct err *err);

/**
 * page_draw() - draw a figure if figures are wanted, and free it
 * @page: the page
 * @figure: the figure
 * @kind: the name of the .gp file
 * @dir: the result directory, in whose plots/ it goes unless told otherwise
 */
void page_draw(struct page *page, struct figure *figure, const char *kind, const char *dir);

/* page_free() - free what was collected; the file is its owner's to close */
void page_free(struct page *page);

/* page_plots() - the directory of a result's figures */
const char *page_plots(const struct page *page, const char *dir, char *text, size_t len);

#endif
