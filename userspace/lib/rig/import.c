// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Allocates memory in this process or from a dma_buf exporter and imports it into a run. The module
 * takes references of its own, so file descriptors are closed as soon as they are written.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/dma-heap.h>
#include <linux/udmabuf.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include "common/memory.h"
#include "lib/rig/import.h"

#define HEAPS	"/dev/dma_heap"
#define UDMABUF	"/dev/udmabuf"
#define HUGE	(2u << 20)

static int write_to(const struct rundir *dir, const char *file, const char *text, struct err *err)
{
	struct err said = { "" };
	int ret = rundir_write_err(dir, file, text, &said);

	return ret ? err_say(err, ret, "%s: %s", file, said.text) : 0;
}

/* The memory is aligned to huge pages, so that the kernel can use them where it has them. */
static int import_pages(struct import *import, const struct rundir *dir, const struct memory *need,
			const struct params *p, struct err *err)
{
	size_t bytes = need->buffers * need->bytes;
	uintptr_t start;
	char text[64];

	(void)p;
	import->bytes = bytes + HUGE;
	import->memory = mmap(NULL, import->bytes, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (import->memory == MAP_FAILED) {
		import->memory = NULL;
		return err_say(err, -errno, "no memory for mapping=user: %zu bytes: %s", bytes,
			       strerror(errno));
	}
	start = ((uintptr_t)import->memory + HUGE - 1) & ~(uintptr_t)(HUGE - 1);
	import->start = (void *)start;
	madvise((void *)start, bytes, MADV_HUGEPAGE);
	snprintf(text, sizeof(text), "0x%zx %zu", (size_t)start, bytes);
	return write_to(dir, "user_memory", text, err);
}

static int alloc_from_heap(int device, size_t bytes)
{
	struct dma_heap_allocation_data data = {
		.len = bytes, .fd_flags = O_RDWR | O_CLOEXEC,
	};

	return ioctl(device, DMA_HEAP_IOCTL_ALLOC, &data) ? -errno : (int)data.fd;
}

/* udmabuf wants a memfd that is sealed against shrinking. */
static int alloc_from_udmabuf(int device, size_t bytes)
{
	struct udmabuf_create create = { .flags = UDMABUF_FLAGS_CLOEXEC, .size = bytes };
	int memory = memfd_create("dmarig", MFD_ALLOW_SEALING | MFD_CLOEXEC), fd;

	if (memory < 0)
		return -errno;
	create.memfd = memory;
	if (ftruncate(memory, bytes) || fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK))
		fd = -errno;
	else
		fd = ioctl(device, UDMABUF_CREATE, &create);
	fd = fd == -1 ? -errno : fd;
	close(memory);
	return fd;
}

/* struct exporter - a device that makes dma_bufs, by the word that the knob heap has for it */
struct exporter {
	const char *heap, *path;
	int (*make)(int device, size_t bytes);
};

/* With any, the first that can be opened is used. The heap of CMA has had several names. */
static const struct exporter exporters[] = {
	{ "system", HEAPS "/system", alloc_from_heap },
	{ "udmabuf", UDMABUF, alloc_from_udmabuf },
	{ "cma", HEAPS "/default_cma_region", alloc_from_heap },
	{ "cma", HEAPS "/linux,cma", alloc_from_heap },
	{ "cma", HEAPS "/reserved", alloc_from_heap },
};

#define NR_ANY	2	/* CMA is for those who ask for it: it is small */

static bool open_known(const char *heap, struct exporter *from, int *device)
{
	bool any = !strcmp(heap, "any");
	size_t i;

	for (i = 0; i < (any ? NR_ANY : ARRAY_SIZE(exporters)); i++) {
		if (!any && strcmp(heap, exporters[i].heap))
			continue;
		*from = exporters[i];
		*device = open(from->path, O_RDWR | O_CLOEXEC);
		if (*device >= 0)
			return true;
	}
	return false;
}

/* Open what exports dma_bufs; @path has room for the name of a heap that is no word of ours. */
static int open_exporter(const char *heap, struct exporter *from, char path[PATH_LEN], int *device,
			 struct err *err)
{
	if (strchr(heap, '/'))
		return err_say(err, -EINVAL, "heap=%s: want any, udmabuf, cma, or a name in %s",
			       heap, HEAPS);
	if (open_known(heap, from, device))
		return 0;
	if (!strcmp(heap, "any"))
		return err_say(err, -ENOSYS, "mapping=dmabuf: neither %s nor %s can be opened: %s",
			       exporters[0].path, exporters[1].path, strerror(errno));
	snprintf(path, PATH_LEN, "%s/%s", HEAPS, heap);
	*from = (struct exporter){ heap, path, alloc_from_heap };
	*device = open(path, O_RDWR | O_CLOEXEC);
	if (*device >= 0)
		return 0;
	return err_say(err, -ENOSYS, "mapping=dmabuf heap=%s: this system has no such heap: %s",
		       heap, strerror(errno));
}

/* The last one stays open as well where the tool uses it itself. */
static int import_one(struct import *import, const struct exporter *from, int device,
		      const struct rundir *dir, size_t bytes, struct err *err)
{
	int fd = from->make(device, bytes), ret;
	char text[16];

	if (fd < 0)
		return err_say(err, fd, "no dma_buf of %zu bytes from %s: %s", bytes, from->path,
			       strerror(-fd));
	snprintf(text, sizeof(text), "%d", fd);
	ret = write_to(dir, "dmabuf", text, err);
	if (import->dmabuf >= 0)
		close(import->dmabuf);
	import->dmabuf = fd;
	return ret;
}

static int import_bufs(struct import *import, const struct rundir *dir, const struct memory *need,
		       const struct params *p, struct err *err)
{
	struct exporter from = { 0 };
	char path[PATH_LEN];
	int device = -1, ret;
	u64 i;

	ret = open_exporter(p->heap, &from, path, &device, err);
	if (ret)
		return ret;
	for (i = 0; i < need->buffers && !ret; i++)
		ret = import_one(import, &from, device, dir, need->bytes, err);
	close(device);
	return ret;
}

int import_make(struct import *import, const struct rundir *dir, const struct params *p,
		struct err *err)
{
	static int (*const imports[DMARIG_NR_MAPPINGS])(struct import *import,
							const struct rundir *dir,
							const struct memory *need,
							const struct params *p,
							struct err *err) = {
		[DMARIG_MAPPING_user]	= import_pages,
		[DMARIG_MAPPING_dmabuf]	= import_bufs,
	};
	char refused[SENTENCE_LEN];
	struct memory need;

	memset(import, 0, sizeof(*import));
	import->dmabuf = -1;
	if (!imports[p->mapping] || params_check(p, refused, sizeof(refused)))
		return 0;
	need = memory_imported(p, sysconf(_SC_PAGESIZE));
	import->made = true;
	return imports[p->mapping](import, dir, &need, p, err);
}

void import_free(struct import *import)
{
	if (import->memory)
		munmap(import->memory, import->bytes);
	import->memory = NULL;
	if (import->made && import->dmabuf >= 0)
		close(import->dmabuf);
	import->made = false;
}
