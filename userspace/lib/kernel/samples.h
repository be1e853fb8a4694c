/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes the life of every transfer from the trace event dmarig:dmarig_transfer to a CSV. It has a
 * tracing instance of its own, so that it disturbs no other tracer, and needs no memory beyond the
 * kernel's buffer.
 */
#ifndef DMARIG_SAMPLES_H
#define DMARIG_SAMPLES_H

#include <stdio.h>
#include "common/result.h"
#include "lib/base/err.h"
#include "lib/base/names.h"

struct samples;

/* The fields of the trace event are those of struct sample and a time for each phase. */
#define COUNT_FIELD(...)	+ 1
enum { NR_SAMPLE_FIELDS = 0 DMARIG_SAMPLE(COUNT_FIELD) DMARIG_PHASES(COUNT_FIELD) };
#undef COUNT_FIELD

extern const char *const sample_fields[NR_SAMPLE_FIELDS];

/* samples_columns() - the columns of samples.csv: two of the tool's own, then the fields */
const struct names *samples_columns(void);

/* samples_missing() - why this build takes no samples, or NULL when it does */
const char *samples_missing(void);

/**
 * samples_open() - make a tracing instance, switched off
 * @samples: gets what the other functions want; to be closed
 * @buffer_kb: size of the kernel's buffer per CPU; 0 leaves it
 * @err: what is missing and the command that mends it
 *
 * Return: 0 or -ENOSYS.
 */
int samples_open(struct samples **samples, int buffer_kb, struct err *err);

/**
 * samples_start() - trace the run that follows
 * @samples: the instance
 * @file: gets a row an event
 * @point: first cell of these rows
 * @rep: second cell
 */
void samples_start(struct samples *samples, FILE *file, int point, int rep);

/**
 * samples_of_run() - write down only what this run tells; others may be traced at the same time
 * @samples: the instance
 * @run: the number of the run; until this is called nothing is written
 */
void samples_of_run(struct samples *samples, u64 run);

/* samples_drain() - write down what is there; call it often enough */
void samples_drain(struct samples *samples);

/**
 * samples_end() - stop tracing and write down the rest
 * @samples: the instance
 *
 * Return: how many events were lost.
 */
u64 samples_end(struct samples *samples);

/* samples_close() - remove the instance; NULL is none */
void samples_close(struct samples *samples);

#endif
