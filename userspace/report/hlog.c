// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Histograms of the phase total as a log of HdrHistogram, version 1.3: a line a point, with a tag.
 * Its histograms are packed by zlib; a stream of stored blocks is one, too, and needs no library.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "report/export.h"
#include "report/histograms.h"

#define COOKIE		0x1c849313	/* of version 2, with words of LEB128 */
#define COOKIE_PACKED	0x1c849314
#define DIGITS		2		/* significant ones: 128 buckets an octave, ours are 64 */
#define HIGHEST		0x40000000000ull
#define HALF		128
#define STORED_MOST	65535		/* bytes of a stored block */

/* struct bytes - a growing string of bytes */
struct bytes {
	unsigned char *at;
	size_t nr;
};

static void put(struct bytes *bytes, unsigned int byte)
{
	bytes->at = xgrow(bytes->at, bytes->nr, 1);
	bytes->at[bytes->nr++] = byte;
}

static void put_big_endian(struct bytes *bytes, u64 value, int len)
{
	while (len--)
		put(bytes, value >> (8 * len) & 0xff);
}

/* Counts are ZigZag numbers in LEB128, the ninth byte of which has eight bits. */
static void put_count(struct bytes *bytes, long long count)
{
	u64 rest = count < 0 ? ~((u64)count << 1) : (u64)count << 1;
	int i;

	for (i = 0; i < 8 && rest > 0x7f; i++) {
		put(bytes, (rest & 0x7f) | 0x80);
		rest >>= 7;
	}
	put(bytes, rest & 0xff);
}

/* Where HdrHistogram counts a value */
static u64 index_of(u64 value)
{
	int shift = 63 - __builtin_clzll(value | (2 * HALF - 1)) - 7;

	return ((u64)(shift + 1) << 7) + (value >> shift) - HALF;
}

/* The counts, zeroes in a row as how many they are */
static void put_counts(struct bytes *bytes, const struct histogram *h)
{
	u64 next = 0, index, count = 0;
	int i;

	for (i = 0; i < h->nr; i++) {
		index = index_of((h->at[i].lower + h->at[i].upper) / 2);
		count += h->at[i].count;
		if (i + 1 < h->nr &&
		    index_of((h->at[i + 1].lower + h->at[i + 1].upper) / 2) == index)
			continue;
		if (index > next)
			put_count(bytes, -(long long)(index - next));
		put_count(bytes, count);
		next = index + 1;
		count = 0;
	}
}

static void put_histogram(struct bytes *bytes, const struct histogram *h)
{
	struct bytes counts = { 0 };
	size_t i;

	put_counts(&counts, h);
	put_big_endian(bytes, COOKIE, 4);
	put_big_endian(bytes, counts.nr, 4);
	put_big_endian(bytes, 0, 4);			/* no shift of indices */
	put_big_endian(bytes, DIGITS, 4);
	put_big_endian(bytes, 1, 8);			/* the lowest value that counts */
	put_big_endian(bytes, HIGHEST, 8);
	put_big_endian(bytes, 0x3ff0000000000000, 8);	/* 1.0: values are as they are */
	for (i = 0; i < counts.nr; i++)
		put(bytes, counts.at[i]);
	free(counts.at);
}

static u64 adler32(const struct bytes *bytes)
{
	u64 a = 1, b = 0;
	size_t i;

	for (i = 0; i < bytes->nr; i++) {
		a = (a + bytes->at[i]) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

/* A zlib stream of stored blocks */
static void put_stored(struct bytes *to, const struct bytes *from)
{
	size_t at = 0, len, i;

	put(to, 0x78);
	put(to, 0x01);
	do {
		len = from->nr - at < STORED_MOST ? from->nr - at : STORED_MOST;
		put(to, at + len == from->nr);
		put(to, len & 0xff);
		put(to, len >> 8);
		put(to, ~len & 0xff);
		put(to, ~len >> 8 & 0xff);
		for (i = 0; i < len; i++)
			put(to, from->at[at + i]);
		at += len;
	} while (at < from->nr);
	put_big_endian(to, adler32(from), 4);
}

static void print_base64(const struct bytes *bytes, FILE *file)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i, left;
	u64 word;

	for (i = 0; i < bytes->nr; i += 3) {
		left = bytes->nr - i;
		word = bytes->at[i] << 16 | (left > 1 ? bytes->at[i + 1] << 8 : 0) |
		       (left > 2 ? bytes->at[i + 2] : 0);
		putc(digits[word >> 18], file);
		putc(digits[word >> 12 & 63], file);
		putc(left > 1 ? digits[word >> 6 & 63] : '=', file);
		putc(left > 2 ? digits[word & 63] : '=', file);
	}
}

static void put_line(const struct histogram *h, const char *tag, double seconds, FILE *file)
{
	struct bytes plain = { 0 }, stored = { 0 }, packed = { 0 };
	size_t i;

	put_histogram(&plain, h);
	put_stored(&stored, &plain);
	put_big_endian(&packed, COOKIE_PACKED, 4);
	put_big_endian(&packed, stored.nr, 4);
	for (i = 0; i < stored.nr; i++)
		put(&packed, stored.at[i]);
	fprintf(file, "Tag=%s,0.000,%.3f,%.3f,", tag, seconds, h->at[h->nr - 1].upper / 1e6);
	print_base64(&packed, file);
	putc('\n', file);
	free(plain.at);
	free(stored.at);
	free(packed.at);
}

/* A tag has letters, digits, - and _ only. */
static void put_point(const struct csv *hist, const struct results *results, int row, int result,
		      FILE *file)
{
	const char *point = csv_get(&results->csv, row, "point");
	struct histogram h;
	char tag[96];

	histogram_of(hist, results, point, "total", &h);
	snprintf(tag, sizeof(tag), "result-%d-point-%d", result, atoi(point));
	if (h.nr)
		put_line(&h, tag, csv_number(&results->csv, row, "window_ns") / 1e9, file);
	histogram_free(&h);
}

static int put_sweep(const char *dir, int result, FILE *file, struct err *err)
{
	struct results results = { 0 };
	struct names points = { 0 };
	struct csv hist = { 0 };
	int row, ret = results_read(&results, dir, err);

	if (!ret)
		ret = histograms_open(&hist, dir, err);
	for (row = 0; row < results.csv.nr_rows && !ret; row++) {
		const char *point = csv_get(&results.csv, row, "point");

		if (!results_count(&results, row) || names_find(&points, point) >= 0)
			continue;
		names_add(&points, point);
		put_point(&hist, &results, row, result, file);
	}
	names_free(&points);
	csv_free(&hist);
	results_free(&results);
	return ret;
}

int export_hlog(const struct names *found, const char *id, FILE *file, struct err *err)
{
	int i, ret = 0;

	(void)id;
	if (!found[REPORT_sweep].nr)
		return err_say(err, -EINVAL, "only sweeps have histograms");
	fputs("#[Histogram log format version 1.3]\n"
	      "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n",
	      file);
	for (i = 0; i < found[REPORT_sweep].nr && !ret; i++)
		ret = put_sweep(found[REPORT_sweep].name[i], i, file, err);
	return ret;
}
