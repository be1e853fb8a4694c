// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Prints one measurement as a table for people: first all that is out of the ordinary, then the
 * figures.
 */
#include <math.h>
#include "common/result.h"
#include "lib/base/show.h"
#include "lib/result/show_row.h"

/* Prints where the buffers lie, and what is unusual about the device's view of them. */
static void show_memory(FILE *file, const struct row *row)
{
	const char *offset = row_get(row, "dma_offset_bytes");
	const char *reserves = row_get(row, "reserves");

	if (!*row_get(row, "zones"))
		return;
	fprintf(file, "buffers: zone %s%s", row_get(row, "zones"),
		row_number(row, "above_4g") ? ", above 4 GiB" : "");
	if (*offset && strcmp(offset, "0"))
		fprintf(file, ", %s bytes added for the device", offset);
	if (*reserves && strcmp(reserves, "none"))
		fprintf(file, ", set aside: %s", reserves);
	if (row_number(row, "swiotlb_forced"))
		fprintf(file, ", bouncing is forced");
	putc('\n', file);
}

static void show_where(FILE *file, const struct row *row)
{
	const char *bounced = row_get(row, "bounced_maps");

	fprintf(file, "%s  %s  %s  (%s)\n", row_get(row, "channels"), row_get(row, "driver"),
		row_get(row, "device"), row_get(row, "machine"));
	fprintf(file, "addresses: %s, iommu: %s, %s, %s-bit mask, bounced maps: %s\n",
		row_get(row, "path"), row_get(row, "domain"),
		strcmp(row_get(row, "coherent"), "1") ? "not coherent" : "coherent",
		row_get(row, "dma_mask_bits"), *bounced ? bounced : "?");
	show_memory(file, row);
	fprintf(file, "dma-debug: %s, kernel: %s\n\n", row_get(row, "dma_debug"),
		row_get(row, "kernel"));
}

/* Prints the knobs that are not at their default, in the words of the command line. */
static void show_knobs(FILE *file, const struct row *row)
{
	struct params defaults;
	char value[KNOB_TEXT_LEN];
	int i, shown = 0;

	params_init(&defaults);
	for (i = 0; i < dmarig_nr_knobs; i++) {
		knob_get(&defaults, &dmarig_knobs[i], value, sizeof(value));
		if (!strcmp(value, row_get(row, dmarig_knobs[i].name)))
			continue;
		fprintf(file, "%s%s=%s", shown++ ? " " : "", dmarig_knobs[i].name,
			row_get(row, dmarig_knobs[i].name));
	}
	fprintf(file, "%s\n\n", shown ? "" : "all knobs at their defaults");
}

static void show_counts(FILE *file, const struct row *row)
{
	static const char *const errors[] = {
		"data_errors", "guard_errors", "source_errors", "transfer_errors", "lost",
		"timeouts", "stray", "quarantined",
	};
	char text[32];
	size_t i, shown = 0;

	fprintf(file, "throughput  %s\n", show_rate(text, row_number(row, "bytes_per_s")));
	fprintf(file, "transfers   %s/s, %s in %s, %s verified\n", row_get(row, "transfers_per_s"),
		row_get(row, "done"), show_time(text, row_number(row, "window_ns")),
		row_get(row, "verified"));
	fprintf(file, "errors      ");
	for (i = 0; i < ARRAY_SIZE(errors); i++)
		if (row_number(row, errors[i]))
			fprintf(file, "%s%s %s", shown++ ? ", " : "", errors[i],
				row_get(row, errors[i]));
	fprintf(file, "%s\n", shown ? "" : "none");
	if (row_number(row, "samples_missed"))
		fprintf(file, "samples     %s were lost, see --buffer-kb and trace_every\n",
			row_get(row, "samples_missed"));
}

/* Prints the CPU time of the transfers; nothing where the kernel has no events to measure it by. */
static void show_cpu(FILE *file, const struct row *row)
{
	double done = row_number(row, "done");
	char each[32], worker[32], softirq[32], irq[32], gib[32];

	if (strcmp(row_get(row, "cpu_time"), "tracepoints") || !done)
		return;
	fprintf(file, "cpu         %s a transfer: worker %s, softirqs %s, interrupts %s\n",
		show_time(each, row_number(row, "cpu_ns_per_transfer")),
		show_time(worker, row_number(row, "worker_cpu_ns") / done),
		show_time(softirq, row_number(row, "softirq_cpu_ns") / done),
		show_time(irq, row_number(row, "irq_cpu_ns") / done));
	fprintf(file, "            %s a GiB; %.2f switches and %.2f interrupts a transfer\n",
		show_time(gib, row_number(row, "cpu_ns_per_gib")),
		row_number(row, "context_switches") / done, row_number(row, "interrupts") / done);
}

static double time_of(const struct row *row, const char *phase, const char *figure)
{
	char column[64];

	snprintf(column, sizeof(column), "%s_%s_ns", phase, figure);
	return *row_get(row, column) ? row_number(row, column) : NAN;
}

static void show_noise(FILE *file, const struct row *row)
{
	char rate[32];

	if (!*row_get(row, "noise_iops"))
		return;
	fprintf(file, "noise       %s: %s, %.0f a second, %.0f %% of a CPU\n",
		row_get(row, "noise"), show_rate(rate, row_number(row, "noise_bytes_per_s")),
		row_number(row, "noise_iops"), row_number(row, "noise_cpu_percent"));
}

static void show_phase(FILE *file, const struct row *row, const char *phase)
{
	static const char *const figures[] = { "mean", "p50", "p99", "p99_9", "max" };
	char text[32];
	size_t i;

	if (isnan(time_of(row, phase, "max")))
		return;
	fprintf(file, "%-10s", phase);
	for (i = 0; i < ARRAY_SIZE(figures); i++)
		fprintf(file, "%10s", show_time(text, time_of(row, phase, figures[i])));
	putc('\n', file);
}

#define NAME(name, help) #name,
static const char *const phases[] = { DMARIG_PHASES(NAME) };

#undef NAME

static void show_phases(FILE *file, const struct row *row)
{
	size_t i;

	if (isnan(time_of(row, "total", "max")))
		return;
	fprintf(file, "\n%-10s%10s%10s%10s%10s%10s\n", "phase", "mean", "p50", "p99", "p99.9",
		"max");
	for (i = 0; i < ARRAY_SIZE(phases); i++)
		show_phase(file, row, phases[i]);
}

void show_row(FILE *file, const struct row *row)
{
	show_knobs(file, row);
	show_where(file, row);
	show_counts(file, row);
	show_cpu(file, row);
	show_noise(file, row);
	show_phases(file, row);
	fprintf(file, "\n%s%s%s\n", row_get(row, "status"), *row_get(row, "error") ? ": " : "",
		row_get(row, "error"));
}
