/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where kernels and architectures differ, feature by feature, and nowhere else. Stable series and
 * vendors carry backports, so a feature is told by its macro, or by what Kbuild finds in the
 * headers; by version only where neither has it. compat_dma.h is the part about devices and their
 * memory.
 */
#ifndef DMARIG_CORE_COMPAT_H
#define DMARIG_CORE_COMPAT_H

#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/irq_work.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/pm.h>
#include <linux/uio.h>
#include "core/base/compat_dma.h"

/* Platform drivers: remove() returned int once, and remove_new() stood beside it for a while. */
#if defined(CT_HAVE_VOID_REMOVE)
#define ct_remove	remove
#define ct_removed	void
#define CT_REMOVED
#elif defined(CT_HAVE_REMOVE_NEW)
#define ct_remove	remove_new
#define ct_removed	void
#define CT_REMOVED
#else
#define ct_remove	remove
#define ct_removed	int
#define CT_REMOVED	0
#endif

/* PCI drivers: the groups of attributes of their devices moved out of struct device_driver. */
#ifdef CT_HAVE_PCI_DEV_GROUPS
#define ct_dev_groups	dev_groups
#else
#define ct_dev_groups	driver.dev_groups
#endif

/* Complain if the context is one that must not sleep, and nothing else. */
static inline void ct_must_sleep(const char *file, int line)
{
#ifdef CT_HAVE_SLEEP_OFFSET
	__might_sleep(file, line, 0);
#else
	__might_sleep(file, line);
#endif
}

/* A nap of some us; where the kernel can be told, one that does not count as load. */
static inline void ct_nap(unsigned long min, unsigned long max)
{
#ifdef CT_HAVE_SLEEP_STATE
	usleep_range_state(min, max, TASK_IDLE);
#else
	usleep_range(min, max);
#endif
}

/* in_irq() under the name it has today */
#ifdef in_hardirq
#define ct_in_hardirq	in_hardirq
#else
#define ct_in_hardirq	in_irq
#endif

/* The @n-th CPU of a set that has more than @n. */
static inline unsigned int ct_cpumask_nth(unsigned int n, const struct cpumask *cpus)
{
#ifdef CT_HAVE_CPUMASK_NTH
	return cpumask_nth(n, cpus);
#else
	unsigned int cpu = cpumask_first(cpus);

	while (n--)
		cpu = cpumask_next(cpu, cpus);
	return cpu;
#endif
}

/* irq_work that is done in hard-irq context, also on PREEMPT_RT. */
static inline void ct_init_irq_work(struct irq_work *work, void (*fn)(struct irq_work *))
{
#ifdef IRQ_WORK_INIT_HARD
	*work = IRQ_WORK_INIT_HARD(fn);
#else
	init_irq_work(work, fn);
	atomic_set(&work->flags, IRQ_WORK_HARD_IRQ);
#endif
}

/* Timers: hrtimer_init() became hrtimer_setup(), and is gone since. */
static inline void ct_hrtimer_setup(struct hrtimer *timer,
				    enum hrtimer_restart (*fn)(struct hrtimer *),
				    clockid_t clock, enum hrtimer_mode mode)
{
#ifdef CT_HAVE_HRTIMER_SETUP
	hrtimer_setup(timer, fn, clock, mode);
#else
	hrtimer_init(timer, clock, mode);
	timer->function = fn;
#endif
}

/*
 * Threads that work: one of a name of its own, on one CPU or, with -1, on any. Since 6.14 it is
 * made without being started.
 */
#ifdef kthread_run_worker
#define ct_run_worker(cpu, ...)								\
({											\
	struct kthread_worker *_thread = kthread_create_worker(0, __VA_ARGS__);		\
	int _cpu = cpu;									\
											\
	if (!IS_ERR(_thread) && _cpu >= 0)						\
		kthread_bind(_thread->task, _cpu);					\
	if (!IS_ERR(_thread))								\
		wake_up_process(_thread->task);						\
	_thread;									\
})
#else
#define ct_run_worker(cpu, ...)								\
({											\
	int _cpu = cpu;									\
											\
	_cpu < 0 ? kthread_create_worker(0, __VA_ARGS__) :				\
		   kthread_create_worker_on_cpu(_cpu, 0, __VA_ARGS__);			\
})
#endif

/*
 * Files: one whose driver has no cache in between can be opened with O_DIRECT. Older kernels would
 * look for an address space that can do it, so they do not get to see the flag, which changes
 * nothing here.
 */
static inline void ct_open_direct(struct file *file)
{
#ifdef FMODE_CAN_ODIRECT
	file->f_mode |= FMODE_CAN_ODIRECT;
#else
	file->f_flags &= ~O_DIRECT;
#endif
}

/* Asynchronous I/O: how it ended; a second result was never used. */
static inline void ct_ki_complete(struct kiocb *iocb, long result)
{
#ifdef CT_HAVE_KI_COMPLETE_TWO
	iocb->ki_complete(iocb, result, 0);
#else
	iocb->ki_complete(iocb, result);
#endif
}

/* Does the iterator's memory belong to a process? */
static inline bool ct_is_user_iter(const struct iov_iter *iter)
{
#ifdef CT_HAVE_USER_BACKED
	return user_backed_iter(iter);
#else
	return iter_is_iovec(iter);
#endif
}

static inline bool ct_page_is_dirty(struct page *page)
{
#ifdef CT_HAVE_FOLIO
	return folio_test_dirty(page_folio(page));
#else
	return PageDirty(compound_head(page));
#endif
}

/*
 * Pages for I/O: today those of a process are pinned, and others are left to the caller that made
 * the iterator; before, all got a reference, and once the iterator was left where it was.
 */
static inline ssize_t ct_take_pages(struct iov_iter *iter, struct page **pages, size_t most,
				    unsigned int nr, size_t *at)
{
#if defined(CT_HAVE_EXTRACT_PAGES)
	return iov_iter_extract_pages(iter, &pages, most, nr, 0, at);
#elif defined(CT_HAVE_GET_PAGES2)
	return iov_iter_get_pages2(iter, pages, most, nr, at);
#else
	ssize_t got = iov_iter_get_pages(iter, pages, most, nr, at);

	if (got > 0)
		iov_iter_advance(iter, got);
	return got;
#endif
}

/* @user: the pages are a process's. Any context. */
static inline void ct_give_pages(struct page **pages, unsigned int nr, bool user)
{
#ifdef CT_HAVE_EXTRACT_PAGES
	if (user)
		unpin_user_pages(pages, nr);
#else
	while (nr)
		put_page(pages[--nr]);
#endif
}

/* Allocations: since 6.1 their tracepoints tell a slab by its address, and not by its name. */
#ifdef CT_HAVE_KMEM_TRACE
#define ct_has_kmem_trace	true
#else
#define ct_has_kmem_trace	false
#endif

#endif
