// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A controller's directory in configfs: a file is one of its settings. An adapter, and
 * nothing else: it fills a struct sim_config and calls sim_create() and sim_destroy().
 *
 * A live directory pins itself, so that it cannot be removed; an existing one pins the module.
 */
#include <linux/configfs.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include "core/base/compat.h"
#include "sim/config.h"
#include "sim/configfs.h"
#include "sim/device.h"
#include "sim/engine/engine.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/quirk/choice.h"
#include "sim/sim.h"

/**
 * struct sim_dir - a controller's directory
 * @group: the directory
 * @lock: serialises writers of the settings, and going live
 * @cfg: the settings
 * @pdev: the controller; NULL unless live
 */
struct sim_dir {
	struct config_group group;
	struct mutex lock;	/* writers of cfg and pdev */
	struct sim_config *cfg;
	struct platform_device *pdev;
};

static struct sim_dir *to_sim_dir(struct config_item *item)
{
	return container_of(to_config_group(item), struct sim_dir, group);
}

/* Numbers */

static int store_number(struct sim_dir *dir, u64 *number, const char *page, u64 min, u64 max,
			bool any_time)
{
	u64 value;
	int ret;

	ret = kstrtou64(page, 0, &value);
	if (ret)
		return ret;
	if (value < min || value > max)
		return -ERANGE;
	mutex_lock(&dir->lock);
	if (dir->pdev && !any_time)
		ret = -EBUSY;
	else
		WRITE_ONCE(*number, value);
	mutex_unlock(&dir->lock);
	return ret;
}

#define NUMBER_FILE(name, type, dflt, min, max, when, help)					\
static ssize_t sim_dir_##name##_show(struct config_item *item, char *page)			\
{												\
	return sysfs_emit(page, "%llu\n", READ_ONCE(to_sim_dir(item)->cfg->name));		\
}												\
												\
static ssize_t sim_dir_##name##_store(struct config_item *item, const char *page, size_t count)	\
{												\
	struct sim_dir *dir = to_sim_dir(item);							\
												\
	return store_number(dir, &dir->cfg->name, page, min, max, when) ?: count;		\
}												\
CONFIGFS_ATTR(sim_dir_, name);

SIM_NUMBERS(NUMBER_FILE)

/* Words */

static ssize_t sim_dir_caps_show(struct config_item *item, char *page)
{
	unsigned long caps = to_sim_dir(item)->cfg->caps;
	ssize_t len = 0;
	unsigned int i;

	for (i = 0; sim_ops[i]; i++)
		if (caps & BIT(i))
			len += sysfs_emit_at(page, len, "%s%s", len ? "," : "", sim_ops[i]->name);
	page[len++] = '\n';
	return len;
}

static int add_cap(unsigned long *caps, const char *word)
{
	unsigned int i;

	for (i = 0; sim_ops[i]; i++) {
		if (strcmp(sim_ops[i]->name, word))
			continue;
		*caps |= BIT(i);
		return 0;
	}
	return -EINVAL;
}

static int parse_caps(char *words, unsigned long *caps)
{
	char *word;
	int ret;

	while ((word = strsep(&words, ",\n "))) {
		if (!*word)
			continue;
		ret = add_cap(caps, word);
		if (ret)
			return ret;
	}
	return *caps ? 0 : -EINVAL;
}

static ssize_t sim_dir_caps_store(struct config_item *item, const char *page, size_t count)
{
	struct sim_dir *dir = to_sim_dir(item);
	char *words = kstrdup(page, GFP_KERNEL);
	unsigned long caps = 0;
	int ret;

	if (!words)
		return -ENOMEM;
	ret = parse_caps(words, &caps);
	kfree(words);
	if (ret)
		return ret;
	mutex_lock(&dir->lock);
	if (dir->pdev)
		ret = -EBUSY;
	else
		dir->cfg->caps = caps;
	mutex_unlock(&dir->lock);
	return ret ?: count;
}
CONFIGFS_ATTR(sim_dir_, caps);

static ssize_t sim_dir_engine_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%s\n", to_sim_dir(item)->cfg->engine->name);
}

static const struct sim_engine *find_engine(const char *name)
{
	unsigned int i;

	for (i = 0; sim_engines[i]; i++)
		if (sysfs_streq(sim_engines[i]->name, name))
			return sim_engines[i];
	return NULL;
}

static ssize_t sim_dir_engine_store(struct config_item *item, const char *page, size_t count)
{
	const struct sim_engine *engine = find_engine(page);
	struct sim_dir *dir = to_sim_dir(item);
	int ret = 0;

	if (!engine)
		return -EINVAL;
	mutex_lock(&dir->lock);
	if (dir->pdev)
		ret = -EBUSY;
	else
		dir->cfg->engine = engine;
	mutex_unlock(&dir->lock);
	return ret ?: count;
}
CONFIGFS_ATTR(sim_dir_, engine);

static ssize_t sim_dir_of_node_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%s\n", to_sim_dir(item)->cfg->of_node);
}

static ssize_t sim_dir_of_node_store(struct config_item *item, const char *page, size_t count)
{
	struct sim_dir *dir = to_sim_dir(item);
	size_t len = strcspn(page, "\n");
	int ret = 0;

	if (len >= SIM_MAX_PATH)
		return -ENAMETOOLONG;
	mutex_lock(&dir->lock);
	if (dir->pdev)
		ret = -EBUSY;
	else
		strscpy(dir->cfg->of_node, page, len + 1);
	mutex_unlock(&dir->lock);
	return ret ?: count;
}
CONFIGFS_ATTR(sim_dir_, of_node);

static ssize_t sim_dir_fault_show(struct config_item *item, char *page)
{
	const struct sim_config *cfg = to_sim_dir(item)->cfg;

	return sysfs_emit(page, "%s\n", sim_fault_name(READ_ONCE(cfg->fault)));
}

/* Choosing the same fault again also starts its sequences and its count over. */
static void choose_fault(struct sim_config *cfg, const struct sim_fault *fault)
{
	WRITE_ONCE(cfg->fault, fault);
	WRITE_ONCE(cfg->fault_epoch, cfg->fault_epoch + 1);
	atomic64_set(&cfg->fault_count, 0);
	atomic64_set(&cfg->passed_over, 0);
}

/* The fault may change while live, unless it breaks the dma_device before that is registered. */
static ssize_t sim_dir_fault_store(struct config_item *item, const char *page, size_t count)
{
	const struct sim_fault *fault = sim_fault_find(page);
	struct sim_dir *dir = to_sim_dir(item);
	int ret = 0;

	if (!fault)
		return sim_fault_refuse(page);
	mutex_lock(&dir->lock);
	if (dir->pdev && fault->setup)
		ret = -EBUSY;
	else
		choose_fault(dir->cfg, fault);
	mutex_unlock(&dir->lock);
	return ret ?: count;
}
CONFIGFS_ATTR(sim_dir_, fault);

static ssize_t sim_dir_fault_count_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%lld\n", atomic64_read(&to_sim_dir(item)->cfg->fault_count));
}
CONFIGFS_ATTR_RO(sim_dir_, fault_count);

static ssize_t sim_dir_passed_over_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%lld\n", atomic64_read(&to_sim_dir(item)->cfg->passed_over));
}
CONFIGFS_ATTR_RO(sim_dir_, passed_over);

static ssize_t sim_dir_transfers_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%lld\n", atomic64_read(&to_sim_dir(item)->cfg->transfers));
}
CONFIGFS_ATTR_RO(sim_dir_, transfers);

static ssize_t sim_dir_quirks_show(struct config_item *item, char *page)
{
	return sim_quirks_show(to_sim_dir(item)->cfg->quirks, page);
}

static ssize_t sim_dir_quirks_store(struct config_item *item, const char *page, size_t count)
{
	struct sim_dir *dir = to_sim_dir(item);
	u64 quirks;
	int ret;

	ret = sim_quirks_parse(page, &quirks);
	if (ret)
		return ret;
	mutex_lock(&dir->lock);
	if (dir->pdev)
		ret = -EBUSY;
	else
		dir->cfg->quirks = quirks;
	mutex_unlock(&dir->lock);
	return ret ?: count;
}
CONFIGFS_ATTR(sim_dir_, quirks);

/* Going live */

static ssize_t sim_dir_live_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%d\n", !!READ_ONCE(to_sim_dir(item)->pdev));
}

static int go_live(struct sim_dir *dir)
{
	struct platform_device *pdev;
	int ret;

	ret = configfs_depend_item_unlocked(dir->group.cg_subsys, &dir->group.cg_item);
	if (ret)
		return ret;
	pdev = sim_create(dir->cfg);
	if (IS_ERR(pdev)) {
		configfs_undepend_item_unlocked(&dir->group.cg_item);
		return PTR_ERR(pdev);
	}
	WRITE_ONCE(dir->pdev, pdev);
	return 0;
}

static int leave_live(struct sim_dir *dir)
{
	int ret = sim_destroy(dir->pdev);

	if (ret)
		return ret;
	WRITE_ONCE(dir->pdev, NULL);
	configfs_undepend_item_unlocked(&dir->group.cg_item);
	return 0;
}

/* The write is synchronous: the channels are there, or gone, when it returns. */
static ssize_t sim_dir_live_store(struct config_item *item, const char *page, size_t count)
{
	struct sim_dir *dir = to_sim_dir(item);
	bool live;
	int ret;

	ret = kstrtobool(page, &live);
	if (ret)
		return ret;
	mutex_lock(&dir->lock);
	if (live != !!dir->pdev)
		ret = live ? go_live(dir) : leave_live(dir);
	mutex_unlock(&dir->lock);
	return ret ?: count;
}
CONFIGFS_ATTR(sim_dir_, live);

static ssize_t sim_dir_channel_names_show(struct config_item *item, char *page)
{
	struct sim_dir *dir = to_sim_dir(item);
	ssize_t len = 0;

	mutex_lock(&dir->lock);
	if (dir->pdev)
		len = sim_channel_names(dir->pdev, page);
	mutex_unlock(&dir->lock);
	return len;
}
CONFIGFS_ATTR_RO(sim_dir_, channel_names);

#define NUMBER_ATTR(name, type, dflt, min, max, when, help)	&sim_dir_attr_##name,

static struct configfs_attribute *sim_dir_attrs[] = {
	&sim_dir_attr_caps,
	&sim_dir_attr_engine,
	&sim_dir_attr_fault,
	&sim_dir_attr_quirks,
	&sim_dir_attr_fault_count,
	&sim_dir_attr_passed_over,
	&sim_dir_attr_transfers,
	&sim_dir_attr_of_node,
	&sim_dir_attr_live,
	&sim_dir_attr_channel_names,
	SIM_NUMBERS(NUMBER_ATTR)
	NULL
};

#undef NUMBER_ATTR

static void sim_dir_release(struct config_item *item)
{
	struct sim_dir *dir = to_sim_dir(item);

	sim_config_put(dir->cfg);
	mutex_destroy(&dir->lock);
	kfree(dir);
}

static struct configfs_item_operations sim_dir_ops = {
	.release	= sim_dir_release,
};

static const struct config_item_type sim_dir_type = {
	.ct_item_ops	= &sim_dir_ops,
	.ct_attrs	= sim_dir_attrs,
	.ct_owner	= THIS_MODULE,
};

struct config_group *sim_dir_make(struct config_group *parent, const char *name)
{
	struct sim_dir *dir = kzalloc(sizeof(*dir), GFP_KERNEL);

	if (!dir)
		return ERR_PTR(-ENOMEM);
	dir->cfg = sim_config_new();
	if (!dir->cfg) {
		kfree(dir);
		return ERR_PTR(-ENOMEM);
	}
	mutex_init(&dir->lock);
	config_group_init_type_name(&dir->group, name, &sim_dir_type);
	return &dir->group;
}
