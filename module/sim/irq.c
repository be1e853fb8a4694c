// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An interrupt by irq_work or, where irq_work waits for the tick (User-mode Linux), by a timer that
 * expires at once.
 */
#include "core/base/compat.h"
#include "sim/irq.h"
#include <asm/irq_work.h>

static void on_work(struct irq_work *work)
{
	struct sim_irq *irq = container_of(work, struct sim_irq, work);

	irq->handler(irq);
}

static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct sim_irq *irq = container_of(timer, struct sim_irq, timer);

	irq->handler(irq);
	return HRTIMER_NORESTART;
}

void sim_irq_init(struct sim_irq *irq, void (*handler)(struct sim_irq *irq))
{
	irq->handler = handler;
	ct_init_irq_work(&irq->work, on_work);
	ct_hrtimer_setup(&irq->timer, on_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
}

void sim_irq_raise(struct sim_irq *irq)
{
	if (arch_irq_work_has_interrupt())
		irq_work_queue(&irq->work);
	else
		hrtimer_start(&irq->timer, 0, HRTIMER_MODE_REL_HARD);
}

void sim_irq_sync(struct sim_irq *irq)
{
	if (arch_irq_work_has_interrupt())
		irq_work_sync(&irq->work);
	else
		hrtimer_cancel(&irq->timer);
}
