// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Looks at live runs.
 */
#include "lib/base/clock.h"
#include "lib/base/csv.h"
#include "lib/base/files.h"
#include "lib/base/show.h"
#include "measure/live.h"

#define SNAPSHOT_MOST (64 << 20)	/* bytes; a trace may be larger than what one looks at */

void live_begin(struct live *live)
{
	live->looked_ms = clock_ms();
	live->measured_ns = 0;
	live->errors = 0;
	*live->line = '\0';
	*live->hit = '\0';
}

const struct names *live_columns(void)
{
	static struct names columns;

	if (!columns.nr)
		names_split(&columns,
			    "point,rep,elapsed_ms,bytes_per_s,transfers_per_s,p99_ns,errors", ',');
	return &columns;
}

static void write_row(const struct live *live, const struct plan_step *step,
		      const struct meter_reading *reading)
{
	char cell[7][32];

	snprintf(cell[0], 32, "%d", step->point);
	snprintf(cell[1], 32, "%d", step->rep);
	snprintf(cell[2], 32, "%llu", live->measured_ns / 1000000);
	snprintf(cell[3], 32, "%.0f", meter_rate(reading));
	snprintf(cell[4], 32, "%.0f", reading->transfers * 1e9 / reading->ns);
	snprintf(cell[5], 32, "%llu", reading->p99_ns);
	snprintf(cell[6], 32, "%llu", live->errors);
	csv_line(live->csv, (char *const[]){ cell[0], cell[1], cell[2], cell[3], cell[4], cell[5],
		 cell[6] }, 7);
}

static void tell(struct live *live, const struct meter_reading *reading)
{
	char rate[32], p99[32];

	snprintf(live->line, sizeof(live->line), "%.0f s: %s, p99 %s, %llu errors",
		 live->measured_ns / 1e9, show_rate(rate, meter_rate(reading)),
		 show_time(p99, reading->p99_ns), live->errors);
	if (live->terminal && live->alone)
		fprintf(stderr, "\r%s\033[K", live->line);
}

bool live_look(struct live *live, const struct rundir *dir, const struct plan_step *step)
{
	struct meter_reading reading;
	u64 now = clock_ms();
	int i;

	if (now - live->looked_ms < live->interval_ms)
		return false;
	live->looked_ms = now;
	if (!meter_read(dir, &reading) || strcmp(reading.state, "measuring"))
		return false;
	live->measured_ns += reading.ns;
	live->errors += reading.errors;
	reading.errors = live->errors;
	if (live->csv)
		write_row(live, step, &reading);
	tell(live, &reading);
	for (i = 0; i < live->nr_limits; i++)
		if (limit_is_hit(&live->limits[i], &reading, live->hit, sizeof(live->hit)))
			return true;
	return false;
}

void live_end(struct live *live)
{
	if (live->terminal && live->alone)
		fputs("\r\033[K", stderr);
}

static void copy_trace(FILE *to)
{
	char path[PATH_LEN], buffer[4096];
	FILE *from = fopen(path_in(path, ROOT_TRACEFS, "trace"), "re");
	size_t len, all = 0;

	while (from && all < SNAPSHOT_MOST && (len = fread(buffer, 1, sizeof(buffer), from)) > 0) {
		fwrite(buffer, 1, len, to);
		all += len;
	}
	if (from)
		fclose(from);
}

void live_snapshot(const struct live *live, const struct outdir *out)
{
	char path[PATH_LEN], mark[240];
	FILE *file;

	snprintf(mark, sizeof(mark), "dmarig: %s\n", live->hit);
	file_write(path_in(path, ROOT_TRACEFS, "trace_marker"), mark);
	if (file_write(path_in(path, ROOT_TRACEFS, "tracing_on"), "0"))
		return;
	fprintf(stderr, "dmarig: tracing is off from here on: %s\n",
		path_in(path, ROOT_TRACEFS, "trace"));
	file = *out->path ? outdir_file(out, "snapshot.txt") : NULL;
	if (!file)
		return;
	fputs(mark, file);
	copy_trace(file);
	fclose(file);
}
