// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes reports for a browser: one page that needs no other file. userspace/plots/page.html has
 * the style and the sorting of tables, with marks where this file inserts text. Body and summary
 * are kept in memory until the end, because the summary comes first.
 */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
#include "common/version.h"
#include "lib/base/files.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"
#include "lib/page/page.h"

/* <tag>text</tag> */
static void put_element(FILE *file, const char *tag, const char *text)
{
	fprintf(file, "<%s>", tag);
	quote_markup(file, text);
	fprintf(file, "</%s>\n", tag);
}

static void begin(struct page *page, const char *title)
{
	page->title = xstrdup(title);
	page->body_file = xmemstream(&page->body, &page->body_len);
	page->summary_file = xmemstream(&page->summary, &page->summary_len);
}

static void section(struct page *page, const char *title, const char *summary, bool bad)
{
	int nr = ++page->sections;

	fprintf(page->summary_file, "<li%s><a href=\"#s%d\">", bad ? " class=\"bad\"" : "", nr);
	quote_markup(page->summary_file, title);
	fputs("</a>: ", page->summary_file);
	quote_markup(page->summary_file, summary);
	fputs("</li>\n", page->summary_file);
	fprintf(page->body_file, "<h2 id=\"s%d\">", nr);
	quote_markup(page->body_file, title);
	fputs("</h2>\n", page->body_file);
}

static void answer(struct page *page, const char *text)
{
	put_element(page->summary_file, "li", text);
}

static void heading(struct page *page, const char *text)
{
	put_element(page->body_file, "h3", text);
}

static void say(struct page *page, const char *text)
{
	put_element(page->body_file, "p", text);
}

static const char *const shapes[] = {
	[CELL_WORD] = "w", [CELL_NUMBER] = "n", [CELL_REMARK] = "l",
	[CELL_LONG] = "l",
};

static const char *const moods[] = {
	[MOOD_PLAIN] = "", [MOOD_GOOD] = " good", [MOOD_BAD] = " bad", [MOOD_ABSENT] = " absent",
};

static void put_heads(FILE *file, const struct table *table)
{
	int i;

	fputs("<thead><tr>", file);
	for (i = 0; i < table->heads.nr; i++) {
		if (table_is_empty(table, i))
			continue;
		fprintf(file, "<th scope=\"col\" class=\"%s\"><button>", shapes[table->shapes[i]]);
		quote_markup(file, table->heads.name[i]);
		fputs("</button></th>", file);
	}
	fputs("</tr></thead>\n", file);
}

/* Each cell repeats its head, for narrow screens, where the row of heads is hidden. */
static void put_row(FILE *file, const struct table *table, const bool *empty, int row)
{
	const struct cell *cell;
	int i;

	fputs("<tr>", file);
	for (i = 0; i < table->heads.nr; i++) {
		if (empty[i])
			continue;
		cell = table_cell(table, row, i);
		fprintf(file, "<td class=\"%s%s\"", shapes[table->shapes[i]], moods[cell->mood]);
		if (!isnan(cell->value))
			fprintf(file, " data-v=\"%.17g\"", cell->value);
		fputs(" data-h=\"", file);
		quote_markup(file, table->heads.name[i]);
		putc('"', file);
		putc('>', file);
		quote_markup(file, cell->text);
		fputs("</td>", file);
	}
	fputs("</tr>\n", file);
}

static const char *class_of(const struct table *table)
{
	int i;

	if (table->bare)
		return "facts";
	for (i = 0; i < table->heads.nr; i++)
		if (table->shapes[i] == CELL_LONG && !table_is_empty(table, i))
			return "sorts blocks";
	return "sorts";
}

static void write_table(struct page *page, const struct table *table)
{
	bool *empty = xcalloc(table->heads.nr + 1, sizeof(*empty));
	FILE *file = page->body_file;
	int row, i;

	for (i = 0; i < table->heads.nr; i++)
		empty[i] = table_is_empty(table, i);
	fprintf(file, "<div class=\"wide\" tabindex=\"0\"><table class=\"%s\">\n",
		class_of(table));
	if (!table->bare)
		put_heads(file, table);
	fputs("<tbody>\n", file);
	for (row = 0; row < table_rows(table); row++)
		put_row(file, table, empty, row);
	fputs("</tbody></table></div>\n", file);
	free(empty);
}

/* Every figure has the same ids, and a page has room for one of each: they get a prefix. */
static const char *put_id(FILE *file, const char *at, int nr)
{
	static const char *const places[] = {
		" id='", " id=\"", "href='#", "href=\"#", "url(#", "url('#", "url(\"#",
	};
	size_t i, len;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		len = strlen(places[i]);
		if (strncmp(at, places[i], len))
			continue;
		fprintf(file, "%sf%d-", places[i], nr);
		return at + len;
	}
	return NULL;
}

/*
 * Leaves out the SVG's title, which a browser shows at the pointer and which is gnuplot's name,
 * not the figure's.
 */
static const char *skip_title(const char *at)
{
	const char *end = strncmp(at, "<title>", 7) ? NULL : strstr(at, "</title>");

	return end ? end + strlen("</title>") : at;
}

static void put_svg(FILE *file, const char *svg, int nr)
{
	bool in_tag = false;
	const char *next;

	while (*svg) {
		svg = skip_title(svg);
		in_tag = (in_tag || *svg == '<') && *svg != '>';
		next = in_tag ? put_id(file, svg, nr) : NULL;
		if (!next && *svg)
			putc(*svg++, file);
		svg = next ? next : svg;
	}
}

/* The width that a figure was drawn with; 0 if it does not say */
static int width_of(const char *svg)
{
	int width = 0;

	return sscanf(svg, "<svg viewBox=\"%*f %*f %d", &width) == 1 ? width : 0;
}

/* A figure in one of its two shapes; @class chooses when a browser shows it. */
static void put_shape(struct page *page, const char *path, const char *name, const char *class,
		      int nr)
{
	char *text = file_read(path);
	const char *svg = text ? strstr(text, "<svg") : NULL;

	if (svg) {
		fprintf(page->body_file,
			"<figure class=\"%s\" tabindex=\"0\" role=\"img\" style=\"--w: %dpx\" aria-label=\"",
			class, width_of(svg));
		quote_markup(page->body_file, name);
		fputs("\">\n", page->body_file);
		put_svg(page->body_file, svg, nr);
		fputs("</figure>\n", page->body_file);
	}
	free(text);
}

/* Some are drawn for a narrow screen as well, with the legend below. */
static void put_figure(struct page *page, const char *dir, const char *file)
{
	char path[2 * PATH_LEN], narrow[2 * PATH_LEN];
	int stem = strlen(file) - strlen(".svg");
	bool has_narrow;

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	snprintf(narrow, sizeof(narrow), "%s/%.*s.narrow.svg", dir, stem, file);
	has_narrow = !access(narrow, R_OK);
	put_shape(page, path, file, has_narrow ? "broad" : "", 2 * page->drawn.nr);
	if (has_narrow)
		put_shape(page, narrow, file, "narrow", 2 * page->drawn.nr + 1);
}

static void put_title(const struct page *page)
{
	quote_markup(page->file, page->title);
}

static void put_tool(const struct page *page)
{
	fprintf(page->file, "dmarig %s", DMARIG_VERSION);
}

static void put_summary(const struct page *page)
{
	fputs(page->summary, page->file);
}

static void put_body(const struct page *page)
{
	fputs(page->body, page->file);
}

/* The parts that page.html has marks for */
static const struct {
	const char *mark;
	void (*put)(const struct page *page);
} marks[] = {
	{ "{{title}}", put_title }, { "{{tool}}", put_tool }, { "{{summary}}", put_summary },
	{ "{{body}}", put_body },
};

static void fill_in(const struct page *page, const char *text)
{
	const char *brace;
	size_t i;

	while ((brace = strstr(text, "{{"))) {
		fwrite(text, 1, brace - text, page->file);
		for (i = 0; i < ARRAY_SIZE(marks); i++)
			if (!strncmp(brace, marks[i].mark, strlen(marks[i].mark)))
				break;
		if (i < ARRAY_SIZE(marks))
			marks[i].put(page);
		text = brace + (i < ARRAY_SIZE(marks) ? strlen(marks[i].mark) : 2);
	}
	fputs(text, page->file);
}

static int write_page(struct page *page, struct err *err)
{
	char dir[PATH_LEN], path[PATH_LEN + 16], *form;

	if (figure_plots(dir))
		return err_say(err, -ENOENT,
			       "no page.html found: set DMARIG_PLOTS to where style.gp is");
	snprintf(path, sizeof(path), "%s/page.html", dir);
	form = file_read(path);
	if (!form)
		return err_say(err, -errno, "%s: %s", path, strerror(errno));
	fill_in(page, form);
	free(form);
	return fflush(page->file) ? err_say(err, -EIO, "the page: %s", strerror(errno)) : 0;
}

static int end(struct page *page, struct err *err)
{
	fflush(page->body_file);
	fflush(page->summary_file);
	return write_page(page, err);
}

const struct writer writer_html = {
	.begin		= begin,
	.section	= section,
	.answer		= answer,
	.heading	= heading,
	.say		= say,
	.table		= write_table,
	.figure		= put_figure,
	.end		= end,
};
