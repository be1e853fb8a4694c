/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The registers of QEMU's edu device (docs/specs/edu), as far as DMA goes, and the few things that
 * can be done with them. It does one DMA at a time and takes 100 ms for each.
 */
#ifndef DMARIG_EDU_REGS_H
#define DMARIG_EDU_REGS_H

#include <linux/bits.h>
#include <linux/io.h>
#include <linux/types.h>

#define EDU_IRQ_STATUS	0x24
#define EDU_IRQ_ACK	0x64
#define EDU_DMA_SRC	0x80	/* 64 bits, to be written at once: there is no upper half */
#define EDU_DMA_DST	0x88	/* the same */
#define EDU_DMA_COUNT	0x90
#define EDU_DMA_CMD	0x98

#define EDU_CMD_RUN	BIT(0)	/* the device clears it at the end */
#define EDU_CMD_TO_RAM	BIT(1)	/* out of the device's buffer; without it, into the buffer */
#define EDU_CMD_IRQ	BIT(2)

#define EDU_BUF_START	0x40000	/* where the device sees its own buffer */
#define EDU_BUF_BYTES	4096
/* The bytes that older QEMU lets a DMA reach: it takes the last one for outside. */
#define EDU_BUF_OLD	4095

/* A 32-bit write clears the upper half, so it is enough on a 32-bit machine. */
static inline void edu_write_long(void __iomem *reg, u64 value)
{
#ifdef CONFIG_64BIT
	writeq(value, reg);
#else
	writel(value, reg);
#endif
}

/**
 * edu_hw_start() - start a DMA that ends with an interrupt
 * @regs: the device, which is idle
 * @to_ram: out of the device's buffer, not into it
 * @addr: memory, as the device sees it
 * @offset: bytes into the device's buffer. Older QEMU aborts if @offset + @len is outside it
 * @len: bytes
 */
static inline void edu_hw_start(void __iomem *regs, bool to_ram, u64 addr, u32 offset, u32 len)
{
	u64 buf = EDU_BUF_START + offset;

	edu_write_long(regs + EDU_DMA_SRC, to_ram ? buf : addr);
	edu_write_long(regs + EDU_DMA_DST, to_ram ? addr : buf);
	edu_write_long(regs + EDU_DMA_COUNT, len);
	writel(EDU_CMD_RUN | EDU_CMD_IRQ | (to_ram ? EDU_CMD_TO_RAM : 0), regs + EDU_DMA_CMD);
}

/* edu_hw_is_running() - has the last DMA not ended? True as well if the device has gone. */
static inline bool edu_hw_is_running(void __iomem *regs)
{
	return readl(regs + EDU_DMA_CMD) & EDU_CMD_RUN;
}

#endif
