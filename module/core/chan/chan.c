// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Channels: finding, claiming, terminating and releasing them.
 */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "common/params.h"
#include "core/base/compat.h"
#include "core/base/compat_dma.h"
#include "core/base/sentence.h"
#include "core/base/text.h"
#include "core/chan/caps.h"
#include "core/chan/chan.h"
#include "core/chan/client.h"
#include "op/op.h"

/* Protects held_list; dmaengine's own lock is never taken inside. */
static DEFINE_MUTEX(held_lock);
static LIST_HEAD(held_list);		/* of struct rchan: all channels that runs hold */

const char *dmarig_chan_driver(const struct dma_chan *chan)
{
	const struct device_driver *driver = chan->device->dev->driver;

	return driver ? driver->name : "none";
}

/*
 * Record name and DMA device of @chan in @rc, dropping the device it held. To be called while the
 * provider cannot be unbound: from a dma_request_channel() filter, or once the channel is claimed.
 * The caller puts rc->dev.
 */
static void note_chan(struct rchan *rc, struct dma_chan *chan)
{
	put_device(rc->dev);
	rc->chan = chan;
	rc->dev = get_device(ct_dma_device(chan));
	strscpy(rc->name, dma_chan_name(chan), sizeof(rc->name));
}

/*
 * Filters are shown channels of a device that is being unregistered, too, whose names are gone.
 * Before the first name goes, fewer channels are counted than there are; both by dmaengine, which
 * holds its lock while it asks a filter. See dma_async_device_unregister().
 */
static bool is_leaving(const struct dma_chan *chan)
{
	const struct dma_device *device = chan->device;
	const struct dma_chan *each;
	unsigned int n = 0;

	list_for_each_entry(each, &device->channels, device_node)
		n++;
	return n != device->chancnt;
}

/* struct visit - a function for each channel, and what it is given */
struct visit {
	void (*visit)(const struct rchan *rc, void *arg);
	void *arg;
};

/* A filter for dma_request_channel() that takes nothing: it is shown every channel that is free. */
static bool visit_free_chan(struct dma_chan *chan, void *arg)
{
	const struct visit *v = arg;
	struct rchan rc = { };

	if (is_leaving(chan))
		return false;
	note_chan(&rc, chan);
	v->visit(&rc, v->arg);
	put_device(rc.dev);
	return false;
}

void dmarig_chan_for_each(void (*visit)(const struct rchan *rc, void *arg), void *arg)
{
	struct visit v = { visit, arg };
	struct rchan *rc;
	dma_cap_mask_t any;

	mutex_lock(&held_lock);
	list_for_each_entry(rc, &held_list, node)
		visit(rc, arg);
	mutex_unlock(&held_lock);

	dma_cap_zero(any);
	dma_request_channel(any, visit_free_chan, &v);
}

static bool chan_is(const struct rchan *rc, const char *want)
{
	return !strcmp(want, "any") || !strcmp(want, rc->name) ||
	       !strcmp(want, dmarig_chan_driver(rc->chan)) ||
	       !strcmp(want, dev_name(rc->chan->device->dev));
}

/*
 * Is it called @want, or is that its name in a device tree? For sentences about a channel: none is
 * requested by such a name here.
 */
static bool chan_is_called(const struct rchan *rc, const char *want)
{
	char name[CLIENT_NAME_LEN];
	unsigned int nth;

	for (nth = 0; dmarig_client_name(rc->name, nth, name); nth++)
		if (!strcmp(want, name))
			return true;
	return chan_is(rc, want);
}

/* struct wanted - a channel that is looked for, and where it goes */
struct wanted {
	const char *want;
	struct rchan *rc;
};

static bool take_chan(struct dma_chan *chan, void *arg)
{
	const struct wanted *wanted = arg;

	if (is_leaving(chan))
		return false;
	note_chan(wanted->rc, chan);
	return chan_is(wanted->rc, wanted->want);
}

/* struct lookup - what is to be found out about a channel that could not be had */
struct lookup {
	const char *want;
	const dma_cap_mask_t *mask;
	struct text *caps;
	bool found, capable;
};

static bool look_at_chan(struct dma_chan *chan, void *arg)
{
	struct lookup *lookup = arg;
	struct rchan rc = { };

	if (lookup->found || is_leaving(chan))
		return false;
	note_chan(&rc, chan);
	lookup->found = chan_is_called(&rc, lookup->want);
	put_device(rc.dev);
	if (!lookup->found)
		return false;
	lookup->capable = bitmap_subset(lookup->mask->bits, chan->device->cap_mask.bits,
					DMA_TX_TYPE_END);
	dmarig_text_add(lookup->caps, "%s (%s) can only do ", rc.name, dmarig_chan_driver(chan));
	dmarig_caps_add(lookup->caps, chan->device);
	return false;
}

/* Say which run holds a channel of that name; false if none does. */
static bool explain_holder(struct sentence *s, const char *want)
{
	struct rchan *rc;
	bool found = false;

	mutex_lock(&held_lock);
	list_for_each_entry(rc, &held_list, node) {
		if (!chan_is_called(rc, want))
			continue;
		found = true;
		dmarig_sentence_say(s, "channel=%s: %s is held by run %s%s", want, rc->name,
				    rc->holder,
				    rc->quarantined ? ", in quarantine until reboot" : "");
		break;
	}
	mutex_unlock(&held_lock);
	return found;
}

/*
 * Public clients have every channel that is not private, and a filter is shown none of those. Which
 * they are cannot be looked at here, since their device may be leaving.
 */
static bool is_public_taken(void)
{
	static const enum dma_transaction_type kinds[] = {
		DMA_MEMCPY, DMA_MEMSET, DMA_XOR, DMA_XOR_VAL, DMA_PQ, DMA_PQ_VAL,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (dma_find_channel(kinds[i]))
			return true;
	return false;
}

#define PUBLIC_TAKEN						\
	"; public clients (async_tx, for raid456 and others) "	\
	"hold all that are not private until they are unloaded"

/* Why could no channel be had? */
static int explain_refusal(struct sentence *s, const char *want, const struct params *p,
			   const dma_cap_mask_t *mask)
{
	char buffer[SENTENCE_LEN / 2] = "";
	struct text caps = { .at = buffer, .room = sizeof(buffer) };
	struct lookup lookup = { .want = want, .mask = mask, .caps = &caps };
	dma_cap_mask_t any;

	dma_cap_zero(any);
	dma_request_channel(any, look_at_chan, &lookup);
	if (lookup.capable) {
		dmarig_sentence_say(s, "channel=%s: it is free, but its driver could not set it up",
				    want);
		return -EIO;
	}
	if (lookup.found) {
		dmarig_sentence_say(s, "channel=%s op=%s: %s", want, dmarig_ops[p->op].name,
				    buffer);
		return -EOPNOTSUPP;
	}
	if (explain_holder(s, want))
		return -EBUSY;
	dmarig_sentence_say(s, "channel=%s: no free channel, device or driver of that name%s", want,
			    is_public_taken() ? PUBLIC_TAKEN : "");
	return -ENODEV;
}

/* dmaengine shows it in its debugfs summary, and frees it when the channel is released. */
static void chan_sign(struct dma_chan *chan, const char *name)
{
#ifdef CONFIG_DEBUG_FS
	kfree(chan->dbg_client_name);
	chan->dbg_client_name = kasprintf(GFP_KERNEL, "dmarig:%s", name);
#endif
}

/*
 * A name from a device tree goes through it, since the provider may set the channel up for what is
 * behind it. What lacks a capability is not had.
 */
static bool request_chan(struct rchan *rc, const char *want, const dma_cap_mask_t *mask)
{
	struct dma_chan *chan = dmarig_client_request(want, &rc->client);
	struct wanted wanted = { .want = want, .rc = rc };

	if (!chan)
		return dma_request_channel(*mask, take_chan, &wanted);
	if (IS_ERR(chan))
		return false;
	note_chan(rc, chan);
	if (bitmap_subset(mask->bits, chan->device->cap_mask.bits, DMA_TX_TYPE_END))
		return true;
	dma_release_channel(chan);
	return false;
}

static void rchan_free(struct rchan *rc)
{
	put_device(rc->dev);
	dmarig_client_put(rc->client);
	kfree(rc);
}

struct rchan *dmarig_chan_claim(struct sentence *s, const char *holder, const char *want,
				const struct params *p, const struct op *op)
{
	struct rchan *rc = kzalloc(sizeof(*rc), GFP_KERNEL);
	dma_cap_mask_t mask;

	if (!rc)
		return ERR_PTR(-ENOMEM);
	dma_cap_zero(mask);
	if (op->prep)
		dma_cap_set(op->cap, mask);
	if (!request_chan(rc, want, &mask)) {
		rchan_free(rc);
		return ERR_PTR(explain_refusal(s, want, p, &mask));
	}
	chan_sign(rc->chan, holder);
	rc->sentence = s;
	rc->op = op;
	strscpy(rc->holder, holder, sizeof(rc->holder));
	mutex_lock(&held_lock);
	list_add_tail(&rc->node, &held_list);
	mutex_unlock(&held_lock);
	return rc;
}

void dmarig_chan_quarantine(struct rchan *rc)
{
	rc->quarantined = true;
	rc->sentence = NULL;
	/* Its callbacks may come at any time: their code must stay. */
	__module_get(THIS_MODULE);
}

static int terminate_one(struct rchan *rc)
{
	int ret = dmaengine_terminate_sync(rc->chan);

	if (ret)
		dmarig_chan_quarantine(rc);
	else
		rc->terminated = true;
	return ret;
}

/* The sender first: what it has sent already is discarded with the receiver. */
int dmarig_chan_terminate(struct rchan *rc)
{
	int ret = terminate_one(rc);

	if (!rc->peer_chan)
		return ret;
	return terminate_one(rc->peer_chan) ?: ret;
}

void dmarig_chan_release(struct rchan *rc)
{
	if (rc->quarantined)
		return;
	mutex_lock(&held_lock);
	list_del(&rc->node);
	mutex_unlock(&held_lock);
	dma_release_channel(rc->chan);
	rchan_free(rc);
}

/* stm32-dma answers through the configuration, so the bytes are put there each time. */
int dmarig_chan_configure(struct rchan *rc)
{
	int ret = -EOPNOTSUPP;

	if (ct_set_peripheral(&rc->config, rc->peripheral, rc->nr_peripheral))
		ret = dmaengine_slave_config(rc->chan, &rc->config);
	if (ret)
		dmarig_sentence_say(rc->sentence, "%s refuses its dmaengine_slave_config() (%d)",
				    rc->name, ret);
	return ret;
}

int dmarig_chan_turn(struct rchan *rc, enum dma_transfer_direction dir)
{
	if (rc->config.direction == dir)
		return 0;
	rc->config.direction = dir;
	return dmarig_chan_configure(rc);
}
