// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads the kernel's log from /dev/kmsg. Each read gives a record
 * "level,number,microseconds,flags;text", followed by lines about it that begin with a space.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>
#include "lib/base/clock.h"
#include "lib/base/files.h"
#include "lib/kernel/kmsg.h"

int kmsg_open(struct kmsg *kmsg, struct err *err)
{
	memset(kmsg, 0, sizeof(*kmsg));
	kmsg->fd = open(root_path(ROOT_KMSG), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (kmsg->fd < 0)
		return err_say(err, -errno, "%s: %s", root_path(ROOT_KMSG), strerror(errno));
	lseek(kmsg->fd, 0, SEEK_END);
	return 0;
}

/* Counts a line that the kernel rate-limits, so that we know when it may suppress the next. */
static void count_limit(struct kmsg *kmsg, const struct log_pattern *pattern)
{
	struct kmsg_limit *limit = &kmsg->limits[pattern - kernel_log];
	u64 now = clock_ms();

	if (!pattern->burst)
		return;
	if (!limit->seen || now - limit->since_ms >= (u64)pattern->ms)
		*limit = (struct kmsg_limit){ .since_ms = now };
	limit->seen++;
}

int kmsg_limited_ms(const struct kmsg *kmsg)
{
	u64 now = clock_ms(), end;
	int i, left = 0;

	for (i = 0; i < kernel_log_nr; i++) {
		end = kmsg->limits[i].since_ms + kernel_log[i].ms;
		if (!kernel_log[i].burst || kmsg->limits[i].seen < kernel_log[i].burst)
			continue;
		if (end > now && (int)(end - now) > left)
			left = end - now;
	}
	return left;
}

static void take_first(char *first, const char *text, const struct log_pattern *pattern)
{
	if (!*first)
		snprintf(first, KMSG_LINE, "%.360s (%s)", text, pattern->means);
}

/*
 * A WARN is many lines from "cut here" to "end trace", of which several are suspicious: together
 * they are one. Without an end, the next beginning ends it.
 */
static bool is_reported(struct kmsg *kmsg, const char *text, bool suspicious)
{
	bool reported = kmsg->in_splat && kmsg->reported;

	if (strstr(text, "-[ cut here ]-")) {
		kmsg->in_splat = true;
		kmsg->reported = false;
	} else if (strstr(text, "-[ end trace")) {
		kmsg->in_splat = false;
	} else if (kmsg->in_splat && suspicious) {
		kmsg->reported = true;
	}
	return reported;
}

static void judge_line(struct kmsg *kmsg, const char *text, struct kmsg_news *news)
{
	const struct log_pattern *pattern = kernel_log_find(text);
	bool suspicious = pattern && (pattern->kind == LOG_splat || pattern->kind == LOG_report);

	if (suspicious && kmsg->stops_wanted && kernel_log_is_stopped(pattern)) {
		count_limit(kmsg, pattern);
		return;
	}
	if (pattern && pattern->kind == LOG_blind)
		take_first(news->blind, text, pattern);
	if (pattern && pattern->kind == LOG_remark)
		take_first(news->remark, text, pattern);
	if (pattern && pattern->kind == LOG_frame)
		take_first(news->frame, text, pattern);
	if (is_reported(kmsg, text, suspicious) || !suspicious)
		return;
	count_limit(kmsg, pattern);
	news->splat = news->splat || pattern->kind == LOG_splat;
	news->suspicious++;
	take_first(news->first, text, pattern);
}

static void take_line(struct kmsg *kmsg, const char *line, FILE *copy, struct kmsg_news *news)
{
	const char *text = strchr(line, ';');
	unsigned long long us = 0;

	if (*line == ' ' || !text)
		return;
	text++;
	if (copy && sscanf(line, "%*u,%*u,%llu", &us) == 1)
		fprintf(copy, "[%5llu.%06llu] %s\n", us / 1000000, us % 1000000, text);
	judge_line(kmsg, text, news);
}

/* A splat of which only the frame is known is one, too, unless it is the rest of one before. */
static void judge_frame(struct kmsg *kmsg, struct kmsg_news *news)
{
	bool rest = kmsg->unfinished;

	kmsg->unfinished = news->suspicious;
	if (!*news->frame || news->suspicious || rest)
		return;
	news->suspicious = 1;
	news->splat = true;
	snprintf(news->first, sizeof(news->first), "%s", news->frame);
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
	judge_frame(kmsg, news);
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
