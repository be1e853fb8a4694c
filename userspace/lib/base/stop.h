/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Requests to stop, by Ctrl-C or another signal: a live run is ended and what was measured is
 * kept.
 */
#ifndef DMARIG_STOP_H
#define DMARIG_STOP_H

#include "common/port.h"

/* stop_watch() - from now on, note signals; a second one of the same kind kills as usual */
void stop_watch(void);

/* stop_asked() - the signal that asked to stop; 0: none */
int stop_asked(void);

/**
 * stop_sleep() - wait for input on a descriptor, for time to pass, or to be asked to stop
 * @fd: the descriptor, or -1
 * @ms: how long at most
 *
 * Return: true when @fd has something to read.
 */
bool stop_sleep(int fd, int ms);

/**
 * stop_interrupt() - see to it that what blocks does not block for long
 * @ms: every so often, a system call that blocks ends with EINTR; 0: no more. For a process with
 *	one thread
 */
void stop_interrupt(int ms);

/*
 * stop_die() - end by the signal that asked to stop, as a shell expects; returns if there was none
 */
void stop_die(void);

#endif
