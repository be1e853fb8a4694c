// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks of alignment. Each puts an operation of its own before the controller's, so that nobody
 * else pays for the look.
 */
#include "sim/quirk/quirk.h"

/* DMAENGINE_ALIGN_256_BYTES, which older kernels do not name */
#define ALIGN_SHIFT	8
#define IS_OFF(bits)	((bits) & ((1 << ALIGN_SHIFT) - 1))

static const struct dma_device *original(const struct dma_chan *chan)
{
	return &container_of(chan->device, struct sim, dd)->quirks.prep;
}

static bool any_off(const dma_addr_t *addr, unsigned int nr)
{
	while (nr--)
		if (IS_OFF(addr[nr]))
			return true;
	return false;
}

static struct dma_async_tx_descriptor *copy_aligned(struct dma_chan *chan, dma_addr_t dst,
						    dma_addr_t src, size_t len, unsigned long flags)
{
	if (IS_OFF(dst | src | len))
		return NULL;
	return original(chan)->device_prep_dma_memcpy(chan, dst, src, len, flags);
}

static void align_copy(struct sim *sim)
{
	if (!sim->dd.device_prep_dma_memcpy)
		return;
	sim->dd.copy_align = (enum dmaengine_alignment)ALIGN_SHIFT;
	sim->dd.device_prep_dma_memcpy = copy_aligned;
}

const struct sim_quirk sim_quirk_copy_align_256 = {
	.setup		= align_copy,
};

static struct dma_async_tx_descriptor *fill_aligned(struct dma_chan *chan, dma_addr_t dst,
						    int value, size_t len, unsigned long flags)
{
	if (IS_OFF(dst | len))
		return NULL;
	return original(chan)->device_prep_dma_memset(chan, dst, value, len, flags);
}

static void align_fill(struct sim *sim)
{
	if (!sim->dd.device_prep_dma_memset)
		return;
	sim->dd.fill_align = (enum dmaengine_alignment)ALIGN_SHIFT;
	sim->dd.device_prep_dma_memset = fill_aligned;
}

const struct sim_quirk sim_quirk_fill_align_256 = {
	.setup		= align_fill,
};

static struct dma_async_tx_descriptor *xor_aligned(struct dma_chan *chan, dma_addr_t dst,
						   dma_addr_t *src, unsigned int nr, size_t len,
						   unsigned long flags)
{
	if (IS_OFF(dst | len) || any_off(src, nr))
		return NULL;
	return original(chan)->device_prep_dma_xor(chan, dst, src, nr, len, flags);
}

static struct dma_async_tx_descriptor *xor_val_aligned(struct dma_chan *chan, dma_addr_t *src,
						       unsigned int nr, size_t len,
						       enum sum_check_flags *result,
						       unsigned long flags)
{
	if (IS_OFF(len) || any_off(src, nr))
		return NULL;
	return original(chan)->device_prep_dma_xor_val(chan, src, nr, len, result, flags);
}

static void align_xor(struct sim *sim)
{
	if (!sim->dd.device_prep_dma_xor && !sim->dd.device_prep_dma_xor_val)
		return;
	sim->dd.xor_align = (enum dmaengine_alignment)ALIGN_SHIFT;
	if (sim->dd.device_prep_dma_xor)
		sim->dd.device_prep_dma_xor = xor_aligned;
	if (sim->dd.device_prep_dma_xor_val)
		sim->dd.device_prep_dma_xor_val = xor_val_aligned;
}

const struct sim_quirk sim_quirk_xor_align_256 = {
	.setup		= align_xor,
};

/* Of P and Q, one that is not wanted has no address. */
static bool pq_off(const dma_addr_t *pq, unsigned long flags)
{
	return (!(flags & DMA_PREP_PQ_DISABLE_P) && IS_OFF(pq[0])) ||
	       (!(flags & DMA_PREP_PQ_DISABLE_Q) && IS_OFF(pq[1]));
}

static struct dma_async_tx_descriptor *pq_aligned(struct dma_chan *chan, dma_addr_t *dst,
						  dma_addr_t *src, unsigned int nr,
						  const unsigned char *coefs, size_t len,
						  unsigned long flags)
{
	if (IS_OFF(len) || pq_off(dst, flags) || any_off(src, nr))
		return NULL;
	return original(chan)->device_prep_dma_pq(chan, dst, src, nr, coefs, len, flags);
}

static struct dma_async_tx_descriptor *pq_val_aligned(struct dma_chan *chan, dma_addr_t *pq,
						      dma_addr_t *src, unsigned int nr,
						      const unsigned char *coefs, size_t len,
						      enum sum_check_flags *result,
						      unsigned long flags)
{
	if (IS_OFF(len) || pq_off(pq, flags) || any_off(src, nr))
		return NULL;
	return original(chan)->device_prep_dma_pq_val(chan, pq, src, nr, coefs, len, result,
						      flags);
}

static void align_pq(struct sim *sim)
{
	if (!sim->dd.device_prep_dma_pq && !sim->dd.device_prep_dma_pq_val)
		return;
	sim->dd.pq_align = (enum dmaengine_alignment)ALIGN_SHIFT;
	if (sim->dd.device_prep_dma_pq)
		sim->dd.device_prep_dma_pq = pq_aligned;
	if (sim->dd.device_prep_dma_pq_val)
		sim->dd.device_prep_dma_pq_val = pq_val_aligned;
}

const struct sim_quirk sim_quirk_pq_align_256 = {
	.setup		= align_pq,
};
