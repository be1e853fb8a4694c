/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The lines of the kernel's log since a given moment, and the suspicious ones among them.
 */
#ifndef DMARIG_KMSG_H
#define DMARIG_KMSG_H

#include <stdio.h>
#include "lib/base/err.h"
#include "lib/kernel/kernel_log.h"

#define KMSG_LINE 512

/* struct kmsg_limit - the lines of a rate-limited kind since the first one */
struct kmsg_limit {
	u64 since_ms;
	int seen;
};

/* struct kmsg - a place in the log */
struct kmsg {
	int fd;			/* -1: the log cannot be read */
	bool in_splat;		/* between a WARN's "cut here" and its "end trace" */
	bool reported;		/* that splat is counted already */
	bool unfinished;	/* the last look may have ended in the middle of one */
	bool stops_wanted;	/* an access that an IOMMU stops is none of the suspicious */
	size_t len;		/* bytes of a line not yet whole */
	char part[8192];
	struct kmsg_limit limits[KERNEL_LOG_PATTERNS];
};

/* struct kmsg_news - what came since the last look; lines come with what they mean in brackets */
struct kmsg_news {
	int suspicious;		/* lines, where a whole WARN is one; -1: the log cannot be read */
	int overrun;		/* times that the kernel dropped lines before we read them */
	char first[KMSG_LINE];	/* the first suspicious line */
	char blind[KMSG_LINE];	/* the first line that says that a checker has turned itself off */
	char remark[KMSG_LINE];	/* the first that says that there may have been more */
	char frame[KMSG_LINE];	/* the first line of those that only surround a splat */
	bool splat;		/* one of them is no report of a device, see kernel_log.h */
};

/**
 * kmsg_open() - start at the end of the log
 * @kmsg: gets the place
 * @err: why it cannot be read
 *
 * Return: 0 or -errno.
 */
int kmsg_open(struct kmsg *kmsg, struct err *err);

/**
 * kmsg_look() - read what is new
 * @kmsg: the place, moved to the end
 * @copy: gets every line as dmesg would show it, unless NULL
 * @news: gets what is to be said of them
 */
void kmsg_look(struct kmsg *kmsg, FILE *copy, struct kmsg_news *news);

/**
 * kmsg_limited_ms() - how long the kernel may still keep quiet of what was seen too often
 * @kmsg: the place
 *
 * Return: ms until every limit that was reached is over; 0 when none was.
 */
int kmsg_limited_ms(const struct kmsg *kmsg);

/* kmsg_say() - write a line of ours into the log, where that is allowed */
void kmsg_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* kmsg_close() - let go of the log */
void kmsg_close(struct kmsg *kmsg);

#endif
