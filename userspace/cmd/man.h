/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Manual pages, as roff with the macros of man(7), from the rows that help is made of.
 */
#ifndef DMARIG_MAN_H
#define DMARIG_MAN_H

#include <stdio.h>

/**
 * man_print() - print a page
 * @topic: dmarig, a command, conf or csv
 * @file: the file to write to
 *
 * Return: the exit status.
 */
int man_print(const char *topic, FILE *file);

/* man_conf() - the page of conf files; man_csv() - the page of columns */
void man_conf(FILE *file);
void man_csv(FILE *file);

#endif
