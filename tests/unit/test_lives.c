// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The join of events to transfers, with events made by hand.
 */
#include "lives.h"

#define TASKLET		6

static void happens(struct world *w, u64 ts, u32 cpu, enum event_kind kind, u64 value)
{
	const struct event event = { .ts = ts, .cpu = cpu, .kind = kind, .value = value };

	lives_event(w->lives, &event);
}

static void announced(struct world *w, u64 ts, u32 cpu, const struct sample *s)
{
	const struct event event = { .ts = ts, .cpu = cpu, .kind = EVENT_complete, .sample = s };

	lives_event(w->lives, &event);
}

static void has(const struct breakdown *b, enum instant end, u64 ns)
{
	assert_true(b->segments.has[end]);
	assert_int_equal(b->segments.ns[end], ns);
}

static void has_not(const struct breakdown *b, enum instant end)
{
	assert_false(b->segments.has[end]);
}

/* Whatever is missing, the segments that are there are all of the time. */
static void adds_up(const struct breakdown *b)
{
	u64 sum = 0;
	int i;

	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++)
		sum += b->segments.ns[i];
	assert_int_equal(sum, b->segments.total);
	assert_int_equal(sum, b->at[INSTANT_running] - b->at[INSTANT_submit]);
}

/* irq at 1100, tasklet at 1150, as with a driver that has a tasklet */
static void interrupt_and_tasklet(struct world *w, u32 cpu, u64 irq, u64 at)
{
	happens(w, at, cpu, EVENT_irq_entry, irq);
	happens(w, at + 10, cpu, EVENT_raise, TASKLET);
	happens(w, at + 20, cpu, EVENT_irq_exit, irq);
	happens(w, at + 30, cpu, EVENT_softirq_entry, TASKLET);
	happens(w, at + 50, cpu, EVENT_tasklet_entry, 0);
}

static void leave_tasklet(struct world *w, u32 cpu, u64 at)
{
	happens(w, at, cpu, EVENT_tasklet_exit, 0);
	happens(w, at + 1, cpu, EVENT_softirq_exit, TASKLET);
}

static void a_whole_life(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);
	const struct breakdown *b = &w->done[0];

	(void)state;
	/* Woken for something before */
	happens(w, 900, 1, EVENT_waking, WORKER_PID);
	happens(w, 950, 2, EVENT_switch, WORKER_PID);
	interrupt_and_tasklet(w, 1, 30, 1100);
	announced(w, 1170, 1, &s);
	happens(w, 1180, 1, EVENT_waking, WORKER_PID);
	leave_tasklet(w, 1, 1190);
	happens(w, 1250, 2, EVENT_switch, WORKER_PID);
	ended(w, 1400, 2, &s);
	assert_int_equal(w->nr, 1);
	has(b, INSTANT_issue, 20);
	has(b, INSTANT_interrupt, 80);
	has(b, INSTANT_tasklet, 50);
	has(b, INSTANT_callback, 20);
	has(b, INSTANT_wake, 10);
	has(b, INSTANT_switch, 70);
	has(b, INSTANT_running, 50);
	adds_up(b);
	assert_int_equal(b->at[INSTANT_submit], 1000);
	assert_int_equal(b->submit_cpu, 3);
	assert_int_equal(b->interrupt_cpu, 1);
	assert_int_equal(b->callback_cpu, 1);
	assert_int_equal(b->worker_cpu, 2);
	assert_int_equal(b->missed, 0);
	world_free(w);
}

static void polled(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 0);
	const struct breakdown *b = &w->done[0];
	int i;

	(void)state;
	/* An interrupt of another device */
	happens(w, 1100, 2, EVENT_irq_entry, 30);
	happens(w, 1110, 2, EVENT_irq_exit, 30);
	ended(w, 1400, 2, &s);
	has(b, INSTANT_issue, 20);
	for (i = INSTANT_interrupt; i < INSTANT_running; i++)
		has_not(b, i);
	has(b, INSTANT_running, 150);
	adds_up(b);
	assert_int_equal(b->interrupt_cpu, NO_CPU);
	assert_int_equal(b->callback_cpu, NO_CPU);
	world_free(w);
}

static void called_back_by_the_handler(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);
	const struct breakdown *b = &w->done[0];

	(void)state;
	happens(w, 1050, 1, EVENT_irq_entry, 11);
	happens(w, 1100, 1, EVENT_irq_entry, 30);
	announced(w, 1170, 1, &s);
	happens(w, 1180, 1, EVENT_waking, WORKER_PID);
	happens(w, 1190, 1, EVENT_irq_exit, 30);
	ended(w, 1400, 2, &s);
	has(b, INSTANT_interrupt, 80);
	has_not(b, INSTANT_tasklet);
	has(b, INSTANT_callback, 70);
	adds_up(b);
	world_free(w);
}

/* The driver calls back from a thread: an earlier interrupt of its CPU is not the cause. */
static void called_back_by_a_thread(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);
	const struct breakdown *b = &w->done[0];

	(void)state;
	happens(w, 1100, 1, EVENT_irq_entry, 30);
	happens(w, 1110, 1, EVENT_irq_exit, 30);
	announced(w, 1170, 1, &s);
	ended(w, 1400, 2, &s);
	has_not(b, INSTANT_interrupt);
	has_not(b, INSTANT_tasklet);
	has(b, INSTANT_callback, 150);
	adds_up(b);
	world_free(w);
}

/* A kernel whose trace does not know tasklets: the softirq is all there is. */
static void tasklets_told_by_softirqs(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);

	(void)state;
	happens(w, 1100, 1, EVENT_irq_entry, 30);
	happens(w, 1110, 1, EVENT_raise, TASKLET);
	happens(w, 1120, 1, EVENT_irq_exit, 30);
	happens(w, 1130, 1, EVENT_softirq_entry, TASKLET);
	announced(w, 1170, 1, &s);
	ended(w, 1400, 2, &s);
	has(&w->done[0], INSTANT_interrupt, 80);
	has(&w->done[0], INSTANT_tasklet, 30);
	has(&w->done[0], INSTANT_callback, 40);
	world_free(w);
}

/* An interrupt while issue_pending() still ran: that phase ends there, and no time counts twice. */
static void an_interrupt_during_issue(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 0, 130);
	const struct breakdown *b = &w->done[0];

	(void)state;
	interrupt_and_tasklet(w, 1, 30, 1012);
	announced(w, 1065, 1, &s);
	ended(w, 1400, 2, &s);
	has(b, INSTANT_issue, 12);
	has(b, INSTANT_interrupt, 0);
	has(b, INSTANT_tasklet, 50);
	adds_up(b);
	world_free(w);
}

/* An interrupt that was entered before issue_pending() belongs to another transfer. */
static void an_interrupt_before_it(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);

	(void)state;
	interrupt_and_tasklet(w, 1, 30, 900);
	announced(w, 1170, 1, &s);
	ended(w, 1400, 2, &s);
	has_not(&w->done[0], INSTANT_interrupt);
	has_not(&w->done[0], INSTANT_tasklet);
	has(&w->done[0], INSTANT_callback, 150);
	world_free(w);
}

static void a_callback_on_another_cpu(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);
	const struct breakdown *b = &w->done[0];

	(void)state;
	happens(w, 1090, 0, EVENT_irq_entry, 30);
	interrupt_and_tasklet(w, 5, 31, 1100);
	announced(w, 1170, 5, &s);
	happens(w, 1180, 5, EVENT_waking, WORKER_PID);
	happens(w, 1200, 0, EVENT_irq_exit, 30);
	ended(w, 1400, 0, &s);
	has(b, INSTANT_interrupt, 80);
	has(b, INSTANT_wake, 10);
	assert_int_equal(b->interrupt_cpu, 5);
	assert_int_equal(b->callback_cpu, 5);
	assert_int_equal(b->worker_cpu, 0);
	world_free(w);
}

/* Two channels on one CPU, both of whose interrupts come before the softirq. */
static void two_workers_interleaved(void **state)
{
	struct world *w = world_new();
	struct sample first[2] = { transfer(0, 1, 500, 150, 130), transfer(0, 2, 1000, 150, 130) };
	struct sample other = transfer(1, 1, 1010, 150, 130);

	(void)state;
	/* Alone, worker 0 is seen to be ended by interrupt 30. */
	interrupt_and_tasklet(w, 1, 30, 600);
	announced(w, 670, 1, &first[0]);
	leave_tasklet(w, 1, 680);
	ended(w, 900, 2, &first[0]);
	happens(w, 1100, 1, EVENT_irq_entry, 30);
	happens(w, 1105, 1, EVENT_raise, TASKLET);
	happens(w, 1110, 1, EVENT_irq_exit, 30);
	happens(w, 1120, 1, EVENT_irq_entry, 31);
	happens(w, 1125, 1, EVENT_raise, TASKLET);
	happens(w, 1130, 1, EVENT_irq_exit, 31);
	happens(w, 1140, 1, EVENT_softirq_entry, TASKLET);
	happens(w, 1150, 1, EVENT_tasklet_entry, 0);
	announced(w, 1160, 1, &first[1]);
	happens(w, 1165, 1, EVENT_waking, WORKER_PID);
	happens(w, 1170, 1, EVENT_tasklet_exit, 0);
	happens(w, 1175, 1, EVENT_tasklet_entry, 0);
	announced(w, 1180, 1, &other);
	happens(w, 1185, 1, EVENT_waking, WORKER_PID + 1);
	leave_tasklet(w, 1, 1190);
	ended(w, 1400, 2, &first[1]);
	ended(w, 1410, 3, &other);
	assert_int_equal(w->nr, 3);
	assert_int_equal(w->done[1].at[INSTANT_interrupt], 1100);
	assert_int_equal(w->done[1].at[INSTANT_tasklet], 1150);
	assert_int_equal(w->done[1].at[INSTANT_wake], 1165);
	assert_int_equal(w->done[2].at[INSTANT_interrupt], 1120);
	assert_int_equal(w->done[2].at[INSTANT_tasklet], 1175);
	assert_int_equal(w->done[2].at[INSTANT_wake], 1185);
	world_free(w);
}

static void a_gap(void **state)
{
	struct world *w = world_new();
	struct sample before = transfer(0, 1, 500, 150, 130), in = transfer(0, 2, 1000, 150, 130);
	struct sample after = transfer(0, 3, 1040, 1140, 130);
	int i;

	(void)state;
	interrupt_and_tasklet(w, 1, 30, 600);
	announced(w, 670, 1, &before);
	ended(w, 900, 2, &before);
	happens(w, 1090, 1, EVENT_irq_entry, 30);
	/* Its callback is among what was lost; the interrupt may have been left. */
	lives_gap(w->lives, 1, 1500, 12);
	ended(w, 1550, 2, &in);
	announced(w, 2170, 1, &after);
	ended(w, 2400, 2, &after);
	assert_int_equal(w->nr, 3);
	assert_int_equal(w->done[0].missed, 0);
	assert_int_equal(w->done[1].missed, 12);
	for (i = INSTANT_interrupt; i < INSTANT_running; i++)
		has_not(&w->done[1], i);
	adds_up(&w->done[1]);
	assert_int_equal(w->done[2].missed, 12);
	has_not(&w->done[2], INSTANT_interrupt);
	has(&w->done[2], INSTANT_callback, 1110);
	world_free(w);
}

/* The same numbers in another run, or with another cookie, are another transfer. */
static void only_its_own_end(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130), other = s, reused = s;

	(void)state;
	other.run = 6;
	reused.cookie++;
	announced(w, 1160, 1, &other);
	ended(w, 1400, 2, &s);
	announced(w, 1160, 1, &reused);
	ended(w, 1401, 2, &s);
	has_not(&w->done[0], INSTANT_callback);
	has_not(&w->done[1], INSTANT_callback);
	world_free(w);
}

/*
 * A transfer that was not given to a channel has no life: the CPU's own copies, periods of a
 * cyclic one.
 */
static void never_issued(void **state)
{
	struct world *w = world_new();
	struct sample s = transfer(0, 1, 1000, 150, 130);

	(void)state;
	s.issued = 0;
	ended(w, 1400, 2, &s);
	assert_int_equal(w->nr, 0);
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest lives[] = {
		cmocka_unit_test(a_whole_life),
		cmocka_unit_test(polled),
		cmocka_unit_test(called_back_by_the_handler),
		cmocka_unit_test(called_back_by_a_thread),
		cmocka_unit_test(tasklets_told_by_softirqs),
		cmocka_unit_test(an_interrupt_during_issue),
		cmocka_unit_test(an_interrupt_before_it),
		cmocka_unit_test(a_callback_on_another_cpu),
		cmocka_unit_test(two_workers_interleaved),
		cmocka_unit_test(a_gap),
		cmocka_unit_test(only_its_own_end),
		cmocka_unit_test(never_issued),
	};

	return cmocka_run_group_tests(lives, NULL, NULL);
}
