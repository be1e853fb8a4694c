// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Uses a buffer through mmap() again and again; SYNC is DMA_BUF_IOCTL_SYNC:
 *
 *   caches, as asked | SYNC: start | the access | SYNC: end
 *                    <--- unmap ---> <-- touch --> <-- map -->
 *                    <----------------- total --------------->
 *
 * Memory that CPU and device may both use all the time is not synchronised. A dma_buf and memory of
 * our own are used as they are; every other buffer is the run's device.
 */
#include <fcntl.h>
#include <linux/dma-buf.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include "common/cache.h"
#include "common/hist.h"
#include "common/pattern.h"
#include "common/result.h"
#include "common/sample.h"
#include "lib/base/clock.h"
#include "lib/base/stop.h"
#include "lib/base/xmalloc.h"
#include "lib/rig/access.h"
#include "measure/mmap.h"

#define TICK_NS		50000000ull	/* how often somebody is told that it goes on */
#define NS_PER_MS	1000000ull

/* struct mmap_load - see mmap.h */
struct mmap_load {
	const struct params *p;
	int device;		/* of the run: nobody else can have it meanwhile */
	int sync_fd;		/* what is synchronised: the device, or a dma_buf */
	bool syncs;		/* it has to be */
	u64 flags;		/* of that: DMA_BUF_SYNC_READ, DMA_BUF_SYNC_WRITE */
	void *buffer, *own;
	size_t mapped;		/* bytes of @buffer that were mapped here; 0: it was there before */
	u64 opened, closed;	/* the window, ns */
	u64 cpu_ns;		/* what this thread ran in it */
	u64 uses;		/* that ended in it */
	struct hist *hist;	/* NR_PHASES of them */
};

static u64 flags_of(const struct params *p)
{
	u32 access = dmarig_accesses[p->access].traits;

	return (access & ACCESS_READS ? DMA_BUF_SYNC_READ : 0) |
	       (access & ACCESS_WRITES ? DMA_BUF_SYNC_WRITE : 0);
}

/* Memory of this process is the buffer by itself; all else is mapped. */
static int map_buffer(struct mmap_load *load, const struct import *import, struct err *err)
{
	bool dmabuf = load->p->mapping == DMARIG_MAPPING_dmabuf;
	int fd = dmabuf ? import->dmabuf : load->device;

	load->sync_fd = fd;
	load->buffer = import->start;
	if (load->p->mapping == DMARIG_MAPPING_user)
		return 0;
	load->mapped = load->p->size;
	load->buffer = mmap(NULL, load->mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (load->buffer != MAP_FAILED)
		return 0;
	load->mapped = 0;
	return err_say(err, -errno, "op=mmap mapping=%s size=%llu: mmap() failed: %s",
		       dmarig_mappings[load->p->mapping].name, load->p->size, strerror(errno));
}

static int sync_buffer(const struct mmap_load *load, u64 which, struct err *err)
{
	struct dma_buf_sync sync = { .flags = load->flags | which };
	int ret;

	if (!load->syncs)
		return 0;
	do
		ret = ioctl(load->sync_fd, DMA_BUF_IOCTL_SYNC, &sync);
	while (ret && (errno == EINTR || errno == EAGAIN));
	return ret ? err_say(err, -errno, "op=mmap: DMA_BUF_IOCTL_SYNC failed: %s",
			     strerror(errno)) : 0;
}

/* The kernel has written a pattern: is it this memory, and all of it? */
static int look(const struct mmap_load *load, struct err *err)
{
	size_t bad;

	if (load->p->attrs == DMARIG_ATTRS_no_kernel_mapping)
		return 0;
	bad = pattern_compare(load->buffer, load->p->size, load->p->seed);
	if (bad == load->p->size)
		return 0;
	return err_say(err, -EIO,
		       "op=mmap mapping=%s: what this process sees at byte %zu is not what the kernel wrote there",
		       dmarig_mappings[load->p->mapping].name, bad);
}

static int open_device(struct mmap_load *load, const struct rundir *dir, struct err *err)
{
	char path[PATH_LEN];

	snprintf(path, sizeof(path), "/dev/dmarig/%s", dir->name);
	load->device = open(path, O_RDWR | O_CLOEXEC);
	return load->device >= 0 ? 0 : err_say(err, -errno, "%s cannot be opened: %s", path,
					       strerror(errno));
}

/* Memory that was never written has no pages of its own. */
static void *own_memory(size_t len)
{
	void *own = xmalloc(len);

	memset(own, 1, len);
	return own;
}

struct mmap_load *mmap_load_open(const struct rundir *dir, const struct params *p,
				 const struct import *import, struct err *err)
{
	struct mmap_load *load = xcalloc(1, sizeof(*load));
	int i, ret;

	load->p = p;
	load->flags = flags_of(p);
	load->syncs = !(dmarig_mappings[p->mapping].traits & MAPPING_COHERENT);
	load->own = own_memory(p->size);
	load->hist = xcalloc(NR_PHASES, sizeof(*load->hist));
	for (i = 0; i < NR_PHASES; i++)
		hist_begin(&load->hist[i]);
	ret = open_device(load, dir, err);
	if (!ret && !cache_can(p->cache))
		ret = err_say(err, -ENOSYS,
			      "cache=%s: no program can do that on this processor",
			      dmarig_caches[p->cache].name);
	if (!ret)
		ret = map_buffer(load, import, err);
	if (!ret)
		ret = look(load, err);
	if (!ret)
		return load;
	mmap_load_close(load);
	return NULL;
}

/* struct stamps - when a use began, its buffer was its own, it had looked at it, and let it go */
struct stamps {
	u64 begun, owned, touched, done;
};

static void count(struct mmap_load *load, const struct stamps *at)
{
	if (load->syncs) {
		hist_add(&load->hist[PHASE_unmap], at->owned - at->begun);
		hist_add(&load->hist[PHASE_map], at->done - at->touched);
	}
	hist_add(&load->hist[PHASE_touch], at->touched - at->owned);
	hist_add(&load->hist[PHASE_total], at->done - at->begun);
	load->uses++;
}

/* One use. Return: 0 or -errno. */
static int use(struct mmap_load *load, bool counts, struct err *err)
{
	const struct params *p = load->p;
	struct stamps at;
	int ret;

	cache_bring(p->cache, load->buffer, p->size);
	at.begun = clock_ns();
	ret = sync_buffer(load, DMA_BUF_SYNC_START, err);
	at.owned = clock_ns();
	access_do(p->access, load->buffer, load->own, p->size);
	at.touched = clock_ns();
	if (!ret)
		ret = sync_buffer(load, DMA_BUF_SYNC_END, err);
	at.done = clock_ns();
	if (counts && !ret)
		count(load, &at);
	return ret;
}

/* The window waits for `least` uses, but no longer than timeout_ms more. */
static bool is_over(const struct mmap_load *load, u64 begun, bool counts)
{
	const struct params *p = load->p;
	u64 ns = clock_ns() - begun;

	if (stop_asked())
		return true;
	if (!counts)
		return ns >= p->warmup_ms * NS_PER_MS;
	if (p->transfers && load->uses >= p->transfers)
		return true;
	if (!p->duration_ms || ns < p->duration_ms * NS_PER_MS)
		return false;
	return load->uses >= p->least || ns >= (p->duration_ms + p->timeout_ms) * NS_PER_MS;
}

static u64 thread_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* The first use is in no window: it takes the faults. */
static int use_until_over(struct mmap_load *load, bool counts, void (*tick)(void *data),
			  void *data, struct err *err)
{
	u64 begun = clock_ns(), told = begun;
	int ret;

	do {
		ret = use(load, counts, err);
		if (clock_ns() - told < TICK_NS)
			continue;
		tick(data);
		told = clock_ns();
	} while (!ret && !is_over(load, begun, counts));
	return ret;
}

int mmap_load_run(struct mmap_load *load, void (*tick)(void *data), void *data, struct err *err)
{
	u64 before;
	int ret;

	/* It is the CPU's until it is given to the device for the first time. */
	ret = load->p->mapping == DMARIG_MAPPING_dmabuf ? 0 :
		sync_buffer(load, DMA_BUF_SYNC_END, err);
	if (!ret)
		ret = use_until_over(load, false, tick, data, err);
	if (ret || stop_asked())
		return ret;
	before = thread_ns();
	load->opened = clock_ns();
	ret = use_until_over(load, true, tick, data, err);
	load->closed = clock_ns();
	load->cpu_ns = thread_ns() - before;
	return ret;
}

#define PHASE_NAME(name, help) #name,
static const char *const phase_names[NR_PHASES] = { DMARIG_PHASES(PHASE_NAME) };

#undef PHASE_NAME
#define QUANTILE(name, ppm) { #name, ppm },
static const struct { const char *name; u32 ppm; } quantiles[] = { DMARIG_QUANTILES(QUANTILE) };

#undef QUANTILE

static void row_phase(struct row *row, const char *phase, const struct hist *h)
{
	char column[64];
	size_t i;

	if (!h->count)
		return;
	snprintf(column, sizeof(column), "%s_min_ns", phase);
	row_set(row, column, "%llu", h->min);
	snprintf(column, sizeof(column), "%s_mean_ns", phase);
	row_set(row, column, "%llu", hist_mean(h));
	for (i = 0; i < ARRAY_SIZE(quantiles); i++) {
		snprintf(column, sizeof(column), "%s_%s_ns", phase, quantiles[i].name);
		row_set(row, column, "%llu", hist_quantile(h, quantiles[i].ppm));
	}
	snprintf(column, sizeof(column), "%s_max_ns", phase);
	row_set(row, column, "%llu", h->max);
}

/* What this process ran; of interrupts and switches nobody has an account here. */
static void row_cpu(const struct mmap_load *load, struct row *row)
{
	static const char *const unknown[] = {
		"softirq_cpu_ns", "irq_cpu_ns", "interrupts", "context_switches",
	};
	double bytes = (double)load->uses * load->p->size;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++)
		row_set(row, unknown[i], "%s", "");
	row_set(row, "cpu_time", "process");
	row_set(row, "worker_cpu_ns", "%llu", load->cpu_ns);
	if (!load->uses)
		return;
	row_set(row, "cpu_ns_per_transfer", "%llu", load->cpu_ns / load->uses);
	row_set(row, "cpu_ns_per_gib", "%.0f", load->cpu_ns / bytes * (1 << 30));
}

void mmap_load_row(const struct mmap_load *load, struct row *row)
{
	u64 ns = load->closed - load->opened;
	int i;

	row_set(row, "workers", "1");
	row_set(row, "window_ns", "%llu", ns);
	row_set(row, "done", "%llu", load->uses);
	row_set(row, "bytes", "%llu", load->uses * load->p->size);
	row_cpu(load, row);
	if (!load->uses)
		row_add_error(row, "no use of the buffer ended in the measuring window");
	if (load->hist[PHASE_total].sum) {
		row_set(row, "bytes_per_s", "%.0f", (double)load->uses * load->p->size * 1e9 /
			load->hist[PHASE_total].sum);
		row_set(row, "transfers_per_s", "%.0f", load->uses * 1e9 /
			load->hist[PHASE_total].sum);
	}
	for (i = 0; load->p->histograms && i < NR_PHASES; i++)
		row_phase(row, phase_names[i], &load->hist[i]);
}

char *mmap_load_hist(const struct mmap_load *load)
{
	const struct hist *h;
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);
	u32 i, j;

	if (!file)
		out_of_memory();
	for (i = 0; load->p->histograms && i < NR_PHASES; i++) {
		h = &load->hist[i];
		for (j = 0; h->count && j < HIST_BUCKETS; j++)
			if (h->bucket[j])
				fprintf(file, "%s %llu %llu %llu\n", phase_names[i],
					hist_lower(j), hist_upper(j), h->bucket[j]);
	}
	fclose(file);
	return text;
}

void mmap_load_detach(struct mmap_load *load)
{
	if (load->mapped)
		munmap(load->buffer, load->mapped);
	load->mapped = 0;
	if (load->device >= 0)
		close(load->device);
	load->device = -1;
}

void mmap_load_close(struct mmap_load *load)
{
	if (!load)
		return;
	mmap_load_detach(load);
	free(load->hist);
	free(load->own);
	free(load);
}
