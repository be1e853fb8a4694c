/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A value of a result's meta.txt, which has a line `key: value` for each key.
 */
#ifndef DMARIG_META_VALUE_H
#define DMARIG_META_VALUE_H

/**
 * meta_value() - find a value
 * @dir: the result directory
 * @key: the key
 *
 * Words of a boot line that differ in each boot are left out.
 * Return: the value, which the caller frees; NULL when there is none.
 */
char *meta_value(const char *dir, const char *key);

#endif
