// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig_gcov: which lines of a module ran, on a kernel without CONFIG_GCOV_KERNEL.
 *
 * A module that was compiled with -fprofile-arcs counts by itself; what it lacks in such a kernel
 * is somebody to tell its counters to. This module has the functions that gcc's code calls, calls
 * the constructors that a kernel without CONFIG_CONSTRUCTORS leaves alone, keeps what was counted
 * when a module goes, and hands it out as lines of text:
 *
 *   /sys/kernel/debug/dmarig_gcov/data    for each object file its .gcda's path, then its words in
 *                                         hexadecimal with commas between, a zero being empty
 *   /sys/kernel/debug/dmarig_gcov/reset   a write makes all counters zero
 *
 * It knows nothing of dmarig, and what counts knows nothing of it.
 */
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "common/version.h"
#include "gcov/format.h"

/* What gcc calls the constructor of an object file that counts */
#define CONSTRUCTOR	"_sub_I_00100_"

/* struct unit - an object file that counts or did */
struct unit {
	struct list_head list;			/* in units, under units_lock */
	const struct gcov_info *info;		/* while its module is there; under units_lock */
	char *path;				/* of its .gcda; constant */
	size_t nr;				/* words; constant */
	u32 *kept;				/* its .gcda when it went; under units_lock */
	u32 *words;				/* room for what is told; under units_lock */
};

static LIST_HEAD(units);
static DEFINE_MUTEX(units_lock);
static struct dentry *folder;

void __gcov_init(struct gcov_info *info);
void __gcov_exit(void);
void __gcov_merge_add(long long *counters, unsigned int nr);

/* put() - write a word, if this is not to count them */
static size_t put(u32 *words, size_t at, u32 word)
{
	if (words)
		words[at] = word;
	return at + 1;
}

/* put_values() - add a counter to what the words have; modules count on meanwhile, and may */
static size_t put_values(u32 *words, size_t at, const struct gcov_counters *counters, bool live)
{
	unsigned int i;
	u64 sum;

	for (i = 0; i < counters->nr; i++, at += 2) {
		if (!words || !live)
			continue;
		sum = words[at] | (u64)words[at + 1] << 32;
		sum += READ_ONCE(counters->values[i]);
		words[at] = lower_32_bits(sum);
		words[at + 1] = upper_32_bits(sum);
	}
	return at;
}

static size_t put_function(u32 *words, size_t at, const struct gcov_info *info,
			   const struct gcov_function *function, bool live)
{
	const struct gcov_counters *counters = function->counters;
	int kind;

	at = put(words, at, GCOV_TAG_FUNCTION);
	at = put(words, at, 3 * GCOV_WORD);
	at = put(words, at, function->ident);
	at = put(words, at, function->lineno_checksum);
	at = put(words, at, function->cfg_checksum);
	for (kind = 0; kind < GCOV_COUNTERS; kind++) {
		if (!info->merge[kind])
			continue;
		at = put(words, at, GCOV_TAG_COUNTER(kind));
		at = put(words, at, counters->nr * 2 * GCOV_WORD);
		at = put_values(words, at, counters++, live);
	}
	return at;
}

/* put_unit() - a .gcda; with live, counters are added to what is there. Return: the words it has */
static size_t put_unit(u32 *words, const struct gcov_info *info, bool live)
{
	unsigned int i;
	size_t at = 0;

	at = put(words, at, GCOV_MAGIC);
	at = put(words, at, info->version);
	at = put(words, at, info->stamp);
#if __GNUC__ >= 12
	at = put(words, at, info->checksum);
#endif
	for (i = 0; i < info->nr_functions; i++)
		at = put_function(words, at, info, info->functions[i], live);
	return at;
}

static void unit_free(struct unit *unit)
{
	kvfree(unit->words);
	kvfree(unit->kept);
	kfree(unit->path);
	kfree(unit);
}

static struct unit *unit_new(const struct gcov_info *info)
{
	struct unit *unit = kzalloc(sizeof(*unit), GFP_KERNEL);

	if (!unit)
		return NULL;
	unit->nr = put_unit(NULL, info, false);
	unit->path = kstrdup(info->filename, GFP_KERNEL);
	unit->kept = kvcalloc(unit->nr, sizeof(*unit->kept), GFP_KERNEL);
	unit->words = kvcalloc(unit->nr, sizeof(*unit->words), GFP_KERNEL);
	if (!unit->path || !unit->kept || !unit->words) {
		unit_free(unit);
		return NULL;
	}
	put_unit(unit->kept, info, false);
	return unit;
}

/* A module that comes again goes on where it was; one that was built anew is another. */
static struct unit *unit_find(const struct gcov_info *info)
{
	struct unit *unit;

	list_for_each_entry(unit, &units, list)
		if (!strcmp(unit->path, info->filename) && unit->kept[2] == info->stamp)
			return unit;
	return NULL;
}

/**
 * __gcov_init() - called by the constructor of each object file that counts
 * @info: its counters
 *
 * Context: process, may sleep.
 */
void __gcov_init(struct gcov_info *info)
{
	struct unit *unit;

	mutex_lock(&units_lock);
	unit = unit_find(info);
	if (!unit) {
		unit = unit_new(info);
		if (unit)
			list_add_tail(&unit->list, &units);
	}
	if (unit)
		unit->info = info;
	else
		pr_err("no memory for what %s counts\n", info->filename);
	mutex_unlock(&units_lock);
}
EXPORT_SYMBOL(__gcov_init);

/** __gcov_exit() - named by destructors, which the kernel does not call */
void __gcov_exit(void)
{
}
EXPORT_SYMBOL(__gcov_exit);

/**
 * __gcov_merge_add() - says of counters that they are sums; never called
 * @counters: the counters
 * @nr: how many
 */
void __gcov_merge_add(long long *counters, unsigned int nr)
{
}
EXPORT_SYMBOL(__gcov_merge_add);

/* A module's symbols are those of its init sections, too, until it is live. */
static void call_constructors(struct module *mod)
{
	const struct mod_kallsyms *all = mod->kallsyms;
	const char *name;
	unsigned int i;

	for (i = 1; i < all->num_symtab; i++) {
		name = all->strtab + all->symtab[i].st_name;
		if (all->symtab[i].st_shndx != SHN_UNDEF &&
		    !strncmp(name, CONSTRUCTOR, strlen(CONSTRUCTOR)))
			((void (*)(void))(unsigned long)all->symtab[i].st_value)();
	}
}

/* What a module that goes has counted is kept. */
static void keep_counters(struct module *mod)
{
	struct unit *unit;

	mutex_lock(&units_lock);
	list_for_each_entry(unit, &units, list) {
		if (!unit->info || !within_module((unsigned long)unit->info, mod))
			continue;
		put_unit(unit->kept, unit->info, true);
		unit->info = NULL;
	}
	mutex_unlock(&units_lock);
}

static int on_module(struct notifier_block *nb, unsigned long state, void *data)
{
	if (state == MODULE_STATE_COMING && !IS_ENABLED(CONFIG_CONSTRUCTORS))
		call_constructors(data);
	else if (state == MODULE_STATE_GOING)
		keep_counters(data);
	return NOTIFY_OK;
}

static struct notifier_block notifier = { .notifier_call = on_module };

static void show_unit(struct seq_file *s, struct unit *unit)
{
	size_t i;

	memcpy(unit->words, unit->kept, unit->nr * sizeof(*unit->words));
	if (unit->info)
		put_unit(unit->words, unit->info, true);
	seq_printf(s, "%s ", unit->path);
	for (i = 0; i < unit->nr; i++) {
		if (unit->words[i])
			seq_printf(s, "%x", unit->words[i]);
		seq_putc(s, i + 1 < unit->nr ? ',' : '\n');
	}
}

static void *data_start(struct seq_file *s, loff_t *pos)
{
	mutex_lock(&units_lock);
	return seq_list_start(&units, *pos);
}

static void *data_next(struct seq_file *s, void *at, loff_t *pos)
{
	return seq_list_next(at, &units, pos);
}

static void data_stop(struct seq_file *s, void *at)
{
	mutex_unlock(&units_lock);
}

static int data_show(struct seq_file *s, void *at)
{
	show_unit(s, list_entry(at, struct unit, list));
	return 0;
}

static const struct seq_operations data_sops = {
	.start	= data_start,
	.next	= data_next,
	.stop	= data_stop,
	.show	= data_show,
};

DEFINE_SEQ_ATTRIBUTE(data);

/* zero_live() - the counters of a module that is there */
static void zero_live(const struct gcov_info *info)
{
	const struct gcov_counters *counters;
	unsigned int i;
	int kind;

	for (i = 0; i < info->nr_functions; i++) {
		counters = info->functions[i]->counters;
		for (kind = 0; kind < GCOV_COUNTERS; kind++) {
			if (!info->merge[kind])
				continue;
			memset(counters->values, 0, counters->nr * sizeof(*counters->values));
			counters++;
		}
	}
}

/* zero_kept() - those in the words, which stand between the records of functions */
static void zero_kept(struct unit *unit)
{
	size_t at = GCOV_WORD == 4 ? 4 : 3, len;

	for (; at < unit->nr; at += 2 + len) {
		len = unit->kept[at + 1] / GCOV_WORD;
		if (unit->kept[at] != GCOV_TAG_FUNCTION)
			memset(unit->kept + at + 2, 0, len * sizeof(*unit->kept));
	}
}

static ssize_t reset_write(struct file *file, const char __user *text, size_t len, loff_t *pos)
{
	struct unit *unit;

	mutex_lock(&units_lock);
	list_for_each_entry(unit, &units, list) {
		zero_kept(unit);
		if (unit->info)
			zero_live(unit->info);
	}
	mutex_unlock(&units_lock);
	return len;
}

static const struct file_operations reset_fops = {
	.owner	= THIS_MODULE,
	.open	= simple_open,
	.write	= reset_write,
};

static int __init gcov_start(void)
{
	int ret = register_module_notifier(&notifier);

	if (ret)
		return ret;
	folder = debugfs_create_dir("dmarig_gcov", NULL);
	debugfs_create_file("data", 0400, folder, NULL, &data_fops);
	debugfs_create_file("reset", 0200, folder, NULL, &reset_fops);
	return 0;
}

/* Modules that count use what is exported here, so none is left. */
static void __exit gcov_stop(void)
{
	struct unit *unit, *next;

	debugfs_remove_recursive(folder);
	unregister_module_notifier(&notifier);
	list_for_each_entry_safe(unit, next, &units, list)
		unit_free(unit);
}

module_init(gcov_start);
module_exit(gcov_stop);
MODULE_LICENSE("GPL");
MODULE_VERSION(DMARIG_VERSION);
MODULE_DESCRIPTION("Which lines of a module ran, on a kernel without gcov");
