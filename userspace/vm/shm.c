// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * System V shared memory for one program and its children, preloaded into fio, which keeps its jobs
 * in such memory: guest kernels have none, since nothing else wants it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/shm.h>

#define MOST 16

static struct { void *memory; size_t bytes; } segments[MOST];

int shmget(key_t key, size_t size, int flags)
{
	int id;

	(void)key;
	(void)flags;
	for (id = 0; id < MOST; id++)
		if (!segments[id].memory)
			break;
	if (id == MOST) {
		errno = ENOSPC;
		return -1;
	}
	segments[id].memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
				   -1, 0);
	if (segments[id].memory == MAP_FAILED) {
		segments[id].memory = NULL;
		return -1;
	}
	segments[id].bytes = size;
	return id;
}

void *shmat(int id, const void *address, int flags)
{
	(void)address;
	(void)flags;
	return segments[id].memory;
}

int shmdt(const void *address)
{
	int id;

	for (id = 0; id < MOST; id++) {
		if (segments[id].memory != address)
			continue;
		segments[id].memory = NULL;
		return munmap((void *)address, segments[id].bytes);
	}
	errno = EINVAL;
	return -1;
}

int shmctl(int id, int command, struct shmid_ds *data)
{
	(void)id;
	(void)command;
	(void)data;
	return 0;
}
