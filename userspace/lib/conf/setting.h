/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Knobs as a person writes them: KNOB=VALUE, with the sentence that helps when it is wrong.
 */
#ifndef DMARIG_SETTING_H
#define DMARIG_SETTING_H

#include "common/params.h"
#include "lib/base/err.h"

/**
 * setting_find() - look a knob up by name
 * @name: the name
 * @len: its length, as it may not be terminated
 * @err: when there is no such knob: the nearest one and all of them
 *
 * Return: the knob, or NULL.
 */
const struct knob *setting_find(const char *name, size_t len, struct err *err);

/**
 * setting_set() - give a knob a value
 * @p: the setting to change
 * @knob: the knob
 * @value: as written; in free text a + stands for a comma, so that a list can hold it
 * @err: gets the reason when it is refused
 *
 * Return: 0, -EINVAL or -ERANGE.
 */
int setting_set(struct params *p, const struct knob *knob, const char *value, struct err *err);

/**
 * setting_apply() - apply KNOB=VALUE
 * @p: the setting to change
 * @text: the assignment
 * @err: gets the reason when it is refused
 *
 * Return: 0, -EINVAL or -ERANGE.
 */
int setting_apply(struct params *p, const char *text, struct err *err);

#endif
