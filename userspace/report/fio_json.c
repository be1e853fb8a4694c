// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Results as fio's json+ has them, for its viewers: a job a point. A transfer is a read, as fio has
 * no word for it; its completion latency is the phase device, its latency the phase total.
 */
#include <math.h>
#include "common/version.h"
#include "lib/base/json.h"
#include "report/export.h"
#include "report/histograms.h"

/* What has no value has no bins either: fio's own converter stumbles over none. */
static void put_latency(struct json *json, const char *key, const struct histogram *h)
{
	static const double parts[] = { 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 99.5,
					99.9, 99.95, 99.99 };
	char name[32];
	size_t p;
	int i;

	json_object(json, key);
	json_count(json, "min", h->nr ? h->at[0].lower : 0);
	json_count(json, "max", h->nr ? h->at[h->nr - 1].upper : 0);
	json_number(json, "mean", h->mean);
	json_number(json, "stddev", h->deviation);
	json_count(json, "N", h->count);
	if (!h->nr) {
		json_close(json);
		return;
	}
	json_object(json, "percentile");
	for (p = 0; p < ARRAY_SIZE(parts); p++) {
		snprintf(name, sizeof(name), "%f", parts[p]);
		json_count(json, name, histogram_quantile(h, parts[p] / 100));
	}
	json_close(json);
	json_object(json, "bins");
	for (i = 0; i < h->nr; i++) {
		snprintf(name, sizeof(name), "%llu", (h->at[i].lower + h->at[i].upper) / 2);
		json_count(json, name, h->at[i].count);
	}
	json_close(json);
	json_close(json);
}

/* struct sums - of the repetitions of a point that count */
struct sums {
	double bytes, transfers, seconds;
};

static struct sums sums_of(const struct results *results, const char *point)
{
	const struct csv *csv = &results->csv;
	struct sums sums = { 0 };
	int row;

	for (row = 0; row < csv->nr_rows; row++) {
		if (!results_count(results, row) || strcmp(csv_get(csv, row, "point"), point))
			continue;
		sums.bytes += csv_number(csv, row, "bytes");
		sums.transfers += csv_number(csv, row, "done");
		sums.seconds += csv_number(csv, row, "window_ns") / 1e9;
	}
	return sums;
}

static void put_direction(struct json *json, const char *key, const struct sums *sums,
			  const struct histogram *device, const struct histogram *total)
{
	double seconds = sums->seconds > 0 ? sums->seconds : INFINITY;

	json_object(json, key);
	json_number(json, "io_bytes", sums->bytes);
	json_number(json, "io_kbytes", floor(sums->bytes / 1024));
	json_number(json, "bw_bytes", floor(sums->bytes / seconds));
	json_number(json, "bw", floor(sums->bytes / seconds / 1024));
	json_number(json, "iops", sums->transfers / seconds);
	json_number(json, "runtime", floor(sums->seconds * 1000));
	json_number(json, "total_ios", sums->transfers);
	put_latency(json, "clat_ns", device);
	put_latency(json, "lat_ns", total);
	json_close(json);
}

static void put_job(struct json *json, const struct csv *hist, const struct results *results,
		    int row)
{
	const char *point = csv_get(&results->csv, row, "point");
	const struct histogram none = { .nr = 0 };
	struct sums sums = sums_of(results, point), nothing = { 0 };
	struct histogram device, total;
	char label[128], name[256];

	histogram_of(hist, results, point, "device", &device);
	histogram_of(hist, results, point, "total", &total);
	results_label(results, row, NULL, label, sizeof(label));
	snprintf(name, sizeof(name), "%s size=%s depth=%s",
		 *label ? label : csv_get(&results->csv, row, "op"),
		 csv_get(&results->csv, row, "size"), csv_get(&results->csv, row, "depth"));
	json_object(json, NULL);
	json_text(json, "jobname", name);
	json_count(json, "groupid", 0);
	json_count(json, "error", 0);
	json_number(json, "elapsed", ceil(sums.seconds));
	json_object(json, "job options");
	json_text(json, "bs", csv_get(&results->csv, row, "size"));
	json_text(json, "iodepth", csv_get(&results->csv, row, "depth"));
	json_close(json);
	put_direction(json, "read", &sums, &device, &total);
	put_direction(json, "write", &nothing, &none, &none);
	put_direction(json, "trim", &nothing, &none, &none);
	json_close(json);
	histogram_free(&device);
	histogram_free(&total);
}

/* The first row of a point that counts stands for it. */
static bool is_first(const struct results *results, int row)
{
	const char *point = csv_get(&results->csv, row, "point");
	int i;

	if (!results_count(results, row))
		return false;
	for (i = 0; i < row; i++)
		if (results_count(results, i) && !strcmp(csv_get(&results->csv, i, "point"), point))
			return false;
	return true;
}

static int put_sweep(struct json *json, const char *dir, struct err *err)
{
	struct results results = { 0 };
	struct csv hist = { 0 };
	int row, ret = results_read(&results, dir, err);

	if (!ret)
		ret = histograms_open(&hist, dir, err);
	for (row = 0; row < results.csv.nr_rows && !ret; row++)
		if (is_first(&results, row))
			put_job(json, &hist, &results, row);
	csv_free(&hist);
	results_free(&results);
	return ret;
}

int export_fio(const struct names *found, const char *id, FILE *file, struct err *err)
{
	struct json json;
	int i, ret = 0;

	(void)id;
	if (!found[REPORT_sweep].nr)
		return err_say(err, -EINVAL, "fio has a place for sweeps only");
	json_bare(&json, file);
	json_text(&json, "fio version", "dmarig-" DMARIG_VERSION);
	json_array(&json, "jobs");
	for (i = 0; i < found[REPORT_sweep].nr && !ret; i++)
		ret = put_sweep(&json, found[REPORT_sweep].name[i], err);
	json_end(&json);
	return ret;
}
