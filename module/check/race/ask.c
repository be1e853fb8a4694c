// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Letting two actors meet at an instant. Each instant has a bench of its own, and begins just
 * behind a tick, so that all begin alike. Every wait has a deadline.
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/gcd.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "check/race/race.h"
#include "core/base/compat.h"
#include "core/base/stall_timeout.h"
#include "core/base/text.h"
#include "core/run/run.h"

#define MOST_NS		(10 * (u64)NSEC_PER_SEC)
#define READINGS	64	/* of the clock, to see its step */
#define SPINS		200	/* between two readings of a clock that may stand */

#define ROW(name)	&race_##name,
static const struct race *const races[] = { RACES(ROW) };
#undef ROW

static const struct race *find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(races); i++)
		if (!strcmp(races[i]->name, name))
			return races[i];
	return NULL;
}

void race_list(struct text *text)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(races); i++)
		dmarig_text_add(text, "%s\t%s\t%s\t%s\n", races[i]->name,
				races[i]->sleeps ? "task" : "hardirq", races[i]->says,
				races[i]->rules);
}

/* The step is what all differences of readings have in common. */
static u64 see_step(void)
{
	u64 was = ktime_get_ns(), now, step = 0;
	int i;

	for (i = 0; i < READINGS; i++) {
		now = ktime_get_ns();
		step = gcd(step, now - was);
		was = now;
	}
	return max_t(u64, step, 1);
}

/* With interrupts off no clock is made to go on by reading it, as User-mode Linux does. */
static bool see_standing(void)
{
	unsigned long flags;
	u64 was, now;
	int i;

	local_irq_save(flags);
	was = ktime_get_ns();
	for (i = 0; i < SPINS; i++)
		barrier();
	now = ktime_get_ns();
	local_irq_restore(flags);
	return was == now;
}

static void act(struct race_try *t)
{
	t->early = !READ_ONCE(t->submitted);
	t->before = atomic_read(&t->b->nr_called);
	t->race->act(t);
	t->then = atomic_read(&t->b->nr_called);
	complete(&t->acted);
}

/*
 * A timer that is armed anew for the same instant expires behind the others that are due then, and
 * before the softirqs that these have raised.
 */
static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct race_try *t = container_of(timer, struct race_try, timer);

	if (t->order->behind && !t->put_behind) {
		t->put_behind = true;
		return HRTIMER_RESTART;
	}
	act(t);
	return HRTIMER_NORESTART;
}

static ktime_t instant(const struct race_try *t)
{
	return ktime_add_ns(t->start, t->order->ns);
}

static void arm(struct race_try *t)
{
	if (!t->order->alone && !t->race->sleeps)
		hrtimer_start(&t->timer, instant(t), HRTIMER_MODE_ABS_PINNED_HARD);
}

/* In the job, as a callback may come when the try is over. */
static void note_over(struct check_job *job)
{
	u64 now = ktime_get_ns();

	job->note[0] = lower_32_bits(now);
	job->note[1] = upper_32_bits(now);
}

/* The last callback is the end of the window. */
static void see_over(struct race_try *t)
{
	const struct check_job *job;
	u64 over;

	for (job = t->b->jobs; job < t->b->jobs + t->b->nr_jobs; job++) {
		over = (u64)job->note[1] << 32 | job->note[0];
		if (check_job_called(job) && over > ktime_to_ns(t->start))
			t->raced->window_ns = max(t->raced->window_ns,
						  over - ktime_to_ns(t->start));
	}
}

static bool make_jobs(struct race_try *t)
{
	struct check_job *job;
	u32 i;

	for (i = 0; i < t->race->jobs; i++) {
		job = check_job_new(t->b, t->b->len);
		if (!job)
			return false;
		job->called = note_over;
	}
	return true;
}

/* What is issued alone is all that a race with a job held back has to see end. */
static bool first_acts(struct race_try *t)
{
	bool holds = t->race->holds_last && !t->order->alone;
	u32 i;

	for (i = 0; i < t->race->jobs; i++) {
		if (holds && i == t->race->jobs - 1)
			check_issue(t->b);
		if (!check_job_submit(&t->b->jobs[i], DMA_PREP_INTERRUPT))
			return false;
	}
	WRITE_ONCE(t->submitted, true);
	if (!holds)
		check_issue(t->b);
	return true;
}

static void sleep_until(ktime_t when)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_hrtimeout(&when, HRTIMER_MODE_ABS);
}

/* Return: false when the timer has not come, which is no fault of the channel's. */
static bool second_acts(struct race_try *t)
{
	u64 ms = t->b->p.timeout_ms + div_u64(t->order->ns, NSEC_PER_MSEC);

	if (t->race->sleeps) {
		sleep_until(instant(t));
		act(t);
		return true;
	}
	if (dmarig_stall_timeout_wait(&t->acted, ms))
		return true;
	hrtimer_cancel(&t->timer);
	check_break(t->b, "the timer for the instant has not come within timeout_ms=%llu",
		    t->b->p.timeout_ms);
	return false;
}

/* Jobs end alone: the window is as long as they take. */
static void see_window(struct race_try *t)
{
	race_asks(t, "completes");
	if (check_wait(t->b) && check_await_callbacks(t->b) && check_all_data(t->b))
		see_over(t);
	check_reset(t->b);
}

static void meet(struct race_try *t)
{
	/* Just behind a tick, none comes in the middle of a short window. */
	schedule_timeout_uninterruptible(1);
	t->start = ktime_get();
	arm(t);
	race_asks(t, "completes");
	if (!first_acts(t)) {
		hrtimer_cancel(&t->timer);
		return;
	}
	if (t->order->alone)
		see_window(t);
	else if (second_acts(t))
		t->race->judge(t);
}

/* The second actor's interrupt is to come to another processor than callbacks, if there is one. */
static void step_aside(const struct check_bench *b)
{
	unsigned int cpu, other = nr_cpu_ids;

	for_each_online_cpu(cpu)
		if (cpu != (unsigned int)READ_ONCE(b->called_on) && other == nr_cpu_ids)
			other = cpu;
	if (other < nr_cpu_ids)
		set_cpus_allowed_ptr(current, cpumask_of(other));
}

static const char *lacks(struct check_bench *b, const struct race *race)
{
	const char *lack = NULL;
	int i;

	for (i = 0; i < RACE_NEEDS && race->needs[i] && !lack; i++)
		lack = race->needs[i](b);
	return lack;
}

/* The channel has worked once before, so that what is done once is done. */
static void try_on(struct race_try *t)
{
	struct check_bench *b = t->b;
	const char *lack = lacks(b, t->race);

	if (b->rings_only)
		lack = "it has rings alone, and no transfer that ends by itself";
	if (lack) {
		check_skip(b, "%s", lack);
		return;
	}
	race_asks(t, "completes");
	if (!check_kind_prime(b) || !check_works(b) || !check_reset(b))
		return;
	step_aside(b);
	b->linger_us = t->race->linger_us;
	if (make_jobs(t))
		meet(t);
	b->linger_us = 0;
}

static void take_result(const struct check_bench *b, struct raced *raced)
{
	raced->verdict = b->verdict;
	if (!check_failed(b))
		raced->rule = NULL;
	strscpy(raced->text, b->text, sizeof(raced->text));
}

static int ask(struct race_try *t, struct run *run)
{
	struct check_bench *b = check_open(run, NULL, 0);

	if (IS_ERR(b))
		return PTR_ERR(b);
	t->b = b;
	init_completion(&t->acted);
	ct_hrtimer_setup(&t->timer, on_timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_PINNED_HARD);
	try_on(t);
	hrtimer_cancel(&t->timer);
	take_result(b, t->raced);
	check_close(b);
	return 0;
}

/* The task has its processors back afterwards. */
static int ask_anywhere(struct race_try *t, struct run *run)
{
	cpumask_var_t allowed;
	int ret;

	if (!alloc_cpumask_var(&allowed, GFP_KERNEL))
		return -ENOMEM;
	cpumask_copy(allowed, current->cpus_ptr);
	t->raced->step_ns = see_step();
	t->raced->stands = see_standing();
	ret = ask(t, run);
	t->raced->asked = !ret;
	set_cpus_allowed_ptr(current, allowed);
	free_cpumask_var(allowed);
	return ret;
}

static bool parse_instant(char *when, struct race_order *order)
{
	size_t len = strlen(when);

	order->alone = !strcmp(when, "alone");
	order->behind = len && when[len - 1] == '+';
	if (order->behind)
		when[len - 1] = '\0';
	return order->alone || (!kstrtou64(when, 10, &order->ns) && order->ns <= MOST_NS);
}

static int parse(struct run *run, const char *text, struct race_order *order)
{
	char when[32];

	memset(order, 0, sizeof(*order));
	if (sscanf(text, "%31s %31s", order->name, when) == 2 && parse_instant(when, order))
		return 0;
	run_explain(run,
		    "race: want a race and its instant in ns: 'NAME NS', 'NAME NS+' or 'NAME alone'");
	return -EINVAL;
}

int race_ask(struct run *run, const char *text, struct raced *raced)
{
	struct race_order order;
	struct race_try *t;
	int ret = parse(run, text, &order);

	if (ret)
		return ret;
	if (!find(order.name)) {
		run_explain(run, "race: there is no race '%s', see races", order.name);
		return -EINVAL;
	}
	t = kzalloc(sizeof(*t), GFP_KERNEL);
	if (!t)
		return -ENOMEM;
	memset(raced, 0, sizeof(*raced));
	t->race = find(order.name);
	t->order = &order;
	t->raced = raced;
	ret = ask_anywhere(t, run);
	kfree(t);
	return ret;
}

const char *raced_word(const struct raced *raced)
{
	static const char *const words[] = {
		[VERDICT_PASS]		= "pass",
		[VERDICT_SKIP]		= "skip",
		[VERDICT_FAIL]		= "fail",
		[VERDICT_BROKEN]	= "broken",
	};

	return raced->asked ? words[raced->verdict] : "none";
}
