// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The result of a run of the fake kernel. It is made up: a cost a transfer and a cost a byte for
 * each mapping, with noise that is drawn from drand48().
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include "common/result.h"
#include "fake_kernel.h"

static double noise(void)
{
	return drand48() + drand48() + drand48() + drand48() - 2;	/* about normal */
}

/* The cost of a transfer in ns: each mapping has its own price for starting and for each byte. */
static double cost(const struct params *p)
{
	static const struct { double once, byte; } price[DMARIG_NR_MAPPINGS] = {
		[DMARIG_MAPPING_single] = { 2600, 0.25 }, [DMARIG_MAPPING_page] = { 2800, 0.25 },
		[DMARIG_MAPPING_coherent] = { 1200, 0.36 },
		[DMARIG_MAPPING_noncoherent] = { 1900, 0.28 },
		[DMARIG_MAPPING_premapped] = { 1700, 0.26 },
	};
	bool coherent = p->mapping == DMARIG_MAPPING_coherent;

	if (p->op == DMARIG_OP_cpu)
		return 150 + p->size * (coherent ? 2.0 : 0.08);
	return price[p->mapping].once + price[p->mapping].byte * p->size;
}

#define NAME(name, ppm) #name,
#define SHARE(name, ppm) ppm,
static const char *const quantile[] = { DMARIG_QUANTILES(NAME) };
static const u32 share[] = { DMARIG_QUANTILES(SHARE) };

#undef NAME
#undef SHARE

static void put_phase(FILE *summary, FILE *hist, const char *name, double mean, u64 done)
{
	static struct hist h;
	u64 i, n = done > 20000 ? 20000 : done;

	memset(&h, 0, sizeof(h));
	hist_begin(&h);
	for (i = 0; i < n; i++)
		hist_add(&h, mean * exp(0.15 * noise()) *
			 (drand48() < 0.002 ? 4 + 8 * drand48() : 1));
	fprintf(summary, "%s_min_ns %llu\n%s_mean_ns %llu\n", name, h.min, name, hist_mean(&h));
	for (i = 0; i < ARRAY_SIZE(share); i++)
		fprintf(summary, "%s_%s_ns %llu\n", name, quantile[i],
			hist_quantile(&h, share[i]));
	fprintf(summary, "%s_max_ns %llu\n", name, h.max);
	for (i = 0; i < HIST_BUCKETS; i++)
		if (h.bucket[i])
			fprintf(hist, "%s %llu %llu %llu\n", name, hist_lower(i), hist_upper(i),
				h.bucket[i]);
}

void fake_result(const char *run, const struct params *p, u64 window_ms)
{
	double once = cost(p) * exp(0.03 * noise()), factor = p->depth < 4 ? p->depth : 4;
	char *summary_text, *hist_text, channels[KNOB_TEXT_LEN], *comma;
	u64 window_ns = window_ms * 1000000, done = window_ns / once * factor;
	bool second = strstr(p->channel, "dma1");
	size_t len;
	FILE *summary = open_memstream(&summary_text, &len);
	FILE *hist = open_memstream(&hist_text, &len);

	done = p->transfers && p->transfers < done ? p->transfers : done;
	snprintf(channels, sizeof(channels), "%s",
		 strcmp(p->channel, "any") ? p->channel : "dma0chan0");
	while ((comma = strchr(channels, ',')))
		*comma = '+';
	fprintf(summary, "channels %s\ndriver %s\ndevice %s\npath direct\ndomain none\ncoherent 1\n"
		"dma_mask_bits 64\nbounced_maps 0\nbounced_bytes 0\ndma_offset_bytes 0\n"
		"reserves none\nswiotlb_bytes 67108864\nswiotlb_forced 0\nzones dma32\n"
		"highest_phys 2147483647\nabove_4g 0\n", channels,
		second ? "dmarig-edu" : "dmarig-sim", second ? "0000:00:02.0" : "dmarig_sim.0");
	fprintf(summary, "workers %llu\nwindow_ns %llu\ndone %llu\nbytes %llu\nbytes_per_s %.0f\n"
		"transfers_per_s %.0f\nverified %llu\n", p->threads, window_ns, done,
		done * p->size, window_ms ? done * p->size * 1e3 / window_ms : 0,
		window_ms ? done * 1e3 / window_ms : 0,
		p->verify ? done / p->verify : 0);
	fprintf(summary, "data_errors %d\nguard_errors 0\nsource_errors 0\ntransfer_errors 0\n"
		"lost 0\ntimeouts 0\nstray 0\nprep_busy 0\nmap_busy 0\nquarantined 0\n",
		fake_does("fail") ? 3 : 0);
	if (p->histograms) {
		put_phase(summary, hist, "map", 200 + cost(p) * 0.1, done);
		put_phase(summary, hist, "device", cost(p) * 0.7 * p->depth, done);
		put_phase(summary, hist, "total", cost(p) * p->depth, done);
	}
	fclose(summary);
	fclose(hist);
	fake_put(run, "result/summary", summary_text, O_TRUNC);
	fake_put(run, "result/hist", hist_text, O_TRUNC);
	free(summary_text);
	free(hist_text);
}
