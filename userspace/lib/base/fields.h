/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A line of an answer of the module: fields with a tab between them.
 */
#ifndef DMARIG_FIELDS_H
#define DMARIG_FIELDS_H

#include <stddef.h>
#include "common/port.h"

/**
 * field_take() - the next field
 * @rest: where it begins, which is moved behind it and cut there; NULL when the line is over
 * @text: gets it, cut to @len; empty when there is none
 * @len: bytes of @text
 */
void field_take(char **rest, char *text, size_t len);

/**
 * field_take_number() - the next field, which is a decimal number
 * @rest: as of field_take()
 *
 * Return: the number; 0 when there is none
 */
u64 field_take_number(char **rest);

#endif
