// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Plays the kernel module for tests of the tool: preloaded, it watches mkdir, rmdir, read and write
 * under $DMARIG_CONFIGFS/dmarig and behaves as configfs and dmarig.ko do. State is in files, so it
 * survives the tool and is seen by a second one. $DMARIG_FAKE holds words that make it misbehave.
 * What a run has measured is made up in fake_result.c.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "common/params.h"
#include "fake_kernel.h"

static ssize_t (*real_read)(int fd, void *to, size_t len);
static ssize_t (*real_write)(int fd, const void *from, size_t len);
static int (*real_mkdir)(const char *path, mode_t mode);
static int (*real_rmdir)(const char *path);

__attribute__((constructor)) static void find_real(void)
{
	real_read = dlsym(RTLD_NEXT, "read");
	real_write = dlsym(RTLD_NEXT, "write");
	real_mkdir = dlsym(RTLD_NEXT, "mkdir");
	real_rmdir = dlsym(RTLD_NEXT, "rmdir");
}

bool fake_does(const char *word)
{
	const char *words = getenv("DMARIG_FAKE");

	return words && strstr(words, word);
}

static u64 now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000ull + now.tv_nsec / 1000000;
}

/* The run directory a path is in or is, with a slash behind it; false when it is none of ours. */
static bool run_of(const char *path, char run[PATH_MAX], const char **file)
{
	const char *root = getenv("DMARIG_CONFIGFS"), *slash;
	size_t len = root ? strlen(root) : 0;

	if (!len || strncmp(path, root, len) || strncmp(path + len, "/dmarig/", 8))
		return false;
	slash = strchr(path + len + 8, '/');
	*file = slash ? slash + 1 : "";
	snprintf(run, PATH_MAX, "%.*s/", slash ? (int)(slash - path) : (int)strlen(path), path);
	return slash || !strpbrk(path + len + 8, "/");
}

static bool run_of_fd(int fd, char run[PATH_MAX], const char **file)
{
	static __thread char path[PATH_MAX];
	char link[64];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n < 0)
		return false;
	path[n] = '\0';
	return run_of(path, run, file) && **file;
}

void fake_put(const char *run, const char *file, const char *text, int flags)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s%s", run, file);
	fd = open(path, O_WRONLY | O_CREAT | flags, 0644);
	if (fd < 0 || real_write(fd, text, strlen(text)) < 0)
		fprintf(stderr, "fake kernel: %s: %m\n", path);
	close(fd);
}

static void get(const char *run, const char *file, char *text, size_t len)
{
	char path[PATH_MAX];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s%s", run, file);
	fd = open(path, O_RDONLY);
	n = fd < 0 ? 0 : real_read(fd, text, len - 1);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
}

static void get_params(const char *run, struct params *p)
{
	char text[KNOB_TEXT_LEN], err[SENTENCE_LEN];
	int i;

	params_init(p);
	for (i = 0; i < dmarig_nr_knobs; i++) {
		get(run, dmarig_knobs[i].name, text, sizeof(text));
		knob_set(p, &dmarig_knobs[i], text, err, sizeof(err));
	}
}

/* .times holds when the run was started and when it ends, in ms */
static bool get_times(const char *run, u64 *start, u64 *end)
{
	char text[64];

	get(run, ".times", text, sizeof(text));
	return sscanf(text, "%llu %llu", start, end) == 2;
}

static bool is_live(const char *run)
{
	u64 start, end;

	return get_times(run, &start, &end) && now_ms() < end;
}

static void misbehave(void)
{
	char path[PATH_MAX];

	if (fake_does("splat"))
		fake_put("", getenv("DMARIG_KMSG"),
			 "4,900,123456789,-;WARNING: CPU: 0 PID: 1 at kernel/dma/debug.c:1 check_unmap\n",
			 O_APPEND);
	else if (getenv("DMARIG_KMSG"))
		fake_put("", getenv("DMARIG_KMSG"), "6,900,123456789,-;dmarig: a run has ended\n",
			 O_APPEND);
	snprintf(path, sizeof(path), "%s/dma-api/", getenv("DMARIG_DEBUGFS"));
	if (fake_does("dmadebug"))
		fake_put(path, "error_count", "7\n", O_TRUNC);
	if (fake_does("blind"))
		fake_put(path, "disabled", "Y\n", O_TRUNC);
	if (fake_does("warned"))
		fake_put(getenv("DMARIG_SYSFS"), "/kernel/warn_count", "5\n", O_TRUNC);
	if (fake_does("oopsed"))
		fake_put(getenv("DMARIG_SYSFS"), "/kernel/oops_count", "1\n", O_TRUNC);
	if (fake_does("tainted"))
		fake_put(getenv("DMARIG_PROC"), "/sys/kernel/tainted", "4608\n", O_TRUNC);
	if (fake_does("leak"))
		fake_put(path, "dump",
			 "dmarig-sim dmarig_sim.0 single idx 1 P=1 D=1 L=1 cln=0x1 X x\n",
			 O_APPEND);
}

/* As if it had been read 100 ms ago */
static const char *fake_meter(const char *state)
{
	static char line[256];

	snprintf(line, sizeof(line),
		 "run=1 state=%.15s ns=100000000 transfers=1000 bytes=4096000 errors=%d p99_ns=250000\n",
		 state, fake_does("errors"));
	return line;
}

/* Everything readable, as it is now. */
static void refresh(const char *run)
{
	u64 start, end, now = now_ms(), from;
	char text[256], line[512];
	struct params p;

	if (!get_times(run, &start, &end))
		return;
	get_params(run, &p);
	from = start + p.warmup_ms;
	fake_put(run, "live", now < end ? "1\n" : "0\n", O_TRUNC);
	snprintf(text, sizeof(text), "%s\n", now >= end ? (fake_does("fail") ? "failed" : "done") :
		 now < from ? "warming" : "measuring");
	fake_put(run, "status", text, O_TRUNC);
	fake_put(run, "wait", text, O_TRUNC);
	text[strcspn(text, "\n")] = '\0';
	snprintf(line, sizeof(line), "run=1 state=%s elapsed_ms=%llu duration_ms=%llu done=1\n",
		 text, now > from ? now - from : 0, p.duration_ms);
	fake_put(run, "progress", line, O_TRUNC);
	fake_put(run, "meter", fake_meter(text), O_TRUNC);
	if (now < end)
		return;
	get(run, ".ended", text, sizeof(text));
	if (*text)
		return;
	fake_put(run, ".ended", "1", O_TRUNC);
	fake_put(run, "error",
		 fake_does("fail") ? "worker 0: 3 transfers hold wrong data\n" : "\n", O_TRUNC);
	srand48(now);
	fake_result(run, &p, end > from ? end - from : 0);
	misbehave();
}

int mkdir(const char *path, mode_t mode)
{
	static const char *const files[] = {
		"live", "status", "error", "progress", "meter", "wait", "result/summary",
		"result/hist", "check", "verdict",
	};
	char run[PATH_MAX], sub[PATH_MAX + 8];
	const char *file;
	size_t i;
	int k;

	if (real_mkdir(path, mode))
		return -1;
	if (!run_of(path, run, &file) || *file)
		return 0;
	snprintf(sub, sizeof(sub), "%sresult", run);
	real_mkdir(sub, mode);
	for (i = 0; i < ARRAY_SIZE(files); i++)
		fake_put(run, files[i], i ? "\n" : "0\n", 0);
	fake_put(run, "status", "idle\n", O_TRUNC);
	for (k = 0; k < dmarig_nr_knobs; k++)
		fake_put(run, dmarig_knobs[k].name, dmarig_knobs[k].initial, 0);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	return flag == FTW_DP ? real_rmdir(path) : unlink(path);
}

int rmdir(const char *path)
{
	char run[PATH_MAX];
	const char *file;

	if (!run_of(path, run, &file) || *file)
		return real_rmdir(path);
	if (is_live(run)) {
		errno = EBUSY;
		return -1;
	}
	return nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static int start(const char *run)
{
	char sentence[SENTENCE_LEN], text[64];
	struct params p;
	u64 now = now_ms();

	get_params(run, &p);
	if (fake_does("ebusy")) {
		fake_put(run, "error", "dma0chan0 is held by run somebody\n", O_TRUNC);
		return -EBUSY;
	}
	if (params_check(&p, sentence, sizeof(sentence))) {
		fake_put(run, "error", sentence, O_TRUNC);
		return -EINVAL;
	}
	snprintf(text, sizeof(text), "%llu %llu", now,
		 fake_does("hang") ? ~0ull : now + p.warmup_ms + p.duration_ms);
	fake_put(run, ".times", text, O_TRUNC);
	fake_put(run, ".ended", "", O_TRUNC);
	return 0;
}

static void stop(const char *run)
{
	char text[64];
	u64 start, end;

	if (!get_times(run, &start, &end) || now_ms() >= end)
		return;
	snprintf(text, sizeof(text), "%llu %llu", start, now_ms());
	fake_put(run, ".times", text, O_TRUNC);
	refresh(run);
}

/*
 * $DMARIG_FAKE_FAILS names the rules that fail. What is wrong with the kernel shows beside each, or
 * beside the one that $DMARIG_FAKE ends with: "splat at RULE".
 */
static void check_rule(const char *run, const char *rule)
{
	const char *fails = getenv("DMARIG_FAKE_FAILS"), *words = getenv("DMARIG_FAKE");
	const char *at = words ? strstr(words, " at ") : NULL;

	fake_put(run, "verdict",
		 fails && strstr(fails, rule) ? "fail\twant one, got two\n" : "pass\n", O_TRUNC);
	if (!at || !strcmp(at + 4, rule))
		misbehave();
}

/* The tool begins to look before a run, for the second time: something was late. */
static void warn_again(void)
{
	static int times;

	if (fake_does("late") && times++ == 1)
		fake_put("", getenv("DMARIG_KMSG"),
			 "3,900,1,-;arm-smmu-v3 9050000.smmuv3: event 0x10 received:\n", O_APPEND);
}

static int store(const char *run, const char *file, const char *value)
{
	const struct knob *knob = knob_find(file);
	char sentence[SENTENCE_LEN];
	struct params p;
	int ret;

	if (!strcmp(file, "live")) {
		if (*value == '1')
			return start(run);
		stop(run);
		return 0;
	}
	if (!strcmp(file, "check")) {
		check_rule(run, value);
		return 0;
	}
	if (!knob)
		return -EACCES;
	if (is_live(run))
		return -EBUSY;
	ret = knob_set(&p, knob, value, sentence, sizeof(sentence));
	if (ret)
		fake_put(run, "error", sentence, O_TRUNC);
	return ret;
}

static bool is_clear_warn_once(int fd)
{
	char link[64], path[PATH_MAX];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	path[n > 0 ? n : 0] = '\0';
	return strstr(path, "/clear_warn_once");
}

ssize_t write(int fd, const void *from, size_t len)
{
	char run[PATH_MAX], *value;
	const char *file;
	int ret;

	if (!run_of_fd(fd, run, &file)) {
		if (is_clear_warn_once(fd))
			warn_again();
		return real_write(fd, from, len);
	}
	value = strndup(from, len);
	ret = store(run, file, value);
	free(value);
	if (!ret)
		return real_write(fd, from, len);
	errno = -ret;
	return -1;
}

ssize_t read(int fd, void *to, size_t len)
{
	char run[PATH_MAX];
	const char *file;

	if (!run_of_fd(fd, run, &file) || lseek(fd, 0, SEEK_CUR) || file[0] == '.')
		return real_read(fd, to, len);
	while (!strcmp(file, "wait") && is_live(run))
		if (usleep(5000) && errno == EINTR)
			return -1;
	if (is_live(run) && !strncmp(file, "result/", 7)) {
		errno = EBUSY;
		return -1;
	}
	refresh(run);
	return real_read(fd, to, len);
}
