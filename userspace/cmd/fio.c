// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig fio: a run that exposes its channel, and fio, which drives it.
 */
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cmd/cmd.h"
#include "lib/base/stop.h"
#include "lib/conf/setting.h"
#include "lib/rig/fio.h"
#include "lib/rig/rig.h"

#define LOOK_MS 50

/* Settings for knobs that the command line leaves out */
static const char *const usual[] = { "expose=16M", "depth=32" };

static int take_knobs(struct params *p, char **words, int nr, struct err *err)
{
	char sentence[SENTENCE_LEN];
	size_t j;
	int i, ret;

	params_init(p);
	for (j = 0; j < ARRAY_SIZE(usual); j++)
		setting_apply(p, usual[j], err);
	for (i = 0; i < nr; i++) {
		ret = setting_apply(p, words[i], err);
		if (ret)
			return ret;
	}
	if (!p->expose)
		return err_say(err, -EINVAL, "expose=0: want bytes for fio to write to");
	ret = params_check(p, sentence, sizeof(sentence));
	return ret ? err_say(err, ret, "%s", sentence) : 0;
}

static void become_fio(char **argv)
{
	argv[0] = "fio";
	execvp("fio", argv);
	_exit(127);
}

/* Job files take the device and its size from the environment. */
static void export_device(const struct params *p, const struct rundir *dir)
{
	char text[PATH_LEN];

	snprintf(text, sizeof(text), "/dev/dmarig/%s", dir->name);
	setenv("DEVICE", text, 1);
	snprintf(text, sizeof(text), "%llu", p->expose);
	setenv("BYTES", text, 1);
}

/* A signal for us is one for fio, which ends in good order. Return: 0, -EIO when fio failed. */
static int drive(char **argv, struct err *err)
{
	bool signalled = false;
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid)
		become_fio(argv);
	if (pid < 0)
		return err_say(err, -errno, "fio cannot be started: %s", strerror(errno));
	while (!waitpid(pid, &status, WNOHANG)) {
		stop_sleep(-1, LOOK_MS);
		if (!stop_asked() || signalled)
			continue;
		kill(pid, SIGINT);
		signalled = true;
	}
	return status ? err_say(err, -EIO, "fio failed") : 0;
}

/* The error of the run is printed, because fio's says only that I/O failed. */
static int end(struct rundir *dir, int ret, struct err *err)
{
	char error[SENTENCE_LEN];

	rundir_stop(dir);
	rundir_word(dir, "error", error, sizeof(error));
	if (*error)
		ret = err_say(err, -EIO, "%s%s", ret ? "fio failed: " : "", error);
	rundir_remove(dir);
	return ret;
}

static int make_and_drive(const struct params *p, char **argv, struct err *err)
{
	struct rundir dir = { .name = "" };
	int ret;

	ret = rig_open(err);
	if (!ret)
		ret = rig_clean(err);
	if (!ret)
		ret = fio_is_there(err);
	if (!ret)
		ret = rundir_make(&dir, err);
	if (ret)
		return ret;
	ret = rundir_set(&dir, p, err);
	if (!ret)
		ret = rundir_start(&dir, err);
	if (ret) {
		rundir_remove(&dir);
		return ret;
	}
	stop_watch();
	export_device(p, &dir);
	return end(&dir, drive(argv, err), err);
}

/* The options of fio begin behind --. */
static int own_words(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--"); i++)
		;
	return i;
}

static int run_fio(int argc, char **argv)
{
	struct err err = { "" };
	struct params params;
	int own = own_words(argc, argv), ret, status = options_read(&cmd_fio, NULL, own, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	ret = take_knobs(&params, argv + optind, own - optind, &err);
	if (ret)
		return complain(ret, &err);
	if (own + 1 >= argc)
		return bad_usage(&cmd_fio, "what shall fio do?");
	ret = make_and_drive(&params, argv + own, &err);
	stop_die();
	return ret ? complain(ret, &err) : EXIT_GOOD;
}

static const struct argument arguments[] = {
	{ "KNOB=VALUE", WORDS_KNOBS,
	  "the knobs of a run with expose=, which is 16M, and depth=, which is 32, if not given" },
	{ "FIO-ARGUMENT", WORDS_FILES,
	  "fio finds the device and its size in ${DEVICE} and ${BYTES}; see configs/fio" },
	{ 0 }
};

const struct command cmd_fio = {
	.name		= "fio",
	.summary	= "have fio drive a channel, as a device",
	.fn		= run_fio,
	.synopsis	= "[KNOB=VALUE]... -- FIO-ARGUMENT...",
	.arguments	= arguments,
};
