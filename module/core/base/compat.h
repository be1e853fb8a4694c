/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where kernels and architectures differ, feature by feature, and nowhere else. A feature is told
 * by its macro where it has one, because stable series carry backports; by version only where it
 * has none.
 */
#ifndef DMARIG_CORE_COMPAT_H
#define DMARIG_CORE_COMPAT_H

#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/swiotlb.h>
#include <linux/uio.h>
#include <linux/version.h>

/* Platform drivers: remove() returned int until 6.11, and remove_new() nothing. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
#define ct_remove	remove_new
#else
#define ct_remove	remove
#endif

/* Timers: hrtimer_init() became hrtimer_setup() in 6.13, and is gone since. */
static inline void ct_hrtimer_setup(struct hrtimer *timer,
				    enum hrtimer_restart (*fn)(struct hrtimer *),
				    clockid_t clock, enum hrtimer_mode mode)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
	hrtimer_init(timer, clock, mode);
	timer->function = fn;
#else
	hrtimer_setup(timer, fn, clock, mode);
#endif
}

/*
 * Threads that work: one of a name of its own, on one CPU or, with -1, on any. Since 6.14 it is
 * made without being started.
 */
#ifdef kthread_run_worker
#define ct_run_worker(cpu, ...)								\
({											\
	struct kthread_worker *_thread = kthread_create_worker(0, __VA_ARGS__);		\
	int _cpu = cpu;									\
											\
	if (!IS_ERR(_thread) && _cpu >= 0)						\
		kthread_bind(_thread->task, _cpu);					\
	if (!IS_ERR(_thread))								\
		wake_up_process(_thread->task);						\
	_thread;									\
})
#else
#define ct_run_worker(cpu, ...)								\
({											\
	int _cpu = cpu;									\
											\
	_cpu < 0 ? kthread_create_worker(0, __VA_ARGS__) :				\
		   kthread_create_worker_on_cpu(_cpu, 0, __VA_ARGS__);			\
})
#endif

/* The path: an IOMMU is map-ops until 6.11, and a flag of its own from 6.12. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#include <linux/iommu-dma.h>
#define CT_HAVE_USE_DMA_IOMMU
#endif

/* Coherence: a bitfield of struct device, then a flag bit; some architectures have neither. */
#if defined(CONFIG_ARCH_HAS_SYNC_DMA_FOR_DEVICE) || defined(CONFIG_ARCH_HAS_SYNC_DMA_FOR_CPU) || \
	defined(CONFIG_ARCH_HAS_SYNC_DMA_FOR_CPU_ALL)
#define CT_HAVE_DMA_COHERENCE
#endif

/*
 * Make a device that is no hardware coherent or not; to be called before its DMA mask is set.
 * Not coherent only where ct_cache_flush() lets the CPU that plays the device behave as one.
 */
static inline int ct_set_dma_coherent(struct device *dev, bool coherent)
{
	if (!coherent && !IS_ENABLED(CONFIG_ARM64))
		return -EOPNOTSUPP;
#ifdef CT_HAVE_DMA_COHERENCE
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 1, 0)
	dev->dma_coherent = coherent;
#else
	dev_assign_dma_coherent(dev, coherent);
#endif
#endif
	return 0;
}

/*
 * Caches: write a range of the linear map back to memory and forget it. The kernel's own function
 * for this is not exported. DminLine, bits 19:16 of CTR_EL0, is the log2 of the smallest data
 * cache line in words of 4 bytes.
 */
static inline void ct_cache_flush(const void *start, size_t len)
{
#ifdef CONFIG_ARM64
	unsigned long line = 4UL << ((read_sysreg(ctr_el0) >> 16) & 0xf);
	unsigned long end = (unsigned long)start + len;
	unsigned long p;

	for (p = (unsigned long)start & ~(line - 1); p < end; p += line)
		asm volatile("dc civac, %0" : : "r" (p) : "memory");
	dsb(sy);
#endif
}

/*
 * Does the IOMMU translate for @dev through the kernel's own DMA layer? Newer kernels can be asked;
 * on older ones the type of the domain (@translated) and the presence of ops say so together.
 */
static inline bool ct_uses_dma_iommu(struct device *dev, bool translated)
{
#ifdef CT_HAVE_USE_DMA_IOMMU
	return use_dma_iommu(dev);
#else
	return translated && get_dma_ops(dev);
#endif
}

/* True if nothing stands between the device and memory: no IOMMU that translates, no map-ops. */
static inline bool ct_dma_is_direct(struct device *dev)
{
	return !ct_uses_dma_iommu(dev, false) && !get_dma_ops(dev);
}

/* Bounce buffers and memory set aside: members of struct device that come with an option. */
#ifdef CONFIG_SWIOTLB
static inline u64 ct_swiotlb_bytes(struct device *dev)
{
	return dev->dma_io_tlb_mem ? (u64)dev->dma_io_tlb_mem->nslabs << IO_TLB_SHIFT : 0;
}
#else
static inline u64 ct_swiotlb_bytes(struct device *dev)
{
	return 0;
}
#endif

static inline bool ct_has_coherent_pool(struct device *dev)
{
#ifdef CONFIG_DMA_DECLARE_COHERENT
	return dev->dma_mem;
#else
	return false;
#endif
}

static inline bool ct_has_contiguous_area(struct device *dev)
{
#ifdef CONFIG_DMA_CMA
	return dev->cma_area;
#else
	return false;
#endif
}

static inline bool ct_has_restricted_pool(struct device *dev)
{
#ifdef CONFIG_DMA_RESTRICTED_POOL
	return dev->dma_io_tlb_mem && is_swiotlb_for_alloc(dev);
#else
	return false;
#endif
}

/* dma-debug: scatterlists are looked at if an option says so; newer kernels have it no more. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 0, 0)
#define CT_DMA_DEBUG_ALWAYS_SG	false
#else
#define CT_DMA_DEBUG_ALWAYS_SG	true
#endif

/* Mapping: newer kernels look whether what is mapped belongs to another device. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0)
#define CT_MAP_LOOKS_AT_PAGE	false
#else
#define CT_MAP_LOOKS_AT_PAGE	true
#endif

/*
 * dma-debug: does it report overlapping mappings? Not where small kmalloc memory is bounced to keep
 * it off shared cache lines; newer kernels also keep silent where no alignment keeps it off them.
 */
static inline bool ct_sees_overlaps(struct device *dev)
{
#ifdef CONFIG_DMA_BOUNCE_UNALIGNED_KMALLOC
	if (dev->dma_io_tlb_mem && dev->dma_io_tlb_mem->nslabs)
		return false;
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(7, 0, 0)
	if (dma_get_cache_alignment() < L1_CACHE_BYTES)
		return false;
#endif
	return true;
}

/* Slave transfers told as an array of addresses and lengths. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define CT_HAVE_PERIPHERAL_VEC
#endif

/* The map of an offset: one region. Until 6.9 it had to be told the difference as well. */
static inline void ct_set_dma_region(struct bus_dma_region *region, phys_addr_t cpu_start,
				     dma_addr_t dma_start, u64 size)
{
	region->cpu_start = cpu_start;
	region->dma_start = dma_start;
	region->size = size;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 9, 0)
	region->offset = (u64)cpu_start - (u64)dma_start;
#endif
}

/* Map-ops of a device's own, and what they were called and took. */
#if defined(CONFIG_ARCH_HAS_DMA_OPS) || \
	(LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0) && defined(CONFIG_DMA_OPS))
#define CT_HAVE_DMA_OPS
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
#define ct_alloc_pages_op	alloc_pages
#else
#define ct_alloc_pages_op	alloc_pages_op
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
#define ct_map		map_page
#define ct_unmap	unmap_page
#define CT_MAP_ARGS	struct page *page, unsigned long offset
#define CT_MAP_PHYS	(page_to_phys(page) + offset)
#else
#define ct_map		map_phys
#define ct_unmap	unmap_phys
#define CT_MAP_ARGS	phys_addr_t phys
#define CT_MAP_PHYS	phys
#endif

/* Can a device have mapped what is no memory? Map-ops had a member for that, and may lack it. */
static inline bool ct_maps_resources(struct device *dev)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
	const struct dma_map_ops *ops = get_dma_ops(dev);

	return !ops || ops->map_resource;
#else
	return true;
#endif
}

/*
 * dma_bufs: a namespace is a string since 6.13, and without the lock held, the functions to call
 * are those with _unlocked, since 6.2.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define CT_NS_DMA_BUF	DMA_BUF
#else
#define CT_NS_DMA_BUF	"DMA_BUF"
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define ct_dma_buf_map		dma_buf_map_attachment
#define ct_dma_buf_unmap	dma_buf_unmap_attachment
#define ct_dma_buf_vmap		dma_buf_vmap
#define ct_dma_buf_vunmap	dma_buf_vunmap
#else
#define ct_dma_buf_map		dma_buf_map_attachment_unlocked
#define ct_dma_buf_unmap	dma_buf_unmap_attachment_unlocked
#define ct_dma_buf_vmap		dma_buf_vmap_unlocked
#define ct_dma_buf_vunmap	dma_buf_vunmap_unlocked
#endif

/*
 * Pages for I/O: since 6.3 those of a process are pinned, and others are left to the caller that
 * made the iterator; before, all got a reference.
 */
static inline ssize_t ct_take_pages(struct iov_iter *iter, struct page **pages, size_t most,
				    unsigned int nr, size_t *at)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
	return iov_iter_get_pages2(iter, pages, most, nr, at);
#else
	return iov_iter_extract_pages(iter, &pages, most, nr, 0, at);
#endif
}

/* @user: the pages are a process's. Any context. */
static inline void ct_give_pages(struct page **pages, unsigned int nr, bool user)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
	while (nr)
		put_page(pages[--nr]);
#else
	if (user)
		unpin_user_pages(pages, nr);
#endif
}

#endif
