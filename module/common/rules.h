/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules between knobs that are in files of their own; params_check() asks them all.
 */
#ifndef DMARIG_COMMON_RULES_H
#define DMARIG_COMMON_RULES_H

#include "common/params.h"

/* Each says in one sentence what is wrong. Return: 0 or -EINVAL. */
int rule_peer(const struct params *p, char *err, size_t len);
int rule_flow(const struct params *p, char *err, size_t len);
int rule_register(const struct params *p, char *err, size_t len);
int rule_loop(const struct params *p, char *err, size_t len);
int rule_cyclic(const struct params *p, char *err, size_t len);
int rule_metadata(const struct params *p, char *err, size_t len);
int rule_reuse(const struct params *p, char *err, size_t len);
int rule_continue(const struct params *p, char *err, size_t len);
int rule_lists(const struct params *p, char *err, size_t len);
int rule_entries(const struct params *p, char *err, size_t len);
int rule_places(const struct params *p, char *err, size_t len);
int rule_chunks(const struct params *p, char *err, size_t len);
int rule_attrs(const struct params *p, char *err, size_t len);
int rule_resource(const struct params *p, char *err, size_t len);
int rule_fresh(const struct params *p, char *err, size_t len);
int rule_rate(const struct params *p, char *err, size_t len);
int rule_irq_every(const struct params *p, char *err, size_t len);
int rule_expose(const struct params *p, char *err, size_t len);

#endif
