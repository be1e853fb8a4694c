/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Text that enters another language. Names come from device trees, results from other people's
 * boards: any of it may hold what that language would act on, so each has one function here, and no
 * text gets there without. What cannot be shown (control characters, what is no UTF-8) is spelled:
 * \x1b; only those who read CSV, and a shell, get the bytes as they are.
 */
#ifndef DMARIG_QUOTE_H
#define DMARIG_QUOTE_H

#include <stdio.h>

/* quote_line() - text within a line, of a terminal or of a file that is read by line */
void quote_line(FILE *file, const char *text);

/* quote_ktap() - the name of a test or the reason of a skip: # would begin a directive */
void quote_ktap(FILE *file, const char *text);

/* quote_markup() - text between tags, or in an attribute, of HTML or XML */
void quote_markup(FILE *file, const char *text);

/**
 * quote_gnuplot() - a whole string, with its quotes
 * @file: the file to write to
 * @text: shown as it is where enhanced text is off
 *
 * Gnuplot runs what backquotes in double quotes say, so there are only single ones. ]]> is spelled,
 * as its SVG terminal makes ill-formed XML of that.
 */
void quote_gnuplot(FILE *file, const char *text);

/* quote_gnuplot_tic() - the same for the label of a tic, a format: % is spelled */
void quote_gnuplot_tic(FILE *file, const char *text);

/*
 * quote_json() - a whole string, with its quotes. Control characters are \u00..; what is no UTF-8
 * is spelled as elsewhere, so that the text is good JSON.
 */
void quote_json(FILE *file, const char *text);

/* quote_csv() - a cell, in quotes where it must be (RFC 4180) */
void quote_csv(FILE *file, const char *text);

/* quote_roff() - text within a line of a manual page */
void quote_roff(FILE *file, const char *text);

/* quote_shell() - a word of a POSIX shell's, in quotes where it must be */
void quote_shell(FILE *file, const char *text);

/* quote_file_name() - make text part of a file's name, in place */
void quote_file_name(char *text);

/**
 * quoted() - what one of them writes, as a string
 * @quote: which
 * @text: the text
 *
 * Return: it; the caller frees it.
 */
char *quoted(void (*quote)(FILE *file, const char *text), const char *text);

#endif
