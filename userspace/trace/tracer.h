/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Traces a measurement in an instance of its own: our events and those of interrupts, softirqs,
 * tasklets, the scheduler, DMA and IOMMU, as far as the kernel has them.
 */
#ifndef DMARIG_TRACER_H
#define DMARIG_TRACER_H

#include "lib/result/outdir.h"
#include "trace/analysis.h"

struct tracer;

/**
 * tracer_open() - make the instance, switched off
 * @tracer: gets it
 * @buffer_kb: size of the kernel's buffer per CPU; 0: what suits
 * @err: what is missing and the command that mends it
 *
 * What this kernel cannot tell is said on stderr. Return: 0 or -ENOSYS.
 */
int tracer_open(struct tracer **tracer, int buffer_kb, struct err *err);

/**
 * tracer_write_to() - begin the files in a result directory; without, there are tables only
 * @tracer: the tracer
 * @out: the directory
 * @dat: also keep a trace.dat
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int tracer_write_to(struct tracer *tracer, const struct outdir *out, bool dat, struct err *err);

/* tracer_start() - trace the run that follows */
void tracer_start(struct tracer *tracer, int point, int rep);

/* tracer_of_run() - follow this run from now on; its number is known only once it runs */
void tracer_of_run(struct tracer *tracer, u64 run);

/* tracer_drain() - take what is there; call it often enough */
void tracer_drain(struct tracer *tracer);

/* tracer_end() - stop tracing and take the rest */
void tracer_end(struct tracer *tracer);

/* tracer_show() - the table of the last run */
void tracer_show(const struct tracer *tracer, FILE *file);

/**
 * tracer_close() - write the rest of the files and remove the instance; NULL is none
 * @tracer: the tracer
 * @err: what could not be written
 *
 * Return: 0 or -errno.
 */
int tracer_close(struct tracer *tracer, struct err *err);

#endif
