/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The rows of the table of quirks: row(name, group, drivers that have it, what it does). Of a group
 * a controller can have one; "-" excludes nothing. The drivers are files of the kernel's
 * drivers/dma. One row stands for a block of the same name in a file of this folder.
 */
#ifndef DMARIG_SIM_QUIRK_ROWS_H
#define DMARIG_SIM_QUIRK_ROWS_H

#define SIM_QUIRKS(row)										\
	/* descriptors */									\
	row(pool_of_16, "-", "imx-dma.c xilinx/zynqmp_dma.c",					\
	    "16 descriptors, and NULL while all are out")					\
	row(unacked_kept, "-",									\
	    "mv_xor.c mv_xor_v2.c fsldma.c sh/rcar-dmac.c sh/shdma-base.c ste_dma40.c",		\
	    "64 descriptors, of which one that is not acknowledged never comes back")		\
	row(late_descriptors, "-", "ti/k3-udma.c",						\
	    "64 descriptors, which a work item gives back a millisecond after their end")	\
	row(lock_prep_to_submit, "-", "ioat/prep.c plx_dma.c switchtec_dma.c",			\
	    "holds a spinlock from prep to submit")						\
	row(no_reuse, "-", "ti/k3-udma.c sh/rcar-dmac.c imx-sdma.c",				\
	    "no descriptor can be used again")							\
	/* alignment */										\
	row(copy_align_256, "-", "qcom/hidma.c ti/k3-udma.c",					\
	    "addresses and lengths of memcpy are multiples of 256")				\
	row(fill_align_256, "-", "at_hdmac.c tegra186-gpc-dma.c",				\
	    "address and length of memset are multiples of 256")				\
	row(xor_align_256, "-", "xgene-dma.c",							\
	    "addresses and lengths of xor are multiples of 256")				\
	row(pq_align_256, "-", "xgene-dma.c",							\
	    "addresses and lengths of pq are multiples of 256")					\
	/* configuration of a slave */								\
	row(config_direction, "-", "moxart-dma.c dw/core.c fsl-edma-common.c fsldma.c",		\
	    "reads direction of dma_slave_config, and transfers in no other")			\
	row(config_both_sides, "-", "ste_dma40.c sh/rz-dmac.c",					\
	    "wants a width and an address of either side, whichever is used")			\
	row(config_answers, "-", "stm32/stm32-dma.c",						\
	    "tells by peripheral_config of a client's dma_slave_config where its own is")	\
	row(words_of_4, "-", "mxs-dma.c dw-edma/dw-edma-core.c lgm/lgm-dma.c",			\
	    "registers of 4 bytes only")							\
	row(min_burst_4, "bursts", "dw/core.c", "bursts of at least 4 words")			\
	row(limits_unsaid, "bursts", "imx-dma.c k3dma.c xilinx/xdma.c",				\
	    "says nothing of widths and bursts")						\
	row(sends_only, "direction", "xilinx/xilinx_dpdma.c dw-edma/dw-edma-core.c",		\
	    "sends and does not receive")							\
	row(receives_only, "direction", "dw-edma/dw-edma-core.c",				\
	    "receives and does not send")							\
	row(directions_unsaid, "direction", "sun6i-dma.c sh/rcar-dmac.c moxart-dma.c",		\
	    "says nothing of directions, so dma_get_slave_caps() fails")			\
	row(no_dev_to_dev, "-", "pl330.c ti/k3-udma.c sh/rcar-dmac.c xilinx/xilinx_dma.c",	\
	    "one side of a transfer is memory: no DMA_DEV_TO_DEV")				\
	row(entries_one_by_one, "-", "dw/core.c dma-jz4780.c",					\
	    "max_sg_burst is 1: it is started anew for each entry of a list")			\
	/* residue */										\
	row(residue_by_segment, "residue", "imx-sdma.c fsl-edma-main.c qcom/bam_dma.c",		\
	    "the residue counts whole entries and periods")					\
	row(residue_by_descriptor, "residue", "sf-pdma/sf-pdma.c altera-msgdma.c",		\
	    "the residue is the length until the end")						\
	row(residue_none, "residue", "dma-axi-dmac.c xilinx/zynqmp_dma.c milbeaut-xdmac.c",	\
	    "the residue is 0 at all times")							\
	/* pausing and terminating */								\
	row(no_terminate, "-", "ioat/init.c mv_xor.c plx_dma.c fsl_raid.c",			\
	    "cannot be terminated")								\
	row(no_pause, "pause", "bcm2835-dma.c xilinx/xilinx_dma.c hisi_dma.c",			\
	    "can neither be paused nor resumed")						\
	row(no_resume, "pause", "pl330.c nbpfaxi.c mediatek/mtk-uart-apdma.c",			\
	    "can be paused, but not resumed")							\
	row(pause_busy_only, "-", "stm32/stm32-dma.c ti/edma.c",				\
	    "cannot be paused while there is nothing to do")					\
	/* how an end is told */								\
	row(callback_only, "told", "sh/shdma-base.c sh/rcar-dmac.c qcom/hidma_ll.c",		\
	    "looks at callback and not at callback_result")					\
	row(callback_always, "-", "virt-dma.c and all that use it",				\
	    "calls back also without DMA_PREP_INTERRUPT")					\
	row(callback_from_thread, "-", "sh/rcar-dmac.c sh/shdma-base.c lgm/lgm-dma.c",		\
	    "callbacks come from a thread")							\
	row(told_together, "-", "xilinx/xilinx_dma.c mv_xor_v2.c",				\
	    "one interrupt tells of all that ended within 100 us")				\
	row(complete_called, "-", "virt-dma.c and all that use it",				\
	    "what is complete is called back, also when a callback before it terminates")	\
	row(cookie_with_callback, "-", "mv_xor.c ioat/dma.c fsldma.c",				\
	    "a cookie completes just before its callback, not in the interrupt")		\
	row(no_order, "-", "idxd/dma.c",							\
	    "has DMA_COMPLETION_NO_ORDER, and every status is DMA_OUT_OF_ORDER")		\
	/* the controller */									\
	row(one_engine, "-", "amba-pl08x.c sun6i-dma.c pxa_dma.c k3dma.c",			\
	    "all channels share one engine, which does one transfer at a time")			\
	row(wakes_slowly, "-", "img-mdc-dma.c sprd-dma.c mediatek/mtk-hsdma.c",			\
	    "sleeps when it is idle for 2 ms, and takes 1 ms to wake up")			\
	row(suspends_idle, "-", "img-mdc-dma.c ste_dma40.c tegra20-apb-dma.c stm32/stm32-mdma.c", \
	    "is runtime-suspended when it is idle for 2 ms, and its registers are dead then")	\
	row(sleeps_idle, "-", "stm32/stm32-dma.c at_hdmac.c",					\
	    "the system does not go to sleep while a channel has something to do")		\
	row(device_per_channel, "-", "ti/k3-udma.c tegra186-gpc-dma.c",				\
	    "dmaengine_get_dma_device() is the channel's own device")				\
	row(public_memcpy, "kind", "hisi_dma.c plx_dma.c mv_xor_v2.c milbeaut-xdmac.c",		\
	    "memcpy alone, for public clients (async_tx): without DMA_PRIVATE")			\
	row(cyclic_only, "kind", "tegra210-adma.c apple-admac.c mmp_tdma.c",			\
	    "a slave that can do cyclic transfers alone")

#endif
