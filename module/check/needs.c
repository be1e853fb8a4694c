// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What rules need, each a question with a sentence for when it is not there.
 */
#include "check/rule.h"

#define IN_FLIGHT_NS	(20 * NSEC_PER_USEC)	/* a transfer shorter than that cannot be met */

const char *need_caps(struct bench *b)
{
	return b->has_caps ? NULL : "dma_get_slave_caps() says nothing of this channel";
}

const char *need_pause(struct bench *b)
{
	return b->has_caps && b->caps.cmd_pause ? NULL : "it cannot pause, by its dma_get_slave_caps()";
}

const char *need_resume(struct bench *b)
{
	return b->has_caps && b->caps.cmd_resume ? NULL :
	       "it cannot resume, by its dma_get_slave_caps()";
}

const char *need_terminate(struct bench *b)
{
	return b->chan->device->device_terminate_all ? NULL : "its driver has no device_terminate_all";
}

const char *need_cyclic(struct bench *b)
{
	return dma_has_cap(DMA_CYCLIC, b->chan->device->cap_mask) ? NULL : "it cannot do cyclic";
}

const char *need_order(struct bench *b)
{
	return dma_has_cap(DMA_COMPLETION_NO_ORDER, b->chan->device->cap_mask) ?
	       "it completes out of order, by DMA_COMPLETION_NO_ORDER" : NULL;
}

const char *need_no_order(struct bench *b)
{
	return dma_has_cap(DMA_COMPLETION_NO_ORDER, b->chan->device->cap_mask) ?
	       NULL : "it completes in order, without DMA_COMPLETION_NO_ORDER";
}

const char *need_residue(struct bench *b)
{
	return b->has_caps ? NULL :
	       "it is no slave channel, and what residue means for others is said nowhere";
}

const char *need_residue_moves(struct bench *b)
{
	return b->has_caps && b->caps.residue_granularity != DMA_RESIDUE_GRANULARITY_DESCRIPTOR ?
	       NULL : "its residue_granularity is DESCRIPTOR: all or nothing";
}

const char *need_atomic_sleep(struct bench *b)
{
	return IS_ENABLED(CONFIG_DEBUG_ATOMIC_SLEEP) ?
	       NULL : "this kernel was built without CONFIG_DEBUG_ATOMIC_SLEEP, and would not tell";
}

const char *need_lockdep(struct bench *b)
{
	return IS_ENABLED(CONFIG_PROVE_LOCKING) ?
	       NULL : "this kernel was built without CONFIG_PROVE_LOCKING, and would not tell";
}

const char *need_time(struct bench *b)
{
	return b->job_ns >= IN_FLIGHT_NS ?
	       NULL : "a transfer is over before anybody can step in; a larger size may help";
}
