// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Random writes, reads, mkdirs, rmdirs, lives and unloads in the modules' configfs directories,
 * from several processes at once. What is refused is refused; whether the kernel stays sound is
 * for the kernel to say.
 *
 *	fuzz DIR SIM_DIR OPERATIONS PROCESSES SEED
 *
 * Prints what was done. Leaves nothing behind. Status 1 when something could not be removed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAMES 6		/* directories a process may have met at a time, shared by all */

enum act { MAKE, REMOVE, WRITE, READ, LIVE, UNLOAD, NR_ACTS };

static const char *const act_names[] = { "mkdir", "rmdir", "write", "read", "live", "unload" };

/* struct fuzz_tally - of all processes */
struct fuzz_tally {
	unsigned long done[NR_ACTS], good[NR_ACTS];
};

static struct fuzz_tally *tally;
static unsigned long long state;

static unsigned int draw(unsigned int below)
{
	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned int)(state >> 33) % below;
}

static void count(enum act act, int good)
{
	__atomic_add_fetch(&tally->done[act], 1, __ATOMIC_RELAXED);
	if (good)
		__atomic_add_fetch(&tally->good[act], 1, __ATOMIC_RELAXED);
}

static const char *const values[] = {
	"0", "1", "2", "4", "64", "4096", "65536", "1M", "-1", "18446744073709551615", "0x40",
	"",
	"\n",
	"any", "irq", "poll", "fence", "single", "page", "coherent", "sg", "pool", "premapped",
	"wc",
	"memcpy", "memset", "memset_sg", "xor", "pq", "slave_sg", "slave_single", "cyclic",
	"interleaved", "interrupt", "none", "cpu", "memory", "both", "dev_to_mem", "mem_to_dev",
	"offset", "size", "even", "odd", "completes", "terminate-then-works", "callback-once",
	"lost_interrupt", "corrupt_byte", "copy", "null", "dma0chan0", "dma1chan0", "dmarig_sim",
	"dma0chan0,dma1chan0", "leak", "map_stack_not", "tool-1-1",
};

/* A word, or bytes of any kind and up to more than a page. */
static size_t draw_value(char *text, size_t room)
{
	const char *value = values[draw(sizeof(values) / sizeof(*values))];
	size_t len, i;

	if (draw(8)) {
		len = strlen(value);
		memcpy(text, value, len);
		return len;
	}
	len = draw(4) ? draw(64) : draw(room);
	for (i = 0; i < len; i++)
		text[i] = draw(256);
	return len;
}

/* The n-th file of a directory, below it too; empty when there are none. */
static void draw_file(const char *dir, char *path, size_t room)
{
	struct dirent *entry;
	int n = 0;
	DIR *d = opendir(dir);

	*path = '\0';
	while (d && (entry = readdir(d)))
		if (entry->d_name[0] != '.' && !draw(++n))
			snprintf(path, room, "%s/%s", dir, entry->d_name);
	if (d)
		closedir(d);
}

static void draw_dir(char *const roots[2], char *path, size_t room)
{
	snprintf(path, room, "%s/fuzz%u", roots[draw(3) == 0], draw(NAMES));
}

static int is_file(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');

	return slash && !strcmp(slash + 1, name);
}

/* Reading `wait` may take as long as a run likes. A run of a day would be one. */
static void write_some(const char *dir)
{
	char path[512], value[6000];
	size_t len;
	int fd;

	draw_file(dir, path, sizeof(path));
	if (!*path || is_file(path, "duration_ms") || is_file(path, "warmup_ms") ||
	    is_file(path, "timeout_ms"))
		return;
	len = draw_value(value, sizeof(value));
	fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	count(WRITE, fd >= 0 && write(fd, value, len) == (ssize_t)len);
	if (fd >= 0)
		close(fd);
}

static void read_some(const char *dir)
{
	char path[512], text[65536];
	int fd;

	draw_file(dir, path, sizeof(path));
	if (!*path || is_file(path, "wait"))
		return;
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	count(READ, fd >= 0 && read(fd, text, draw(sizeof(text))) >= 0);
	if (fd >= 0)
		close(fd);
}

static int put(const char *dir, const char *name, const char *value)
{
	char path[512];
	int fd, good;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	good = fd >= 0 && write(fd, value, strlen(value)) > 0;
	if (fd >= 0)
		close(fd);
	return good;
}

static void live(const char *dir)
{
	put(dir, "duration_ms", "5");
	put(dir, "warmup_ms", "0");
	put(dir, "timeout_ms", "200");
	count(LIVE, put(dir, "live", draw(3) ? "1" : "0"));
}

static void unload(void)
{
	const char *const names[] = { "dmarig_sim", "dmarig", "dmarig_edu" };

	/* Refused as long as anything holds it; there is always a directory that does. */
	count(UNLOAD, !syscall(SYS_delete_module, names[draw(3)], O_NONBLOCK));
}

static void act(char *const roots[2])
{
	char dir[256];
	unsigned int n = draw(100);

	draw_dir(roots, dir, sizeof(dir));
	if (n < 10)
		count(MAKE, !mkdir(dir, 0755));
	else if (n < 18)
		count(REMOVE, !rmdir(dir));
	else if (n < 65)
		write_some(dir);
	else if (n < 85)
		read_some(draw(10) ? dir : roots[draw(2)]);
	else if (n < 99)
		live(dir);
	else
		unload();
}

static int clean(char *const roots[2])
{
	char dir[256];
	int i, n, left = 0;

	for (i = 0; i < 2; i++) {
		for (n = 0; n < NAMES; n++) {
			snprintf(dir, sizeof(dir), "%s/fuzz%d", roots[i], n);
			put(dir, "live", "0");
			if (rmdir(dir) && errno != ENOENT) {
				printf("# %s stays: %s\n", dir, strerror(errno));
				left++;
			}
		}
	}
	return left;
}

static void work(char *const roots[2], unsigned long operations, unsigned long long seed)
{
	state = seed * 0x9e3779b97f4a7c15ull + 1;
	while (operations--)
		act(roots);
	_exit(0);
}

int main(int argc, char **argv)
{
	unsigned long operations, i;
	int processes, a;

	if (argc != 6)
		return 2;
	operations = strtoul(argv[3], NULL, 10);
	processes = atoi(argv[4]);
	tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	if (tally == MAP_FAILED || processes < 1)
		return 2;
	for (a = 0; a < processes; a++)
		if (!fork())
			work(argv + 1, operations / processes, strtoull(argv[5], NULL, 10) + a);
	while (wait(NULL) > 0)
		;
	for (i = 0; i < NR_ACTS; i++)
		printf("%s %lu, of which %lu went well\n", act_names[i], tally->done[i],
		       tally->good[i]);
	return clean(argv + 1) ? 1 : 0;
}
