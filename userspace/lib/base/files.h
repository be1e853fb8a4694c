/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Small files, most of them the kernel's, and where the kernel keeps them. Tests move every root
 * elsewhere by an environment variable.
 */
#ifndef DMARIG_FILES_H
#define DMARIG_FILES_H

#include <stdio.h>
#include "common/port.h"

#define PATH_LEN 512

enum root { ROOT_CONFIGFS, ROOT_TRACEFS, ROOT_DEBUGFS, ROOT_SYSFS, ROOT_PROC, ROOT_KMSG, NR_ROOTS };

/**
 * root_path() - where something of the kernel's is
 * @root: under which root
 *
 * Return: the root's path, from its environment variable (DMARIG_CONFIGFS ...) or the usual place.
 */
const char *root_path(enum root root);

/* root_moved() - is the root a test's own, where file system types mean nothing? */
bool root_moved(enum root root);

/**
 * path_in() - a path under a root
 * @to: where to write it
 * @root: the root
 * @format: the rest, as for printf()
 *
 * Return: @to.
 */
char *path_in(char to[PATH_LEN], enum root root, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * file_read() - all of a file
 * @path: the file
 *
 * Return: its text, NUL-terminated, to be freed; NULL with errno set.
 */
char *file_read(const char *path);

/**
 * file_line() - the first line of a file
 * @path: the file
 * @text: the buffer for it, without the newline; empty when it cannot be read
 * @len: the size of the buffer in bytes
 *
 * Return: 0 or -errno.
 */
int file_line(const char *path, char *text, size_t len);

/**
 * file_number() - a file that is one number, decimal or 0x
 * @path: the file
 * @value: gets it
 *
 * Return: 0 or -errno.
 */
int file_number(const char *path, u64 *value);

/**
 * file_write() - write a text at once, as the kernel's files want it
 * @path: an existing file
 * @text: the text to write
 *
 * Return: 0 or -errno.
 */
int file_write(const char *path, const char *text);

/**
 * link_name() - the last part of where a symbolic link leads
 * @path: the link
 * @name: the buffer for it; empty when there is none
 * @len: the size of the buffer in bytes
 */
void link_name(const char *path, char *name, size_t len);

#endif
