// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes figures. The input of gnuplot stays in the directory, so that a figure can be drawn again
 * with gnuplot NAME.gp.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/base/datadir.h"
#include "lib/base/files.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"
#include "lib/figure/figure.h"

static bool is_panel(const void *at, int i, const void *title)
{
	return !strcmp(((const struct panel *)at)[i].title, title);
}

struct panel *figure_panel(struct figure *figure, const char *title)
{
	u64 hash = lookup_hash(LOOKUP_HASH_START, title);
	int i = lookup_find(&figure->lookup, hash, is_panel, figure->panel, title);
	struct panel *panel;

	if (i >= 0)
		return &figure->panel[i];
	lookup_add(&figure->lookup, hash, figure->nr);
	figure->panel = xgrow(figure->panel, figure->nr, sizeof(*figure->panel));
	panel = &figure->panel[figure->nr++];
	memset(panel, 0, sizeof(*panel));
	snprintf(panel->title, sizeof(panel->title), "%s", title);
	return panel;
}

static FILE *create(const struct figure *figure, const char *dir, const char *suffix)
{
	char path[2 * PATH_LEN];

	snprintf(path, sizeof(path), "%s/%s%s", dir, figure->file, suffix);
	return fopen(path, "we");
}

/* A block a curve: its label, for who reads it, then x, median, least and most. */
static bool write_panel(const struct figure *figure, int nr, const char *dir)
{
	const struct curve *curve, *end;
	const struct spot *spot;
	char suffix[24];
	FILE *file;

	snprintf(suffix, sizeof(suffix), ".%d.dat", nr);
	file = create(figure, dir, suffix);
	if (!file)
		return false;
	curve = figure->panel[nr].curves.at;
	for (end = curve + figure->panel[nr].curves.nr; curve < end; curve++) {
		fputs("# ", file);
		quote_line(file, curve->label);
		putc('\n', file);
		for (spot = curve->spots; spot < curve->spots + curve->nr; spot++)
			fprintf(file, "%.9g %.9g %.9g %.9g\n", spot->x, spot_median(spot),
				spot_min(spot), spot_max(spot));
		fputs("\n\n", file);
	}
	return !fclose(file);
}

int figure_plots(char dir[PATH_LEN])
{
	static const char *const places[] = {
		"plots", "../share/dmarig/plots", "../plots", "../../userspace/plots",
		"../../../userspace/plots", "/usr/share/dmarig/plots", NULL
	};

	return datadir_find(dir, "DMARIG_PLOTS", "style.gp", places);
}

static void put_variable(FILE *file, const char *name, const char *text)
{
	fprintf(file, "%s = ", name);
	quote_gnuplot(file, text);
	putc('\n', file);
}

/* A newline in it is one. */
static void put_title(FILE *file, const char *title)
{
	char *lines = xstrdup(title), *rest = lines, *line = strsep(&rest, "\n");

	fputs("title = ", file);
	quote_gnuplot(file, line);
	while ((line = strsep(&rest, "\n"))) {
		fputs(".\"\\n\".", file);
		quote_gnuplot(file, line);
	}
	putc('\n', file);
	free(lines);
}

static void write_array(FILE *file, const struct figure *figure)
{
	const struct panel *panel;
	int i, j;

	fprintf(file, "nr = %d\narray name[%d]\narray blocks[%d]\narray marks[%d]\n", figure->nr,
		figure->nr, figure->nr, figure->nr);
	for (i = 0; i < figure->nr; i++) {
		panel = &figure->panel[i];
		fprintf(file, "name[%d] = ", i + 1);
		quote_gnuplot(file, panel->title);
		fprintf(file, "\nblocks[%d] = %d\nmarks[%d] = \"", i + 1, panel->curves.nr, i + 1);
		for (j = 0; j < panel->nr_marks; j++)
			fprintf(file, "%s%.9g", j ? " " : "", panel->mark[j]);
		fputs("\"\n", file);
	}
}

/* Words on an axis; gnuplot has no empty arrays, so there is always a last, empty one. */
static void write_words(FILE *file, const char *name, const struct names *words,
			void (*quote)(FILE *file, const char *text))
{
	int i;

	fprintf(file, "nr_%s = %d\narray %s[%d]\n", name, words->nr, name, words->nr + 1);
	for (i = 0; i < words->nr; i++) {
		fprintf(file, "%s[%d] = ", name, i + 1);
		quote(file, words->name[i]);
		putc('\n', file);
	}
}

static void write_curve_names(FILE *file, const struct figure *figure)
{
	struct names names = { 0 };
	int i;

	for (i = 0; i < figure->panel[0].curves.nr; i++)
		names_add(&names, figure->panel[0].curves.at[i].label);
	write_words(file, "curve_name", &names, quote_gnuplot);
	names_free(&names);
}

/* Writes the labels of all curves as variables, because data files cannot quote text. */
static void write_labels(FILE *file, const struct figure *figure)
{
	int i, j;

	for (i = 0; i < figure->nr; i++) {
		for (j = 0; j < figure->panel[i].curves.nr; j++) {
			fprintf(file, "label_%d_%d = ", i, j);
			quote_gnuplot(file, figure->panel[i].curves.at[j].label);
			putc('\n', file);
		}
	}
}

static bool write_script(const struct figure *figure, const char *kind, const char *dir,
			 const char *plots)
{
	FILE *file = create(figure, dir, ".gp");

	if (!file)
		return false;
	put_variable(file, "file", figure->file);
	put_title(file, figure->title);
	put_variable(file, "plots", plots);
	write_array(file, figure);
	write_labels(file, figure);
	write_curve_names(file, figure);
	write_words(file, "row_name", &figure->rows, quote_gnuplot_tic);
	write_words(file, "column_name", &figure->columns, quote_gnuplot_tic);
	fprintf(file, "load plots.\"/style.gp\"\nload plots.\"/%s.gp\"\n", kind);
	fprintf(file,
		"if (narrows) {\n\tnarrow = 1\n\treset\n\tload plots.\"/style.gp\"\n\tload plots.\"/%s.gp\"\n}\n",
		kind);
	return !fclose(file);
}

static int run_gnuplot(const struct figure *figure, const char *dir, struct err *err)
{
	char script[300];
	int status;
	pid_t pid;

	snprintf(script, sizeof(script), "%s.gp", figure->file);
	fflush(NULL);
	pid = fork();
	if (!pid) {
		/* The styles are UTF-8, whatever the user's locale is; -d: no .gnuplot is read. */
		setenv("LC_ALL", "C.UTF-8", 1);
		if (!chdir(dir))
			execlp("gnuplot", "gnuplot", "-d", script, NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return err_say(err, -EIO, "gnuplot cannot be started: %s", strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return err_say(err, -ENOENT,
			       "gnuplot is not installed, so no plots: apt install gnuplot-nox");
	return status ? err_say(err, -EIO, "gnuplot could not draw %s/%s", dir, script) : 0;
}

int figure_draw(const struct figure *figure, const char *kind, const char *dir, struct err *err)
{
	char plots[PATH_LEN];
	int i;

	if (figure_plots(plots))
		return err_say(err, -ENOENT,
			       "no .gp files found: set DMARIG_PLOTS to where style.gp is");
	for (i = 0; i < figure->nr; i++)
		if (!write_panel(figure, i, dir))
			return err_say(err, -EIO, "%s: %s", dir, strerror(errno));
	if (!write_script(figure, kind, dir, plots))
		return err_say(err, -EIO, "%s: %s", dir, strerror(errno));
	return run_gnuplot(figure, dir, err);
}

/* Panels are no longer found by their titles then. */
void figure_drop_empty(struct figure *figure)
{
	int i, kept = 0;

	lookup_free(&figure->lookup);
	for (i = 0; i < figure->nr; i++)
		if (figure->panel[i].curves.nr)
			figure->panel[kept++] = figure->panel[i];
	figure->nr = kept;
}

static int limit_curves(struct panel *panel)
{
	int nr = panel->curves.nr;

	if (nr > MAX_CURVES)
		curves_keep(&panel->curves, MAX_CURVES);
	return nr;
}

static void say_limited(struct figure *figure, int panels, int curves)
{
	size_t at = strlen(figure->title), room = sizeof(figure->title) - at;
	char of_panels[64] = "", of_curves[64] = "";

	if (panels > MAX_PANELS)
		snprintf(of_panels, sizeof(of_panels), "the first %d of %d panels", MAX_PANELS,
			 panels);
	if (curves > MAX_CURVES)
		snprintf(of_curves, sizeof(of_curves), "the first %d of %d curves", MAX_CURVES,
			 curves);
	snprintf(figure->title + at, room, "\n%s%s%s", of_panels,
		 *of_panels && *of_curves ? ", in each " : "", of_curves);
}

bool figure_limit(struct figure *figure)
{
	int i, here, panels = figure->nr, curves = 0;

	lookup_free(&figure->lookup);
	while (figure->nr > MAX_PANELS)
		curves_free(&figure->panel[--figure->nr].curves);
	for (i = 0; i < figure->nr; i++) {
		here = limit_curves(&figure->panel[i]);
		curves = here > curves ? here : curves;
	}
	if (panels <= MAX_PANELS && curves <= MAX_CURVES)
		return false;
	say_limited(figure, panels, curves);
	return true;
}

void figure_free(struct figure *figure)
{
	int i;

	for (i = 0; i < figure->nr; i++)
		curves_free(&figure->panel[i].curves);
	free(figure->panel);
	lookup_free(&figure->lookup);
	names_free(&figure->rows);
	names_free(&figure->columns);
	figure->panel = NULL;
	figure->nr = 0;
}
