// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kernel's log, read from /dev/kmsg: a record a read, "level,number,microseconds,flags;text",
 * then lines about it that begin with a space.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/kernel/kmsg.h"

int kmsg_open(struct kmsg *kmsg, struct why *why)
{
	memset(kmsg, 0, sizeof(*kmsg));
	kmsg->fd = open(root_path(ROOT_KMSG), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (kmsg->fd < 0)
		return because(why, -errno, "%s: %s", root_path(ROOT_KMSG), strerror(errno));
	lseek(kmsg->fd, 0, SEEK_END);
	return 0;
}

bool kmsg_is_suspicious(const char *line)
{
	static const char *const signs[] = {
		"BUG: ", "WARNING: ", "Oops", "DMA-API: ", "KASAN", "KCSAN", "KFENCE", "UBSAN",
		"kernel BUG at", "general protection fault", "Unable to handle kernel",
		"rcu: INFO: ", "detected stall", "detected stalls", "blocked for more than",
		"soft lockup", "hard LOCKUP", "possible circular locking", "suspicious RCU usage",
		"inconsistent lock state", "possible recursive locking", "refcount_t: ",
		"Kernel panic", "list_add corruption", "list_del corruption",
		"scheduling while atomic",
		"sleeping function called from invalid context", "DEBUG_LOCKS_WARN_ON",
		"Object padding overwritten", "Poison overwritten", "Redzone overwritten",
		"Unhandled context fault", "swiotlb buffer is full", "DMAR: [DMA",
		"event 0x10 received",
		"kmemleak: ",
	};
	/* What dma-debug says about itself is no violation; disabling is seen in its own file. */
	static const char *const harmless[] = {
		"DMA-API: preallocated", "DMA-API: debugging", "DMA-API: dma_debug_entry pool",
		"DMA-API: enable driver filter", "DMA-API: switching off",
		"DMA-API: cacheline tracking ENOMEM",
		/* Where the mapping was made, said after the complaint about it. */
		"DMA-API: Mapped at:",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(harmless); i++)
		if (strstr(line, harmless[i]))
			return false;
	for (i = 0; i < ARRAY_SIZE(signs); i++)
		if (strstr(line, signs[i]))
			return true;
	return false;
}

bool kmsg_is_report(const char *line)
{
	static const char *const signs[] = {
		"DMA-API: ", "swiotlb buffer is full", "Unhandled context fault", "DMAR: [DMA",
		"event 0x10 received",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(signs); i++)
		if (strstr(line, signs[i]))
			return true;
	return false;
}

/*
 * A WARN is many lines from "cut here" to "end trace", of which several are suspicious: together
 * they are one. Without an end, the next beginning ends it.
 */
static bool is_told(struct kmsg *kmsg, const char *text, bool suspicious)
{
	bool told = kmsg->in_splat && kmsg->told;

	if (strstr(text, "-[ cut here ]-")) {
		kmsg->in_splat = true;
		kmsg->told = false;
	} else if (strstr(text, "-[ end trace")) {
		kmsg->in_splat = false;
	} else if (kmsg->in_splat && suspicious) {
		kmsg->told = true;
	}
	return told;
}

static void take_line(struct kmsg *kmsg, const char *line, FILE *copy, struct kmsg_news *news)
{
	const char *text = strchr(line, ';');
	unsigned long long us = 0;
	bool suspicious;

	if (*line == ' ' || !text)
		return;
	text++;
	if (copy && sscanf(line, "%*u,%*u,%llu", &us) == 1)
		fprintf(copy, "[%5llu.%06llu] %s\n", us / 1000000, us % 1000000, text);
	suspicious = kmsg_is_suspicious(text);
	if (is_told(kmsg, text, suspicious) || !suspicious)
		return;
	news->splat = news->splat || !kmsg_is_report(text);
	if (!news->suspicious++)
		snprintf(news->first, sizeof(news->first), "%s", text);
}

static void take_lines(struct kmsg *kmsg, FILE *copy, struct kmsg_news *news)
{
	char *line = kmsg->part, *end;

	while ((end = memchr(line, '\n', kmsg->len - (line - kmsg->part)))) {
		*end = '\0';
		take_line(kmsg, line, copy, news);
		line = end + 1;
	}
	kmsg->len -= line - kmsg->part;
	memmove(kmsg->part, line, kmsg->len);
	if (kmsg->len == sizeof(kmsg->part))
		kmsg->len = 0;
}

void kmsg_look(struct kmsg *kmsg, FILE *copy, struct kmsg_news *news)
{
	ssize_t n;

	memset(news, 0, sizeof(*news));
	/* Each look begins anew, so that a splat without an end hides nothing from the next. */
	kmsg->in_splat = false;
	if (kmsg->fd < 0) {
		news->suspicious = -1;
		return;
	}
	for (;;) {
		n = read(kmsg->fd, kmsg->part + kmsg->len, sizeof(kmsg->part) - kmsg->len);
		if (n < 0 && errno == EPIPE) {
			news->overrun++;
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		kmsg->len += n;
		take_lines(kmsg, copy, news);
	}
	if (copy)
		fflush(copy);
}

/* One write is one record. */
void kmsg_say(const char *format, ...)
{
	int fd = open(root_path(ROOT_KMSG), O_WRONLY | O_APPEND | O_CLOEXEC);
	char text[200], line[256];
	va_list args;
	int len;

	if (fd < 0)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	len = snprintf(line, sizeof(line), "<6>dmarig: %s\n", text);
	if (write(fd, line, len) != len)
		line[0] = '\0';
	close(fd);
}

void kmsg_close(struct kmsg *kmsg)
{
	if (kmsg->fd >= 0)
		close(kmsg->fd);
	kmsg->fd = -1;
}
