// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Channels that only a device tree hands out. No channel is held for the sake of its name: each is
 * requested for a moment when its node is bound, to learn which it is, and then whenever a run
 * wants it. A device that is unbound takes its names away, but no channel from a run that holds it.
 *
 * Lock order: dmaengine's own lock, under which channels are listed, then client_lock.
 */
#ifdef CONFIG_OF
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/chan/client.h"

/* struct client_chan - one entry of dmas; never changes */
struct client_chan {
	char name[CLIENT_NAME_LEN];	/* NODE:NAME */
	const char *dma_name;		/* NAME, in the device tree */
	const char *chan;		/* what dmaengine calls it */
};

/* struct client - a bound node */
struct client {
	struct list_head node;		/* client_lock */
	struct device *dev;
	int nr;
	struct client_chan chans[];
};

/* Protects client_list. */
static DEFINE_MUTEX(client_lock);
static LIST_HEAD(client_list);		/* of struct client */

static const struct client_chan *find_name(const char *want, struct device **dev)
{
	struct client *c;
	int i;

	lockdep_assert_held(&client_lock);
	list_for_each_entry(c, &client_list, node) {
		for (i = 0; i < c->nr; i++) {
			if (strcmp(want, c->chans[i].name))
				continue;
			*dev = c->dev;
			return &c->chans[i];
		}
	}
	return NULL;
}

/* The names are in the device tree, which the device holds, and so do we. */
struct dma_chan *dmarig_client_request(const char *want, struct device **dev)
{
	const struct client_chan *cc;
	const char *dma_name = NULL;
	struct dma_chan *chan;

	mutex_lock(&client_lock);
	cc = find_name(want, dev);
	if (cc) {
		dma_name = cc->dma_name;
		get_device(*dev);
	}
	mutex_unlock(&client_lock);
	if (!cc)
		return NULL;
	chan = dma_request_chan(*dev, dma_name);
	if (IS_ERR(chan)) {
		put_device(*dev);
		*dev = NULL;
	}
	return chan;
}

void dmarig_client_put(struct device *dev)
{
	put_device(dev);
}

bool dmarig_client_name(const char *chan, unsigned int nth, char name[CLIENT_NAME_LEN])
{
	bool found = false;
	struct client *c;
	int i;

	mutex_lock(&client_lock);
	list_for_each_entry(c, &client_list, node) {
		for (i = 0; i < c->nr && !found; i++) {
			if (strcmp(c->chans[i].chan, chan) || nth--)
				continue;
			strscpy(name, c->chans[i].name, CLIENT_NAME_LEN);
			found = true;
		}
	}
	mutex_unlock(&client_lock);
	return found;
}

/* Which channel is behind the n-th name? */
static int look_up(struct client *c, int n)
{
	struct client_chan *cc = &c->chans[n];
	struct device_node *np = c->dev->of_node;
	struct dma_chan *chan;
	int ret;

	ret = of_property_read_string_index(np, "dma-names", n, &cc->dma_name);
	if (ret)
		return ret;
	if (snprintf(cc->name, sizeof(cc->name), "%pOFP:%s", np, cc->dma_name) >= sizeof(cc->name))
		return dev_err_probe(c->dev, -ENAMETOOLONG, "%s is too long a name\n",
				     cc->dma_name);
	chan = dma_request_chan(c->dev, cc->dma_name);
	if (IS_ERR(chan))
		return dev_err_probe(c->dev, PTR_ERR(chan), "%s cannot be had\n", cc->name);
	cc->chan = devm_kstrdup(c->dev, dma_chan_name(chan), GFP_KERNEL);
	dma_release_channel(chan);
	return cc->chan ? 0 : -ENOMEM;
}

/* Nodes in different places may have one name, but then a channel could not be told by it. */
static int add_client(struct client *c)
{
	struct device *other;
	int i, ret = 0;

	mutex_lock(&client_lock);
	for (i = 0; i < c->nr && !ret; i++)
		if (find_name(c->chans[i].name, &other))
			ret = dev_err_probe(c->dev, -EEXIST, "%s is a name of %pOF as well\n",
					    c->chans[i].name, other->of_node);
	if (!ret)
		list_add_tail(&c->node, &client_list);
	mutex_unlock(&client_lock);
	return ret;
}

static void forget_client(void *arg)
{
	struct client *c = arg;

	mutex_lock(&client_lock);
	list_del(&c->node);
	mutex_unlock(&client_lock);
}

static int client_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	int i, nr, ret = 0;
	struct client *c;

	nr = of_property_count_strings(dev->of_node, "dma-names");
	if (nr <= 0)
		return dev_err_probe(dev, -EINVAL, "the node has no dma-names\n");
	c = devm_kzalloc(dev, struct_size(c, chans, nr), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	c->dev = dev;
	c->nr = nr;
	for (i = 0; i < nr && !ret; i++)
		ret = look_up(c, i);
	if (!ret)
		ret = add_client(c);
	return ret ?: devm_add_action_or_reset(dev, forget_client, c);
}

static const struct of_device_id client_nodes[] = {
	{ .compatible = "dmarig,client" },
	{ }
};
MODULE_DEVICE_TABLE(of, client_nodes);

static struct platform_driver client_driver = {
	.probe	= client_probe,
	.driver	= {
		.name		= "dmarig_client",
		.of_match_table	= client_nodes,
	},
};

int dmarig_client_init(void)
{
	return platform_driver_register(&client_driver);
}

void dmarig_client_exit(void)
{
	platform_driver_unregister(&client_driver);
}

#endif
