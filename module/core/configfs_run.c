// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's directory: a file per knob, the switch, the state and the result. While the run is live
 * its directory is pinned, so that it cannot be removed.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include "check/misuse/misuse.h"
#include "check/race/ask.h"
#include "check/rule/ask.h"
#include "core/base/text.h"
#include "core/configfs_run.h"
#include "core/run/meter.h"
#include "core/run/result.h"
#include "core/run/run.h"
#include "explore/run.h"

#define RESULT_MAX	SZ_16M	/* of a histogram as text, in bytes */

/* struct kept - what a file of the result reads, made when it is first asked for */
struct kept {
	struct text text;
	u32 id;		/* of the run that it is a result of */
};

/* struct run_item - a run and its directory */
struct run_item {
	struct config_group group;
	struct config_group result_group;
	struct run run;
	struct check_scene scene;	/* of the last misuse; protected by the run's lock */
	struct rule_result result;	/* of the last rule; by the caller that occupies the run */
	struct raced raced;		/* likewise, of the last race */
	struct explored explored;	/* likewise, of what was explored last */
	struct kept summary, hist;	/* protected by the run's lock, as is: */
	struct meter meter;
};

static struct run *to_run(struct config_item *item)
{
	return &container_of(to_config_group(item), struct run_item, group)->run;
}

static struct run_item *result_to_item(struct config_item *item)
{
	return container_of(to_config_group(item), struct run_item, result_group);
}

static ssize_t knob_show(struct config_item *item, const struct knob *knob, char *page)
{
	struct run *run = to_run(item);
	int len;

	mutex_lock(&run->lock);
	len = knob_get(&run->p, knob, page, PAGE_SIZE - 1);
	mutex_unlock(&run->lock);
	return len + sysfs_emit_at(page, len, "\n");
}

static ssize_t knob_store(struct config_item *item, const struct knob *knob, const char *page,
			  size_t count)
{
	struct run *run = to_run(item);
	int ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live) {
		dmarig_sentence_clear(&run->error);
		ret = knob_set(&run->p, knob, page, run->error.text, sizeof(run->error.text));
	}
	mutex_unlock(&run->lock);
	return ret ?: count;
}

/* A pair of functions and an attribute a knob; they differ in nothing but the row. */
enum {
#define KNOB_INDEX(name, ...) KNOB_INDEX_##name,
	DMARIG_KNOBS(KNOB_INDEX, KNOB_INDEX, KNOB_INDEX, KNOB_INDEX, KNOB_INDEX)
#undef KNOB_INDEX
};

#define KNOB_FILE(name, ...)									\
static ssize_t knob_##name##_show(struct config_item *item, char *page)				\
{												\
	return knob_show(item, &dmarig_knobs[KNOB_INDEX_##name], page);				\
}												\
static ssize_t knob_##name##_store(struct config_item *item, const char *page, size_t count)	\
{												\
	return knob_store(item, &dmarig_knobs[KNOB_INDEX_##name], page, count);			\
}												\
CONFIGFS_ATTR(knob_, name);

DMARIG_KNOBS(KNOB_FILE, KNOB_FILE, KNOB_FILE, KNOB_FILE, KNOB_FILE)
#undef KNOB_FILE

static void run_item_ended(struct run *run)
{
	struct run_item *item = container_of(run, struct run_item, run);

	configfs_undepend_item(&item->group.cg_item);
}

static ssize_t run_live_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%d\n", READ_ONCE(to_run(item)->live));
}

static int run_item_start(struct config_item *item)
{
	int ret;

	/* Called with this file open, so the directory is there and needs no lock of configfs. */
	ret = configfs_depend_item_unlocked(to_config_group(item)->cg_subsys, item);
	if (ret)
		return ret;
	ret = dmarig_run_start(to_run(item));
	if (ret)
		configfs_undepend_item(item);
	return ret;
}

static ssize_t run_live_store(struct config_item *item, const char *page, size_t count)
{
	bool live;
	int ret;

	ret = kstrtobool(page, &live);
	if (ret)
		return ret;
	if (live)
		ret = run_item_start(item);
	else
		dmarig_run_stop(to_run(item));
	return ret ?: count;
}

static ssize_t run_status_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%s\n", dmarig_states[dmarig_run_state(to_run(item))].name);
}

static ssize_t run_error_show(struct config_item *item, char *page)
{
	char text[SENTENCE_LEN];

	dmarig_sentence_copy(&to_run(item)->error, text);
	return sysfs_emit(page, "%s\n", text);
}

static ssize_t run_progress_show(struct config_item *item, char *page)
{
	return dmarig_meter_progress(to_run(item), page);
}

static ssize_t run_meter_show(struct config_item *item, char *page)
{
	return dmarig_meter_show(&container_of(to_run(item), struct run_item, run)->meter,
				 to_run(item), page);
}

static ssize_t run_wait_show(struct config_item *item, char *page)
{
	int ret = dmarig_run_wait(to_run(item));

	return ret ?: run_status_show(item, page);
}

/* In the writer's context: the memory and the file descriptors are of its process. */
static ssize_t run_hand_in(struct config_item *item, const char *page, size_t count,
			   int (*hand_in)(struct import *imp, const char *text))
{
	struct run *run = to_run(item);
	int ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live) {
		dmarig_sentence_clear(&run->error);
		ret = hand_in(&run->import, page);
	}
	mutex_unlock(&run->lock);
	return ret ?: count;
}

static ssize_t run_user_memory_store(struct config_item *item, const char *page, size_t count)
{
	return run_hand_in(item, page, count, dmarig_import_user);
}

static ssize_t run_dmabuf_store(struct config_item *item, const char *page, size_t count)
{
	return run_hand_in(item, page, count, dmarig_import_dmabuf);
}

static ssize_t run_check_store(struct config_item *item, const char *page, size_t count)
{
	struct run *run = to_run(item);
	struct run_item *ri = container_of(run, struct run_item, run);
	char id[64];
	int ret;

	if (strscpy(id, page, sizeof(id)) < 0)
		return -EINVAL;
	ret = dmarig_run_occupy(run);
	if (ret)
		return ret;
	ret = rule_ask(run, strim(id), &ri->result);
	dmarig_run_vacate(run);
	return ret ?: count;
}

static ssize_t run_verdict_show(struct config_item *item, char *page)
{
	struct run *run = to_run(item);
	struct rule_result *result = &container_of(run, struct run_item, run)->result;
	ssize_t ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live)
		ret = sysfs_emit(page, "%s\t%s\n", rule_result_word(result), result->text);
	mutex_unlock(&run->lock);
	return ret;
}

static ssize_t run_race_store(struct config_item *item, const char *page, size_t count)
{
	struct run *run = to_run(item);
	struct run_item *ri = container_of(run, struct run_item, run);
	int ret = dmarig_run_occupy(run);

	if (ret)
		return ret;
	ret = race_ask(run, page, &ri->raced);
	dmarig_run_vacate(run);
	return ret ?: count;
}

static ssize_t run_raced_show(struct config_item *item, char *page)
{
	struct run *run = to_run(item);
	const struct raced *raced = &container_of(run, struct run_item, run)->raced;
	ssize_t ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live)
		ret = sysfs_emit(page, "%s\t%s\t%s\t%llu\t%llu\t%d\t%s\n", raced_word(raced),
				 raced->rule ?: "", raced->text, raced->window_ns, raced->step_ns,
				 raced->stands, raced->outcome);
	mutex_unlock(&run->lock);
	return ret;
}

/* The text is a page less its NUL, as configfs has it. */
static ssize_t run_explore_store(struct config_item *item, const char *page, size_t count)
{
	struct run *run = to_run(item);
	struct run_item *ri = container_of(run, struct run_item, run);
	int ret = dmarig_run_occupy(run);

	if (ret)
		return ret;
	if (!strncmp(page, "avoid ", 6))
		ret = explore_avoid(run, page + 6, &ri->explored);
	else
		ret = explore_run(run, page, &ri->explored);
	dmarig_run_vacate(run);
	return ret ?: count;
}

static ssize_t run_explored_show(struct config_item *item, char *page)
{
	struct run *run = to_run(item);
	const struct explored *e = &container_of(run, struct run_item, run)->explored;
	ssize_t ret = -EBUSY;

	mutex_lock(&run->lock);
	if (!run->live)
		ret = sysfs_emit(page, "%s\t%s\t%s\t%llu\t%llu\t%llu\t%s\n",
				 e->verdict ?: "none", e->rule ?: "", e->text, e->nr,
				 e->nr_sequences, e->nr_calls, e->sequence);
	mutex_unlock(&run->lock);
	return ret;
}

static ssize_t run_misuse_store(struct config_item *item, const char *page, size_t count)
{
	struct run *run = to_run(item);
	struct run_item *ri = container_of(run, struct run_item, run);
	char name[64];
	int ret = -EBUSY;

	if (strscpy(name, page, sizeof(name)) < 0)
		return -EINVAL;
	mutex_lock(&run->lock);
	if (!run->live) {
		dmarig_sentence_clear(&run->error);
		ret = check_misuse_commit(run, &ri->scene, strim(name));
	}
	mutex_unlock(&run->lock);
	return ret ?: count;
}

CONFIGFS_ATTR(run_, live);
CONFIGFS_ATTR_RO(run_, status);
CONFIGFS_ATTR_RO(run_, error);
CONFIGFS_ATTR_RO(run_, progress);
CONFIGFS_ATTR_RO(run_, meter);
CONFIGFS_ATTR_RO(run_, wait);
CONFIGFS_ATTR_WO(run_, misuse);
CONFIGFS_ATTR_WO(run_, check);
CONFIGFS_ATTR_RO(run_, verdict);
CONFIGFS_ATTR_WO(run_, race);
CONFIGFS_ATTR_RO(run_, raced);
CONFIGFS_ATTR_WO(run_, explore);
CONFIGFS_ATTR_RO(run_, explored);
CONFIGFS_ATTR_WO(run_, user_memory);
CONFIGFS_ATTR_WO(run_, dmabuf);

static struct configfs_attribute *run_attrs[] = {
	&run_attr_live,
	&run_attr_status,
	&run_attr_error,
	&run_attr_progress,
	&run_attr_meter,
	&run_attr_wait,
	&run_attr_misuse,
	&run_attr_check,
	&run_attr_verdict,
	&run_attr_race,
	&run_attr_raced,
	&run_attr_explore,
	&run_attr_explored,
	&run_attr_user_memory,
	&run_attr_dmabuf,
#define KNOB_ATTR(name, ...) (&knob_attr_##name),
	DMARIG_KNOBS(KNOB_ATTR, KNOB_ATTR, KNOB_ATTR, KNOB_ATTR, KNOB_ATTR)
#undef KNOB_ATTR
	NULL,
};

static int keep(struct kept *kept, struct run *run,
		void (*make)(struct run *run, struct text *text))
{
	lockdep_assert_held(&run->lock);
	if (kept->id == run->id)
		return 0;
	kvfree(kept->text.at);
	kept->text = (struct text){ .grows = true };
	make(run, &kept->text);
	if (!dmarig_text_is_whole(&kept->text))
		return -ENOMEM;
	kept->id = run->id;
	return 0;
}

/* A reader asks twice: for the length, and then for the text; another run may have come between. */
static ssize_t result_read(struct kept *kept, struct run *run,
			   void (*make)(struct run *run, struct text *text), void *buffer,
			   size_t room)
{
	ssize_t ret;

	mutex_lock(&run->lock);
	ret = run->live ? -EBUSY : keep(kept, run, make);
	if (!ret)
		ret = dmarig_text_give(&kept->text, buffer, room);
	mutex_unlock(&run->lock);
	return ret;
}

static ssize_t result_summary_read(struct config_item *item, void *buffer, size_t room)
{
	struct run_item *ri = result_to_item(item);

	return result_read(&ri->summary, &ri->run, dmarig_result_summary, buffer, room);
}

static ssize_t result_hist_read(struct config_item *item, void *buffer, size_t room)
{
	struct run_item *ri = result_to_item(item);

	return result_read(&ri->hist, &ri->run, dmarig_result_hist, buffer, room);
}

CONFIGFS_BIN_ATTR_RO(result_, summary, NULL, RESULT_MAX);
CONFIGFS_BIN_ATTR_RO(result_, hist, NULL, RESULT_MAX);

static struct configfs_bin_attribute *result_bin_attrs[] = {
	&result_attr_summary,
	&result_attr_hist,
	NULL,
};

static const struct config_item_type result_type = {
	.ct_bin_attrs	= result_bin_attrs,
	.ct_owner	= THIS_MODULE,
};

static void run_item_release(struct config_item *item)
{
	struct run_item *ri = container_of(to_config_group(item), struct run_item, group);

	check_misuse_clear_up(&ri->scene);
	dmarig_run_exit(&ri->run);
	kvfree(ri->summary.text.at);
	kvfree(ri->hist.text.at);
	dmarig_meter_free(&ri->meter);
	kfree(ri);
}

static struct configfs_item_operations run_item_ops = {
	.release	= run_item_release,
};

static const struct config_item_type run_type = {
	.ct_item_ops	= &run_item_ops,
	.ct_attrs	= run_attrs,
	.ct_owner	= THIS_MODULE,
};

struct config_group *dmarig_run_item_make(struct config_group *parent, const char *name)
{
	struct run_item *ri = kzalloc(sizeof(*ri), GFP_KERNEL);

	if (!ri)
		return ERR_PTR(-ENOMEM);
	dmarig_run_init(&ri->run, name);
	ri->run.ended = run_item_ended;
	config_group_init_type_name(&ri->group, name, &run_type);
	config_group_init_type_name(&ri->result_group, "result", &result_type);
	configfs_add_default_group(&ri->result_group, &ri->group);
	return &ri->group;
}
