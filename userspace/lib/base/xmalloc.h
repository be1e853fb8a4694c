/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory of a short-lived tool: without it there is nothing sensible left to do.
 */
#ifndef DMARIG_XMALLOC_H
#define DMARIG_XMALLOC_H

/**
 * need() - insist on an allocation
 * @memory: what malloc() and its like returned
 *
 * Return: @memory; ends the tool when it is NULL.
 */
void *need(void *memory);

#endif
