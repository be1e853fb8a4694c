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

#include <linux/dma-map-ops.h>
#include <linux/hrtimer.h>
#include <linux/version.h>

/* Platform drivers: remove() returned int until 6.11, and remove_new() nothing. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
#define compat_remove	remove_new
#else
#define compat_remove	remove
#endif

/* Timers: hrtimer_init() became hrtimer_setup() in 6.13, and is gone since. */
static inline void compat_hrtimer_setup(struct hrtimer *timer,
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

/* The path: an IOMMU is map-ops until 6.11, and a flag of its own from 6.12. */
#if defined(__has_include)
#if __has_include(<linux/iommu-dma.h>)
#include <linux/iommu-dma.h>
#define COMPAT_HAVE_USE_DMA_IOMMU
#endif
#endif

/*
 * True if the kernel's own IOMMU code maps for the device. Until 6.11 it is map-ops like any other,
 * told from them by the domain: @translated says that the domain is one the DMA API fills.
 */
static inline bool compat_uses_dma_iommu(struct device *dev, bool translated)
{
#ifdef COMPAT_HAVE_USE_DMA_IOMMU
	return use_dma_iommu(dev);
#else
	return get_dma_ops(dev) && translated;
#endif
}

/* True if nothing stands between the device and memory: no IOMMU that translates, no map-ops. */
static inline bool compat_dma_is_direct(struct device *dev)
{
	return !compat_uses_dma_iommu(dev, false) && !get_dma_ops(dev);
}

/* Coherence: a bitfield of struct device, then a flag bit; some architectures have neither. */
#if defined(CONFIG_ARCH_HAS_SYNC_DMA_FOR_DEVICE) || defined(CONFIG_ARCH_HAS_SYNC_DMA_FOR_CPU) || \
	defined(CONFIG_ARCH_HAS_SYNC_DMA_FOR_CPU_ALL)
#define COMPAT_HAVE_DMA_COHERENCE
#endif

/*
 * Make a device that is no hardware coherent or not; to be called before its DMA mask is set.
 * Not coherent only where compat_cache_flush() lets the CPU that plays the device behave as one.
 */
static inline int compat_set_dma_coherent(struct device *dev, bool coherent)
{
	if (!coherent && !IS_ENABLED(CONFIG_ARM64))
		return -EOPNOTSUPP;
#ifdef COMPAT_HAVE_DMA_COHERENCE
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
static inline void compat_cache_flush(const void *start, size_t len)
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
 * Does the IOMMU translate for @dev through the kernel's own DMA layer? Newer kernels can be asked; on
 * older ones the type of the domain (@translated) and the presence of ops say so together.
 */
static inline bool ct_uses_dma_iommu(struct device *dev, bool translated)
{
#ifdef CT_HAVE_USE_DMA_IOMMU
	return use_dma_iommu(dev);
#else
	return translated && get_dma_ops(dev);
#endif
}

#endif
