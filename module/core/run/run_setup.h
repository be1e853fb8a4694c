/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What stands around a run's life: claiming and allocating before it, summing up and releasing
 * after. For run.c alone.
 */
#ifndef DMARIG_CORE_RUN_SETUP_H
#define DMARIG_CORE_RUN_SETUP_H

struct run;

/**
 * dmarig_run_set_up() - claim the channels and make the workers, which wait for the state to leave
 * preparing
 * @run: locked, its params are checked
 *
 * Return: 0, or -errno after run_explain(), and then nothing is held.
 */
int dmarig_run_set_up(struct run *run);

/**
 * dmarig_run_sum_up() - make one result of all workers' counts
 * @run: locked, its workers joined
 *
 * Return: whether the run was good; if not, run_explain() was called.
 */
bool dmarig_run_sum_up(struct run *run);

/**
 * dmarig_run_tear_down() - release what dmarig_run_set_up() claimed, all but what is in quarantine
 * @run: locked, its workers joined or never let go
 */
void dmarig_run_tear_down(struct run *run);

#endif
