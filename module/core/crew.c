// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "core/crew.h"

/* struct hand - a thread, and what it was given */
struct hand {
	struct task_struct *task;
	u32 index;			/* its number in the crew */
	bool bound;			/* to a CPU: only who asked for that can use it */
	void (*work)(void *arg);	/* constant while given is set */
	void *given;			/* set by hand_give(), cleared by the thread */
};

static int hand_thread(void *arg)
{
	struct hand *hand = arg;
	void *given;

	for (;;) {
		/* Before looking, so that what is given after the look is not lost. */
		set_current_state(TASK_IDLE);
		if (kthread_should_stop())
			break;
		/* Pairs with hand_give(). */
		given = smp_load_acquire(&hand->given);
		if (!given) {
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		WRITE_ONCE(hand->given, NULL);
		hand->work(given);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static struct hand *hand_new(const char *name, u32 index, int cpu)
{
	struct hand *hand = kzalloc(sizeof(*hand), GFP_KERNEL);
	struct task_struct *task;

	if (!hand)
		return ERR_PTR(-ENOMEM);
	hand->index = index;
	hand->bound = cpu >= 0;
	task = kthread_create(hand_thread, hand, "dmarig/%s/%u", name, index);
	if (IS_ERR(task)) {
		kfree(hand);
		return ERR_CAST(task);
	}
	if (hand->bound)
		kthread_bind(task, cpu);
	hand->task = task;
	wake_up_process(task);
	return hand;
}

static void hand_end(struct hand *hand)
{
	if (!hand)
		return;
	kthread_stop(hand->task);
	kfree(hand);
}

struct hand *crew_take(struct crew *crew, const char *name, u32 index, int cpu)
{
	struct hand *hand;

	if (cpu >= 0 || index >= CREW_MAX || !crew->resting[index])
		return hand_new(name, index, cpu);
	hand = crew->resting[index];
	crew->resting[index] = NULL;
	return hand;
}

struct task_struct *hand_task(const struct hand *hand)
{
	return hand->task;
}

void hand_give(struct hand *hand, void (*work)(void *arg), void *arg)
{
	hand->work = work;
	/* Pairs with hand_thread(): who sees that something was given sees what to do with it. */
	smp_store_release(&hand->given, arg);
	wake_up_process(hand->task);
}

void crew_put(struct crew *crew, struct hand *hand, bool keep)
{
	if (keep && !hand->bound && hand->index < CREW_MAX && !crew->resting[hand->index])
		crew->resting[hand->index] = hand;
	else
		hand_end(hand);
}

void crew_dismiss(struct crew *crew)
{
	u32 i;

	for (i = 0; i < CREW_MAX; i++) {
		hand_end(crew->resting[i]);
		crew->resting[i] = NULL;
	}
}
