/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The part of compat.h that is about devices and their memory: channels, paths, coherence, bounce
 * buffers, map-ops, dma_bufs. Its rules hold here, too.
 */
#ifndef DMARIG_CORE_COMPAT_DMA_H
#define DMARIG_CORE_COMPAT_DMA_H

#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/dmaengine.h>
#include <linux/iommu.h>
#include <linux/swiotlb.h>
#include <linux/version.h>

/* Channels: newer kernels let one have a DMA device of its own. */
static inline struct device *ct_dma_device(struct dma_chan *chan)
{
#ifdef CT_HAVE_CHAN_DMA_DEV
	return dmaengine_get_dma_device(chan);
#else
	return chan->device->dev;
#endif
}

#ifdef CT_HAVE_CHAN_DMA_DEV
#define CT_CHANS_HAVE_DEVICES	true
#define ct_use_chan_device(chan)	((chan)->dev->chan_dma_dev = true)
#else
#define CT_CHANS_HAVE_DEVICES	false
#define ct_use_chan_device(chan)	do { } while (0)
#endif

/* The path: an IOMMU was map-ops like others, and is a flag of its own today. */
#ifdef CT_HAVE_USE_DMA_IOMMU
#include <linux/iommu-dma.h>
#endif

/* Does the IOMMU's domain put off invalidating what was unmapped? It was an attribute once. */
static inline bool ct_domain_is_lazy(struct iommu_domain *domain)
{
#ifdef CT_HAVE_LAZY_ATTR
	int lazy = 0;

	return !iommu_domain_get_attr(domain, DOMAIN_ATTR_DMA_USE_FLUSH_QUEUE, &lazy) && lazy;
#elif defined(CONFIG_IOMMU_API) && defined(IOMMU_DOMAIN_DMA_FQ)
	return domain->type == IOMMU_DOMAIN_DMA_FQ;
#else
	return false;
#endif
}

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
#ifdef CT_HAVE_COHERENT_BIT
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

/* Is a range within what the device's mask reaches? It is asked as if it were not RAM. */
static inline bool ct_dma_reaches(struct device *dev, dma_addr_t addr, size_t size)
{
#ifdef CT_HAVE_CAPABLE_ATTRS
	return dma_capable(dev, addr, size, false, 0);
#else
	return dma_capable(dev, addr, size, false);
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

/*
 * Bounce buffers and memory set aside: members of struct device that come with an option. Before
 * there was one for bounce buffers all devices shared one pool, and modules were not told whether
 * everything is bounced.
 */
static inline u64 ct_swiotlb_bytes(struct device *dev)
{
#if !defined(CONFIG_SWIOTLB)
	return 0;
#elif defined(CT_HAVE_IO_TLB_MEM)
	return dev->dma_io_tlb_mem ? (u64)dev->dma_io_tlb_mem->nslabs << IO_TLB_SHIFT : 0;
#else
	return (u64)swiotlb_nr_tbl() << IO_TLB_SHIFT;
#endif
}

static inline bool ct_swiotlb_is_forced(struct device *dev)
{
#ifdef CT_HAVE_FORCE_BOUNCE
	return is_swiotlb_force_bounce(dev);
#else
	return false;
#endif
}

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

/* The map of an offset: one region. Older kernels have to be told the difference as well. */
static inline void ct_set_dma_region(struct bus_dma_region *region, phys_addr_t cpu_start,
				     dma_addr_t dma_start, u64 size)
{
	region->cpu_start = cpu_start;
	region->dma_start = dma_start;
	region->size = size;
#ifdef CT_HAVE_REGION_OFFSET
	region->offset = (u64)cpu_start - (u64)dma_start;
#endif
}

/* Map-ops of a device's own, and what they were called and took. */
#if defined(CONFIG_ARCH_HAS_DMA_OPS) || defined(CONFIG_DMA_OPS)
#define CT_HAVE_DMA_OPS
#endif

#ifdef CT_HAVE_ALLOC_PAGES_OP
#define ct_alloc_pages_op	alloc_pages_op
#else
#define ct_alloc_pages_op	alloc_pages
#endif

#ifdef CT_HAVE_MAP_PHYS
#define ct_map		map_phys
#define ct_unmap	unmap_phys
#define CT_MAP_ARGS	phys_addr_t phys
#define CT_MAP_PHYS	phys
#else
#define ct_map		map_page
#define ct_unmap	unmap_page
#define CT_MAP_ARGS	struct page *page, unsigned long offset
#define CT_MAP_PHYS	(page_to_phys(page) + offset)
#endif

/* A scatterlist that cannot be mapped: map-ops say why where somebody reads it. */
#ifdef CT_HAVE_MAP_SG_ERRORS
#define CT_MAP_SG_FAILED	-ENOMEM
#else
#define CT_MAP_SG_FAILED	0
#endif

/* Can a device have mapped what is no memory? Map-ops had a member for that, and may lack it. */
static inline bool ct_maps_resources(struct device *dev)
{
#ifdef CT_HAVE_MAP_RESOURCE
	const struct dma_map_ops *ops = get_dma_ops(dev);

	return !ops || ops->map_resource;
#else
	return true;
#endif
}

/*
 * ct_set_peripheral() - put @nr bytes into a configuration, or none; false where a kernel's have no
 * room for any. ct_peripheral() - those that are there, and how many
 */
#ifdef CT_HAVE_PERIPHERAL_CONFIG
static inline bool ct_set_peripheral(struct dma_slave_config *cfg, void *bytes, size_t nr)
{
	cfg->peripheral_config = nr ? bytes : NULL;
	cfg->peripheral_size = nr;
	return true;
}

static inline const u8 *ct_peripheral(const struct dma_slave_config *cfg, size_t *nr)
{
	*nr = cfg->peripheral_size;
	return cfg->peripheral_config;
}
#else
static inline bool ct_set_peripheral(struct dma_slave_config *cfg, void *bytes, size_t nr)
{
	return !nr;
}

static inline const u8 *ct_peripheral(const struct dma_slave_config *cfg, size_t *nr)
{
	*nr = 0;
	return NULL;
}
#endif

/* dma_bufs as this rig uses them: fences have a usage, and a view of memory is an iosys_map. */
#if !IS_ENABLED(CONFIG_DMA_SHARED_BUFFER)
#define CT_NO_DMA_BUF	"was built without CONFIG_DMA_SHARED_BUFFER"
#elif !defined(CT_HAVE_RESV_USAGE)
#define CT_NO_DMA_BUF	"has no enum dma_resv_usage"
#endif

/*
 * A namespace became a string; and without the lock held, the functions to call are those with
 * _unlocked where there are any.
 */
#ifdef CT_HAVE_STRING_NS
#define CT_NS_DMA_BUF	"DMA_BUF"
#else
#define CT_NS_DMA_BUF	DMA_BUF
#endif

#ifdef CT_HAVE_DMA_BUF_MAP_UNLOCKED
#define ct_dma_buf_map		dma_buf_map_attachment_unlocked
#define ct_dma_buf_unmap	dma_buf_unmap_attachment_unlocked
#else
#define ct_dma_buf_map		dma_buf_map_attachment
#define ct_dma_buf_unmap	dma_buf_unmap_attachment
#endif

#ifdef CT_HAVE_DMA_BUF_VMAP_UNLOCKED
#define ct_dma_buf_vmap		dma_buf_vmap_unlocked
#define ct_dma_buf_vunmap	dma_buf_vunmap_unlocked
#else
#define ct_dma_buf_vmap		dma_buf_vmap
#define ct_dma_buf_vunmap	dma_buf_vunmap
#endif

/* Attributes of mappings that came with 7.x: 0 where there is none. */
#ifdef DMA_ATTR_REQUIRE_COHERENT
#define CT_ATTR_REQUIRE_COHERENT	DMA_ATTR_REQUIRE_COHERENT
#else
#define CT_ATTR_REQUIRE_COHERENT	0
#endif

#ifdef DMA_ATTR_DEBUGGING_IGNORE_CACHELINES
#define CT_ATTR_IGNORE_CACHELINES	DMA_ATTR_DEBUGGING_IGNORE_CACHELINES
#else
#define CT_ATTR_IGNORE_CACHELINES	0
#endif

#ifdef DMA_ATTR_CC_SHARED
#define CT_ATTR_CC_SHARED	DMA_ATTR_CC_SHARED
#else
#define CT_ATTR_CC_SHARED	0
#endif

#endif
