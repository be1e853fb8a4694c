/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Channels: finding, claiming, terminating and releasing them. Knows dmaengine's client
 * side and nothing of any provider.
 */
#ifndef DMARIG_CORE_CHAN_H
#define DMARIG_CORE_CHAN_H

#include <linux/dmaengine.h>
#include "common/params.h"
#include "common/result.h"

#define CHAN_NAME_LEN	32	/* of dma<device>chan<channel>, with the NUL */

struct op;
struct params;
struct peer_ops;
struct sentence;

/* struct peer - a channel's peer. Owner: the channel's run. */
struct peer {
	const struct peer_ops *ops;	/* NULL: it was never claimed */
	phys_addr_t phys;		/* of the register, where there is one */
	phys_addr_t far;		/* of the one that is written, if not the same */
	u32 span;			/* bytes of the register, or of its window of several */
	u8 *words;			/* what the CPU put there: span bytes */
	u8 *seen;			/* room for as many */
	void *memory;			/* of the peer's own */
	dma_addr_t dma;
	void __iomem *io;
};

/*
 * struct rchan - a channel that a run holds. Its device may be unbound meanwhile: dmaengine frees
 * what dma_chan_name() and dmaengine_get_dma_device() look at then, and nothing else.
 */
struct rchan {
	struct dma_chan *chan;
	char name[CHAN_NAME_LEN];
	struct device *dev;		/* what memory is mapped for; held */
	struct rchan *peer_chan;	/* what receives what this one sends, or NULL */
	struct peer peer;		/* of a slave op */
	struct device *client;		/* whose channel it is by the device tree, or NULL */
	const struct op *op;		/* what it was claimed for */
	struct sentence *sentence;	/* gets what is wrong with it; NULL in quarantine */
	char holder[64];		/* the run that claimed it; a quarantine outlives it */
	struct list_head node;		/* on the list of all that are held, see chan.c */
	struct dma_slave_config config;	/* of a slave op */
	u8 peripheral[PERIPHERAL_BYTES];	/* its peripheral_config */
	u32 nr_peripheral;		/* bytes of it */
	bool turns;			/* it goes both ways, so config.direction changes */
	bool terminated;		/* by dmarig_chan_terminate(), with transfers in flight */
	bool quarantined;		/* by dmarig_chan_quarantine(): never released */
};

/* dmarig_chan_receiver() - the channel that receives for @rc: its peer, or itself */
static inline struct rchan *dmarig_chan_receiver(struct rchan *rc)
{
	return rc->peer_chan ?: rc;
}

/**
 * dmarig_chan_claim() - claim one channel
 * @s: gets what is wrong, now and as long as the channel is held
 * @holder: the name of the run that claims it
 * @want: a channel, device or driver name, NODE:NAME from a device tree, or "any"
 * @p: the knobs, whose op is named in the sentence
 * @op: what it must be capable of
 *
 * May sleep. See dma_request_channel() in Documentation/driver-api/dmaengine/client.rst. Return:
 * the channel, or an ERR_PTR after dmarig_sentence_say(): -EBUSY when it is held, -EIO when its
 * driver could not set it up, -EOPNOTSUPP when it lacks the op, -ENODEV when there is none of that
 * name, -ENOMEM.
 */
struct rchan *dmarig_chan_claim(struct sentence *s, const char *holder, const char *want,
				const struct params *p, const struct op *op);

/**
 * dmarig_chan_terminate() - get transfers back from a channel that does not end them
 * @rc: the channel
 *
 * May sleep. Return: 0 when the channel owns nothing any more; -errno when it cannot be terminated,
 * and then the channel is in quarantine and this module stays loaded.
 */
int dmarig_chan_terminate(struct rchan *rc);

/**
 * dmarig_chan_quarantine() - somebody may have memory of the channel's device for good
 * @rc: the channel; it is never released, and this module stays loaded
 */
void dmarig_chan_quarantine(struct rchan *rc);

/**
 * dmarig_chan_release() - give a channel back
 * @rc: the channel, not to be used any more; its peer was released. One in
 *	quarantine stays claimed
 */
void dmarig_chan_release(struct rchan *rc);

/*
 * dmarig_chan_driver() - the name of the driver a channel comes from, or "none" when it was unbound
 */
const char *dmarig_chan_driver(const struct dma_chan *chan);

/**
 * dmarig_chan_for_each() - look at every channel that is free or held here
 * @visit: called for each; one that is free is nobody's, and stays so, and has no holder
 * @arg: given to @visit
 *
 * With a lock held, so @visit claims and releases none. May sleep.
 */
void dmarig_chan_for_each(void (*visit)(const struct rchan *rc, void *arg), void *arg);

/**
 * dmarig_chan_configure() - dmaengine_slave_config() with the channel's own configuration
 * @rc: the channel
 *
 * May sleep. Return: 0, or -errno after dmarig_sentence_say().
 */
int dmarig_chan_configure(struct rchan *rc);

/**
 * dmarig_chan_turn() - configure a channel that goes both ways for a descriptor that goes one way
 * @rc: the channel, with turns
 * @dir: which way
 *
 * dma_slave_config.direction is deprecated, and read by several drivers all the same. May sleep.
 * Return: 0, or -errno after dmarig_sentence_say().
 */
int dmarig_chan_turn(struct rchan *rc, enum dma_transfer_direction dir);

#define CHAN_MAX_ALIGN	16	/* log2: no controller wants more, and shifting by it is defined */

/* chan_align() - bytes that a driver's alignment stands for; of an impossible one, a great many */
static inline u64 chan_align(unsigned int shift)
{
	return 1ull << min(shift, 63u);
}

#endif
