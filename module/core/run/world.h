/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Whether the world that a run asks for came about.
 */
#ifndef DMARIG_CORE_WORLD_H
#define DMARIG_CORE_WORLD_H

struct run;

/**
 * dmarig_world_check() - is the world as asked for, as far as it can be seen before anything
 * starts?
 * @run: its channels are claimed and its workers made
 *
 * Every channel's device is looked at. Return: 0 or -ENODEV, and then run_explain() was called.
 */
int dmarig_world_check(struct run *run);

/**
 * dmarig_world_judge() - was the world as asked for?
 * @run: it has ended, and its result says what was observed; run_explain() is called if it was not
 */
void dmarig_world_judge(struct run *run);

#endif
