/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kernel's log from a moment on, and which of its lines are no good.
 */
#ifndef DMARIG_KMSG_H
#define DMARIG_KMSG_H

#include <stdio.h>
#include "lib/base/err.h"

/* struct kmsg - a place in the log */
struct kmsg {
	int fd;			/* -1: the log cannot be read */
	bool in_splat;		/* between a WARN's "cut here" and its "end trace" */
	bool told;		/* of that splat */
	size_t len;		/* bytes of a line not yet whole */
	char part[8192];
};

/* struct kmsg_news - what came since the last look */
struct kmsg_news {
	int suspicious;		/* lines, where a whole WARN is one; -1: the log cannot be read */
	int overrun;		/* how often the kernel had dropped lines before we saw them */
	char first[256];	/* of the suspicious lines */
	bool splat;		/* one of them is no report, see kmsg_is_report() */
};

/**
 * kmsg_open() - start at the end of the log
 * @kmsg: gets the place
 * @why: why it cannot be read
 *
 * Return: 0 or -errno.
 */
int kmsg_open(struct kmsg *kmsg, struct why *why);

/**
 * kmsg_look() - read what is new
 * @kmsg: the place, moved to the end
 * @copy: gets every line as dmesg would show it, unless NULL
 * @news: gets what is to be said of them
 */
void kmsg_look(struct kmsg *kmsg, FILE *copy, struct kmsg_news *news);

/* kmsg_is_suspicious() - does a line tell of something wrong in the kernel? */
bool kmsg_is_suspicious(const char *line);

/* kmsg_is_report() - is a suspicious line what dma-debug or an IOMMU has to say of a device? */
bool kmsg_is_report(const char *line);

/* kmsg_say() - write a line of ours into the log, where that is allowed */
void kmsg_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* kmsg_close() - let go of the log */
void kmsg_close(struct kmsg *kmsg);

#endif
