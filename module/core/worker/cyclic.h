/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A worker's load with a cyclic transfer: one descriptor a channel that runs until it is
 * terminated. What a transfer is to other loads is a period to this one.
 */
#ifndef DMARIG_CORE_CYCLIC_H
#define DMARIG_CORE_CYCLIC_H

struct dmaengine_result;
struct worker;

/**
 * dmarig_cyclic_load() - start, count, time and verify periods, terminate
 * @w: the worker; its thread calls. w->cycle is freed with the worker
 *
 * See "Cyclic" in Documentation/driver-api/dmaengine/client.rst.
 */
void dmarig_cyclic_load(struct worker *w);

/* dmarig_cyclic_callback() - every descriptor's callback: a period has ended */
void dmarig_cyclic_callback(void *param, const struct dmaengine_result *result);

#endif
