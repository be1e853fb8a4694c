// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runs a fio during a measurement. It is one process whose jobs are threads, in a process group of
 * its own, so that a signal from the terminal does not end it, and it dies with the tool.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "lib/base/clock.h"
#include "lib/base/stop.h"
#include "lib/base/xmalloc.h"
#include "lib/rig/fio.h"

#define LOOK_MS		50
#define BEGIN_MS	30000	/* by then it has begun */
#define END_MS		10000	/* and by then it has ended */
#define TAIL		16384	/* bytes: the last of its lines is in there */

/* The fields of a line, numbered from 0; see fio(1), "TERSE OUTPUT". */
enum {
	FIELD_VERSION, FIELD_ERROR = 4, FIELD_READ_KIB_PER_S = 6, FIELD_READ_IOPS,
	FIELD_WRITE_KIB_PER_S = 47, FIELD_WRITE_IOPS, FIELD_USER = 87, FIELD_SYSTEM, NR_FIELDS,
};

int fio_terse(const char *line, struct fio_did *did)
{
	double field[NR_FIELDS];
	int i;

	if (strncmp(line, "3;", 2))
		return -EINVAL;
	for (i = 0; i < NR_FIELDS; i++) {
		field[i] = strtod(line, NULL);
		line = strchr(line, ';');
		if (!line++)
			return -EINVAL;
	}
	did->bytes_per_s = 1024 * (field[FIELD_READ_KIB_PER_S] + field[FIELD_WRITE_KIB_PER_S]);
	did->iops = field[FIELD_READ_IOPS] + field[FIELD_WRITE_IOPS];
	did->cpu_percent = field[FIELD_USER] + field[FIELD_SYSTEM];
	return field[FIELD_ERROR] ? -EIO : 0;
}

int fio_is_there(struct err *err)
{
	char path[PATH_LEN], *list = xstrdup(getenv("PATH") ? getenv("PATH") : "");
	char *dir, *rest = list;
	bool found = false;

	while (!found && (dir = strsep(&rest, ":"))) {
		snprintf(path, sizeof(path), "%s/fio", dir);
		found = !access(path, X_OK);
	}
	free(list);
	return found ? 0 : err_say(err, -ENOENT, "fio is not installed: apt install fio");
}

static void tail_of(int file, char text[TAIL])
{
	off_t end = lseek(file, 0, SEEK_END);
	ssize_t n = pread(file, text, TAIL - 1, end > TAIL - 1 ? end - (TAIL - 1) : 0);

	text[n > 0 ? n : 0] = '\0';
}

/* The last whole line of its figures. */
static int last_figures(const struct fio *fio, struct fio_did *did)
{
	char text[TAIL], *line, *rest = text;
	struct fio_did now;
	int one, ret = -EINVAL;

	tail_of(fio->out, text);
	while ((line = strsep(&rest, "\n"))) {
		one = fio_terse(line, &now);
		if (one == -EINVAL)
			continue;
		ret = one;
		*did = now;
	}
	return ret;
}

static bool did_something(const struct fio_did *did)
{
	return did->iops > 0 || did->cpu_percent > 0;
}

/* The sentence ends with the first line of fio's errors, because later lines follow from it. */
static int say_with_log(const struct fio *fio, struct err *err, const char *what)
{
	char text[TAIL], *rest = text, *line;

	tail_of(fio->err, text);
	while ((line = strsep(&rest, "\n")) && !*line)
		;
	return err_say(err, -EIO, "noise=%s: %s%s%.200s", fio->name, what,
		       line && *line ? ": " : "", line ? line : "");
}

static void become_fio(const struct fio *fio, const char *path)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_DFL);
	setenv("DISK", "/dev/vda", 0);
	dup2(fio->out, STDOUT_FILENO);
	dup2(fio->err, STDERR_FILENO);
	execlp("fio", "fio", "--thread", "--group_reporting", "--output-format=terse",
	       "--terse-version=3", "--status-interval=250ms", path, NULL);
	_exit(127);
}

static bool has_ended(struct fio *fio, int *status)
{
	return waitpid(fio->pid, status, WNOHANG) == fio->pid;
}

static void close_files(struct fio *fio)
{
	close(fio->out);
	close(fio->err);
}

/* Return: whether it ended within a time. */
static bool await_end(struct fio *fio, int ms)
{
	u64 until = clock_ms() + ms;
	struct timespec moment = { .tv_nsec = LOOK_MS * 1000000l };
	int status;

	do {
		if (has_ended(fio, &status))
			return true;
		nanosleep(&moment, NULL);
	} while (clock_ms() < until);
	return false;
}

static void kill_it(struct fio *fio)
{
	kill(fio->pid, SIGKILL);
	waitpid(fio->pid, NULL, 0);
}

/* Returns 0 also if we are asked to stop; the caller looks at stop_asked(). */
static int await_begin(struct fio *fio, struct err *err)
{
	u64 until = clock_ms() + BEGIN_MS;
	struct fio_did did = { 0 };
	int status;

	while (!stop_asked()) {
		if (has_ended(fio, &status))
			return say_with_log(fio, err, "fio ended before it began");
		if (!last_figures(fio, &did) && did_something(&did))
			return 0;
		if (clock_ms() > until) {
			kill_it(fio);
			return say_with_log(fio, err, "fio did nothing for 30 s");
		}
		stop_sleep(-1, LOOK_MS);
	}
	return 0;
}

int fio_start(struct fio *fio, const char *name, struct err *err)
{
	char path[PATH_LEN];
	int ret;

	ret = fio_job(name, path, err);
	if (!ret)
		ret = fio_is_there(err);
	if (ret)
		return ret;
	fio->name = name;
	fio->out = memfd_create("fio-out", MFD_CLOEXEC);
	fio->err = memfd_create("fio-err", MFD_CLOEXEC);
	fflush(NULL);
	fio->pid = fio->out < 0 || fio->err < 0 ? -1 : fork();
	if (!fio->pid)
		become_fio(fio, path);
	ret = fio->pid < 0 ? err_say(err, -errno, "noise=%s: %s", name, strerror(errno)) :
			     await_begin(fio, err);
	if (ret)
		close_files(fio);
	return ret;
}

int fio_stop(struct fio *fio, struct fio_did *did, struct err *err)
{
	int status, ret = 0;

	if (has_ended(fio, &status)) {
		ret = say_with_log(fio, err, "fio ended before the run did");
	} else {
		kill(fio->pid, SIGINT);
		if (!await_end(fio, END_MS)) {
			kill_it(fio);
			ret = say_with_log(fio, err, "fio did not end when told to");
		}
	}
	if (!ret && (last_figures(fio, did) || !did_something(did)))
		ret = say_with_log(fio, err, "fio failed, or did nothing");
	close_files(fio);
	return ret;
}
