// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What rules need of a channel, each with the sentence for a skip when it is missing.
 */
#include <linux/module.h>
#include "check/bench/bench.h"
#include "check/bench/kind.h"
#include "check/rule/needs.h"
#include "core/base/compat_dma.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"

#define IN_FLIGHT_NS	(20 * NSEC_PER_USEC)	/* a transfer shorter than that cannot be met */

static bool unlock_bad_address;
module_param(unlock_bad_address, bool, 0400);
MODULE_PARM_DESC(unlock_bad_address,
		 "let rules use bad addresses where no IOMMU is, which may do anything to this machine");

const char *rule_need_caps(struct check_bench *b)
{
	return b->has_caps ? NULL : "dma_get_slave_caps() says nothing of this channel";
}

const char *rule_need_pause(struct check_bench *b)
{
	return b->has_caps && b->caps.cmd_pause ?
	       NULL : "it cannot pause, by its dma_get_slave_caps()";
}

const char *rule_need_resume(struct check_bench *b)
{
	return b->has_caps && b->caps.cmd_resume ? NULL :
	       "it cannot resume, by its dma_get_slave_caps()";
}

const char *rule_need_terminate(struct check_bench *b)
{
	return b->chan->device->device_terminate_all ?
	       NULL : "its driver has no device_terminate_all";
}

const char *rule_need_order(struct check_bench *b)
{
	return dma_has_cap(DMA_COMPLETION_NO_ORDER, b->chan->device->cap_mask) ?
	       "it completes out of order, by DMA_COMPLETION_NO_ORDER" : NULL;
}

const char *rule_need_no_order(struct check_bench *b)
{
	return dma_has_cap(DMA_COMPLETION_NO_ORDER, b->chan->device->cap_mask) ?
	       NULL : "it completes in order, without DMA_COMPLETION_NO_ORDER";
}

const char *rule_need_residue(struct check_bench *b)
{
	return b->has_caps ? NULL :
	       "it is no slave channel, and what residue means for others is said nowhere";
}

const char *rule_need_residue_moves(struct check_bench *b)
{
	return b->has_caps && b->caps.residue_granularity != DMA_RESIDUE_GRANULARITY_DESCRIPTOR ?
	       NULL : "its residue_granularity is DESCRIPTOR: all or nothing";
}

/* Spinlocks, timers and callbacks are where one may sleep there, and lockdep knows no softirqs. */
static const char *need_no_rt(void)
{
	return IS_ENABLED(CONFIG_PREEMPT_RT) ?
	       "on PREEMPT_RT this is no place that must not sleep, and nothing would tell" : NULL;
}

const char *rule_need_atomic_sleep(struct check_bench *b)
{
	if (need_no_rt())
		return need_no_rt();
	return IS_ENABLED(CONFIG_DEBUG_ATOMIC_SLEEP) ?
	       NULL : "this kernel was built without CONFIG_DEBUG_ATOMIC_SLEEP, and would not tell";
}

const char *rule_need_lockdep(struct check_bench *b)
{
	if (need_no_rt())
		return need_no_rt();
	return IS_ENABLED(CONFIG_PROVE_LOCKING) ?
	       NULL : "this kernel was built without CONFIG_PROVE_LOCKING, and would not tell";
}

const char *rule_need_time(struct check_bench *b)
{
	return b->job_ns >= IN_FLIGHT_NS ?
	       NULL : "a transfer is over before anybody can step in; a larger size may help";
}

const char *rule_need_memcpy(struct check_bench *b)
{
	return dma_has_cap(DMA_MEMCPY, b->chan->device->cap_mask) ? NULL : "it cannot do memcpy";
}

const char *rule_need_peer(struct check_bench *b)
{
	enum dmarig_peer peer = params_peer(&b->p);

	if (peer == DMARIG_PEER_memory && dmarig_observe_path(b->dev) != DMARIG_PATH_direct)
		return "memory can only stand in for a register on the direct path";
	return peer != DMARIG_PEER_none && peer != DMARIG_PEER_channel ?
	       NULL : "a slave channel needs a peer that is memory, device or an address";
}

const char *rule_need_slave(struct check_bench *b)
{
	if (!dma_has_cap(DMA_SLAVE, b->chan->device->cap_mask) ||
	    !b->chan->device->device_prep_slave_sg)
		return "it is no slave channel with device_prep_slave_sg";
	return rule_need_peer(b);
}

/* A ring never ends by itself, so that the channel must be able to terminate. */
const char *rule_need_rings(struct check_bench *b)
{
	if (!check_kind_has_rings(b))
		return "it cannot do cyclic";
	return rule_need_peer(b) ?: rule_need_terminate(b);
}

/* Whatever is done with it, a slave is configured first. */
const char *rule_need_config(struct check_bench *b)
{
	return check_kind_has_rings(b) ? rule_need_peer(b) : rule_need_slave(b);
}

const char *rule_need_end(struct check_bench *b)
{
	return b->rings_only && rule_need_terminate(b) ?
	       "it has rings alone, and nothing that would end them" : NULL;
}

/*
 * Of memory and of an address, the data that is received is known beforehand, whatever its length.
 */
const char *rule_need_known_register(struct check_bench *b)
{
	enum dmarig_peer peer = params_peer(&b->p);

	if (b->has_caps && !(b->caps.directions & BIT(DMA_DEV_TO_MEM)))
		return "it cannot receive, by its directions";
	return peer == DMARIG_PEER_memory || peer == DMARIG_PEER_address ?
	       NULL : "it needs a peer that is memory or an address, whose data is known";
}

/* Of what is sent, the job's own memory shows nothing. */
const char *rule_need_arrival(struct check_bench *b)
{
	return b->kind->dir != DMA_MEM_TO_DEV ?
	       NULL : "it cannot receive, and what it sends arrives where nobody looks";
}

const char *rule_need_memory_peer(struct check_bench *b)
{
	return params_peer(&b->p) == DMARIG_PEER_memory ?
	       NULL : "it needs peer=memory, where registers can be anywhere";
}

const char *rule_need_align(struct check_bench *b)
{
	return b->chan->device->copy_align || !rule_need_slave(b) ?
		       NULL :
		       "by its copy_align nothing is misaligned";
}

const char *rule_need_reuse(struct check_bench *b)
{
	return b->has_caps && b->caps.descriptor_reuse ?
	       NULL : "it cannot use a descriptor again, by its descriptor_reuse";
}

const char *rule_need_metadata(struct check_bench *b)
{
	return dmaengine_is_metadata_mode_supported(b->chan, DESC_METADATA_CLIENT) ?
	       NULL : "it has no metadata of the client's, by its desc_metadata_modes";
}

/* The simulated controller takes no harm from whatever it is asked to do. */
static bool is_simulated(const struct check_bench *b)
{
	return !strcmp(dmarig_chan_driver(b->chan), "dmarig_sim");
}

/* Bytes that nobody has chosen for it may make a peripheral do anything. */
const char *rule_need_peripheral(struct check_bench *b)
{
#ifndef CT_HAVE_PERIPHERAL_CONFIG
	return "this kernel's dma_slave_config has no peripheral_config";
#else
	return b->rc->nr_peripheral || is_simulated(b) ?
	       NULL : "what its driver wants there must be said, by the knob peripheral_config";
#endif
}

/* Whatever it does reaches no memory that is not its own: QEMU's device is no real one. */
static bool is_contained(const struct check_bench *b)
{
	return dmarig_observe_path(b->dev) == DMARIG_PATH_iommu ||
	       !strcmp(dmarig_chan_driver(b->chan), "dmarig_edu");
}

/* Real hardware may do anything with a bad address, and even hang the machine. */
const char *rule_need_contained(struct check_bench *b)
{
	return is_simulated(b) || is_contained(b) || unlock_bad_address ?
	       NULL :
	       "no IOMMU contains a bad address: see the module parameter unlock_bad_address";
}

const char *rule_need_division(struct check_bench *b)
{
	return IS_ENABLED(CONFIG_ARM64) || IS_ENABLED(CONFIG_RISCV) || is_simulated(b) ?
	       NULL : "this processor traps on a division by zero, which nothing forbids a driver";
}

const char *rule_need_repeat(struct check_bench *b)
{
	return dma_has_cap(DMA_REPEAT, b->chan->device->cap_mask) &&
	       dma_has_cap(DMA_LOAD_EOT, b->chan->device->cap_mask) &&
	       dma_has_cap(DMA_INTERLEAVE, b->chan->device->cap_mask) ?
	       NULL : "it lacks DMA_INTERLEAVE, DMA_REPEAT or DMA_LOAD_EOT";
}
