// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Channels: finding, claiming, describing, terminating and releasing them.
 */
#include <linux/dma-mapping.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "common/shape.h"
#include "completion/completion.h"
#include "core/chan.h"
#include "core/client.h"
#include "core/observe.h"
#include "core/sentence.h"
#include "core/slave.h"
#include "core/text.h"
#include "map/segments.h"
#include "op/op.h"

/* Protects held_list; dmaengine's own lock is never taken inside. */
static DEFINE_MUTEX(held_lock);
static LIST_HEAD(held_list);		/* of struct rchan: all channels that runs hold */

static const char *const cap_names[DMA_TX_TYPE_END] = {
	[DMA_MEMCPY]			= "memcpy",
	[DMA_XOR]			= "xor",
	[DMA_PQ]			= "pq",
	[DMA_XOR_VAL]			= "xor_val",
	[DMA_PQ_VAL]			= "pq_val",
	[DMA_MEMSET]			= "memset",
	[DMA_MEMSET_SG]			= "memset_sg",
	[DMA_INTERRUPT]			= "interrupt",
	[DMA_PRIVATE]			= "private",
	[DMA_ASYNC_TX]			= "async_tx",
	[DMA_SLAVE]			= "slave",
	[DMA_CYCLIC]			= "cyclic",
	[DMA_INTERLEAVE]		= "interleave",
	[DMA_COMPLETION_NO_ORDER]	= "completion_no_order",
	[DMA_REPEAT]			= "repeat",
	[DMA_LOAD_EOT]			= "load_eot",
};

const char *chan_driver(const struct dma_chan *chan)
{
	const struct device_driver *driver = chan->device->dev->driver;

	return driver ? driver->name : "none";
}

static void text_add_caps(struct text *text, struct dma_device *device)
{
	const char *before = "";
	int i;

	for (i = 0; i < DMA_TX_TYPE_END; i++) {
		if (!dma_has_cap(i, device->cap_mask) || !cap_names[i])
			continue;
		text_add(text, "%s%s", before, cap_names[i]);
		before = ",";
	}
}

/* What a descriptor may have of sources, where it may have many. */
static void text_add_sources(struct text *text, struct dma_device *device)
{
	if (dma_has_cap(DMA_XOR, device->cap_mask) || dma_has_cap(DMA_XOR_VAL, device->cap_mask))
		text_add(text, " max_xor=%u", device->max_xor);
	if (dma_has_cap(DMA_PQ, device->cap_mask) || dma_has_cap(DMA_PQ_VAL, device->cap_mask))
		text_add(text, " max_pq=%u", dma_maxpq(device, 0));
}

static void text_add_line(struct text *text, const char *name, const struct rchan *rc)
{
	struct dma_chan *chan = rc->chan;
	struct device *dev = rc->dev;

	text_add(text, "%s\t%s\t%s\t%s%s\t", name, chan_driver(chan),
		 dev_name(chan->device->dev), *rc->holder ? "busy " : "free", rc->holder);
	text_add_caps(text, chan->device);
	text_add(text, "\tcopy_align=%u max_seg=%u mask=%u coherent=%d path=%s",
		 1u << chan->device->copy_align, dma_get_max_seg_size(dev), observe_mask_bits(dev),
		 observe_coherent(dev), dmarig_paths[observe_path(dev)].name);
	text_add_sources(text, chan->device);
	slave_list(text, chan);
	if (strcmp(name, rc->name))
		text_add(text, " is=%s", rc->name);
	text_add(text, "\n");
}

/* A line under its own name, and one for each by which a device tree hands it out. */
static void text_add_chan(struct text *text, const struct rchan *rc)
{
	char name[CLIENT_NAME_LEN];
	unsigned int nth;

	text_add_line(text, rc->name, rc);
	for (nth = 0; client_name(rc->name, nth, name); nth++)
		text_add_line(text, name, rc);
}

/*
 * Instead of what was noted before, if anything. While it cannot be unbound: in a filter, or as
 * soon as it is ours. Whoever has it noted lets go of dev.
 */
static void note_chan(struct rchan *rc, struct dma_chan *chan)
{
	put_device(rc->dev);
	rc->chan = chan;
	rc->dev = get_device(dmaengine_get_dma_device(chan));
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

/* A filter for dma_request_channel() that takes nothing: it is shown every channel that is free. */
static bool list_free_chan(struct dma_chan *chan, void *text)
{
	struct rchan rc = { };

	if (is_leaving(chan))
		return false;
	note_chan(&rc, chan);
	text_add_chan(text, &rc);
	put_device(rc.dev);
	return false;
}

void chan_list(struct text *text)
{
	struct rchan *rc;
	dma_cap_mask_t any;

	mutex_lock(&held_lock);
	list_for_each_entry(rc, &held_list, node)
		text_add_chan(text, rc);
	mutex_unlock(&held_lock);

	dma_cap_zero(any);
	dma_request_channel(any, list_free_chan, text);
}

static bool chan_is(const struct rchan *rc, const char *want)
{
	return !strcmp(want, "any") || !strcmp(want, rc->name) ||
	       !strcmp(want, chan_driver(rc->chan)) ||
	       !strcmp(want, dev_name(rc->chan->device->dev));
}

/* The same for whoever asks: a name from a device tree counts, by which nothing is taken here. */
static bool chan_is_called(const struct rchan *rc, const char *want)
{
	char name[CLIENT_NAME_LEN];
	unsigned int nth;

	for (nth = 0; client_name(rc->name, nth, name); nth++)
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
	text_add(lookup->caps, "%s (%s) can only do ", rc.name, chan_driver(chan));
	text_add_caps(lookup->caps, chan->device);
	return false;
}

/* Who of us holds a channel of that name? */
static bool explain_holder(struct sentence *s, const char *want)
{
	struct rchan *rc;
	bool found = false;

	mutex_lock(&held_lock);
	list_for_each_entry(rc, &held_list, node) {
		if (!chan_is_called(rc, want))
			continue;
		found = true;
		sentence_say(s, "channel=%s: %s is held by run %s%s", want, rc->name, rc->holder,
			     rc->quarantined ? ", in quarantine until reboot" : "");
		break;
	}
	mutex_unlock(&held_lock);
	return found;
}

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
		sentence_say(s, "channel=%s: it is free, but its driver could not set it up",
			     want);
		return -EIO;
	}
	if (lookup.found) {
		sentence_say(s, "channel=%s op=%s: %s", want, dmarig_ops[p->op].name, buffer);
		return -EOPNOTSUPP;
	}
	if (explain_holder(s, want))
		return -EBUSY;
	sentence_say(s, "channel=%s: no free channel, device or driver of that name", want);
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
	struct dma_chan *chan = client_request(want, &rc->client);
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
	client_put(rc->client);
	kfree(rc);
}

struct rchan *chan_claim(struct sentence *s, const char *holder, const char *want,
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

static int check_op_alignment(const struct rchan *rc, const struct params *p)
{
	u64 align = 1ull << rc->op->align_shift(rc->chan->device);
	u64 bits = p->size | p->src_offset | p->dst_offset | p->chunk | p->src_gap |
		   p->dst_gap;

	/* What is drawn at random, and where a list is cut, is a multiple of alignment only. */
	if (p->random != DMARIG_RANDOM_none || shape_is_cut(p))
		bits |= p->alignment;
	if (!(bits & (align - 1)))
		return 0;
	sentence_say(rc->sentence,
		     "%s needs size, offsets and alignment in multiples of %llu for op=%s",
		     rc->name, align, dmarig_ops[p->op].name);
	return -EINVAL;
}

static int check_sources(const struct rchan *rc, const struct params *p)
{
	unsigned int most = rc->op->max_sources(rc->chan->device, p);

	if (params_sources(p) <= most)
		return 0;
	sentence_say(rc->sentence, "sources=%u op=%s: %s takes at most %u, by its %s",
		     params_sources(p), dmarig_ops[p->op].name, rc->name, most, rc->op->limit);
	return -EINVAL;
}

static int check_driver(const struct rchan *rc, const struct params *p)
{
	const char *lack = rc->op->lacks(rc->chan->device);

	if (!lack)
		return 0;
	sentence_say(rc->sentence, "channel=%s op=%s: its driver %s has no %s", rc->name,
		     dmarig_ops[p->op].name, chan_driver(rc->chan), lack);
	return -EOPNOTSUPP;
}

/* dmaengine tells it with the capabilities of slave channels, and of no other. */
static int check_reuse(const struct rchan *rc, const struct params *p)
{
	struct dma_slave_caps caps;

	if (!p->reuse)
		return 0;
	if (!dma_get_slave_caps(rc->chan, &caps) && caps.descriptor_reuse)
		return 0;
	sentence_say(rc->sentence,
		     "reuse=1: %s cannot use a descriptor again, by its descriptor_reuse",
		     rc->name);
	return -EOPNOTSUPP;
}

int chan_check(const struct rchan *rc, const struct params *p)
{
	const struct op *op = rc->op;
	const struct completion_way *way = completion_table[p->completion];

	if (op->maps && segments_check(rc->dev, p, rc->sentence))
		return -EINVAL;
	if (!op->prep)
		return 0;
	if (way->missing) {
		sentence_say(rc->sentence, "completion=%s: this kernel was built without %s",
			     dmarig_completions[p->completion].name, way->missing);
		return -EINVAL;
	}
	if ((way->needs_order || p->irq_every > 1) &&
	    dma_has_cap(DMA_COMPLETION_NO_ORDER, rc->chan->device->cap_mask)) {
		sentence_say(rc->sentence,
			     "completion=%s irq_every=%llu: %s completes out of order",
			     dmarig_completions[p->completion].name, p->irq_every, rc->name);
		return -EINVAL;
	}
	if (op->lacks && check_driver(rc, p))
		return -EOPNOTSUPP;
	if (op->max_sources && check_sources(rc, p))
		return -EINVAL;
	if (check_reuse(rc, p))
		return -EOPNOTSUPP;
	return op->align_shift ? check_op_alignment(rc, p) : 0;
}

static int terminate_one(struct rchan *rc)
{
	int ret = dmaengine_terminate_sync(rc->chan);

	if (!ret) {
		rc->terminated = true;
		return 0;
	}
	rc->quarantined = true;
	rc->sentence = NULL;
	/* Its callbacks may come at any time: their code must stay. */
	__module_get(THIS_MODULE);
	return ret;
}

/* The sender first: what it has sent already is discarded with the receiver. */
int chan_terminate(struct rchan *rc)
{
	int ret = terminate_one(rc);

	if (!rc->peer_chan)
		return ret;
	return terminate_one(rc->peer_chan) ?: ret;
}

void chan_release(struct rchan *rc)
{
	if (rc->quarantined)
		return;
	peer_release(rc);
	mutex_lock(&held_lock);
	list_del(&rc->node);
	mutex_unlock(&held_lock);
	dma_release_channel(rc->chan);
	rchan_free(rc);
}
