/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An interrupt that a simulated controller raises itself, in hard-irq context as hardware's is. It
 * knows nothing of channels.
 */
#ifndef DMARIG_SIM_IRQ_H
#define DMARIG_SIM_IRQ_H

#include <linux/hrtimer.h>
#include <linux/irq_work.h>

/* struct sim_irq - an interrupt; embedded in the struct of what raises it */
struct sim_irq {
	void (*handler)(struct sim_irq *irq);
	struct irq_work work;		/* where the kernel has an interrupt for it */
	struct hrtimer timer;		/* elsewhere: irq_work would wait for the next tick */
};

/**
 * sim_irq_init() - set an interrupt up
 * @irq: the interrupt
 * @handler: is called in hard-irq context, also on PREEMPT_RT
 */
void sim_irq_init(struct sim_irq *irq, void (*handler)(struct sim_irq *irq));

/**
 * sim_irq_raise() - have the handler called soon, once, however often it was raised before
 * @irq: the interrupt
 *
 * Any context, raw spinlocks held included.
 */
void sim_irq_raise(struct sim_irq *irq);

/* sim_irq_sync() - wait until the handler is neither running nor due; may sleep */
void sim_irq_sync(struct sim_irq *irq);

#endif
