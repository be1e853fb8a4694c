// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * PID 1 of a guest. It sets the system up, runs one command with its output on ports of its own,
 * and says how that ended with a token only this boot can know. It judges nothing: whether the
 * kernel's log is clean is decided on the host.
 *
 * What it obeys on the kernel's command line:
 *   dmarig.nonce=WORD    part of the token, chosen by the host
 *   dmarig.time=SECONDS  the host's clock, for machines that have none
 *   dmarig.emulator=WORD what runs this guest, for results
 *   dmarig.serial=NAME   the serial port, as in /dev, that carries what else are virtio ports
 *   dmarig.noload        leave the rig's modules alone
 *   dmarig.kmemleak      look for leaked memory at the end
 *   dmarig.reboot        end with a reboot: the machine cannot power off
 *   MODULE.NAME=VALUE    a parameter of one of the rig's modules, for any other NAME
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include "init.h"

#define EXIT_CANNOT	3	/* as everywhere in the rig: this system cannot do it */

/*
 * Into the kernel's log, where the host finds it between the kernel's own lines. One write is one
 * record; dprintf() does not get so far, it wants to seek first.
 */
__attribute__((format(printf, 1, 2)))
static void log_line(const char *fmt, ...)
{
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	char text[600];
	va_list ap;

	if (fd < 0)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	write_all(fd, text, strlen(text));
	close(fd);
}

/* The token, and the marker that shows the log to be whole; nothing may follow but the end. */
__attribute__((noreturn)) static void finish(int status)
{
	const char *nonce = option("dmarig.nonce") ?: "none";

	sync();
	log_line("<6>dmarig-guest: end %s\n", nonce);
	port_print(PORT_VERDICT, "dmarig-verdict %s exit=%d\n", nonce, status);
	ports_drain();
	reboot(option("dmarig.reboot") ? RB_AUTOBOOT : RB_POWER_OFF);
	for (;;)
		pause();
}

void give_up(const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	log_line("<3>dmarig-guest: %s\n", text);
	port_print(PORT_ERR, "dmarig: guest: %s\n", text);
	finish(EXIT_CANNOT);
}

static void mount_one(const char *type, const char *source, const char *where, const char *data)
{
	mkdir(where, 0755);
	if (mount(source, where, type, 0, data) && errno != EBUSY)
		give_up("cannot mount %s on %s: %s", type, where, strerror(errno));
}

static void mount_file_systems(void)
{
	mount_one("proc", "proc", "/proc", NULL);
	mount_one("sysfs", "sysfs", "/sys", NULL);
	mount_one("devtmpfs", "devtmpfs", "/dev", NULL);
	mount_one("tmpfs", "tmpfs", "/tmp", NULL);
	/* The links that programs expect in /dev */
	symlink("/proc/self/fd", "/dev/fd");
	symlink("/proc/self/fd/0", "/dev/stdin");
	symlink("/proc/self/fd/1", "/dev/stdout");
	symlink("/proc/self/fd/2", "/dev/stderr");
}

static void mount_control_files(void)
{
	mount_one("configfs", "configfs", "/sys/kernel/config", NULL);
	mount_one("debugfs", "debugfs", "/sys/kernel/debug", NULL);
	/* A kernel without trace events has no folder for them. */
	if (!access("/sys/kernel/tracing", F_OK))
		mount_one("tracefs", "tracefs", "/sys/kernel/tracing", NULL);
}

static void set_clock(void)
{
	struct timeval tv = { .tv_sec = atoll(option("dmarig.time") ?: "0") };

	if (tv.tv_sec)
		settimeofday(&tv, NULL);
}

/* The command leaves its results here; they are sent to the host when it has ended. */
static void make_results(void)
{
	mkdir("/results", 0755);
	symlink("/results", HOME "/results");
}

/* The shell's other commands are all one program, which makes the links to itself. */
static void install_applets(void)
{
	pid_t pid = fork();
	int status = -1;

	if (!pid) {
		execl("/bin/busybox", "busybox", "--install", "-s", "/bin", NULL);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	if (status)
		give_up("busybox cannot be installed");
}

static pid_t start_command(int out, int err)
{
	char *const argv[] = { "bash", HOME "/command", NULL };
	pid_t pid = fork();
	sigset_t none;

	if (pid)
		return pid;
	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(open("/dev/null", O_RDONLY), 0);
	dup2(out, 1);
	dup2(err, 2);
	if (chdir(HOME) == 0)
		execv("/bin/bash", argv);
	_exit(127);
}

/* Move what is there; a pipe whose writers are all gone is taken off the list. */
static void pump(struct pollfd *from, enum port to)
{
	char buf[16384];
	ssize_t n;

	while ((n = read(from->fd, buf, sizeof(buf))) > 0)
		port_write(to, buf, n);
	if (n == 0)
		from->fd = -1;
}

/* Reap everything, as PID 1 must. Returns true once @pid is among it. */
static int reap(int sigfd, pid_t pid, int *status)
{
	struct signalfd_siginfo info;
	int found = 0, s;
	pid_t p;

	while (read(sigfd, &info, sizeof(info)) > 0)
		;
	while ((p = waitpid(-1, &s, WNOHANG)) > 0) {
		if (p != pid)
			continue;
		found = 1;
		*status = WIFEXITED(s) ? WEXITSTATUS(s) : 128 + WTERMSIG(s);
	}
	return found;
}

/* Between the command and the ports stand pipes: a port can be opened once, /dev/stdout often. */
static int run_command(void)
{
	int out[2], err[2], status = EXIT_CANNOT;
	struct pollfd fds[3];
	sigset_t chld;
	pid_t pid;

	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, NULL);
	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		give_up("no pipes: %s", strerror(errno));
	/*
	 * Only the reading ends do not block: the command must not take a full pipe for an error.
	 */
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
	fds[0] = (struct pollfd){ .fd = out[0], .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = err[0], .events = POLLIN };
	fds[2] = (struct pollfd){ .fd = signalfd(-1, &chld, SFD_NONBLOCK | SFD_CLOEXEC),
				  .events = POLLIN };
	pid = start_command(out[1], err[1]);
	close(out[1]);
	close(err[1]);
	do {
		poll(fds, 3, -1);
		pump(&fds[0], PORT_OUT);
		pump(&fds[1], PORT_ERR);
	} while (!reap(fds[2].fd, pid, &status));
	pump(&fds[0], PORT_OUT);
	pump(&fds[1], PORT_ERR);
	return status;
}

/* Leaks go into the kernel's log, where the judge looks. Two scans: the first may be too young. */
static void scan_for_leaks(void)
{
	static const char file[] = "/sys/kernel/debug/kmemleak";
	char line[512];
	FILE *f;
	int i;

	if (!option("dmarig.kmemleak"))
		return;
	for (i = 0; i < 2; i++) {
		int fd = open(file, O_WRONLY | O_CLOEXEC);

		if (fd < 0 || write(fd, "scan", 4) < 0)
			give_up("kmemleak cannot scan: %s", strerror(errno));
		close(fd);
		sleep_ms(5000);
	}
	f = fopen(file, "re");
	while (f && fgets(line, sizeof(line), f))
		log_line("<4>kmemleak-report: %s", line);
}

/* Results leave as an archive; none is sent of an empty directory. */
static void send_results(void)
{
	char *const argv[] = { "tar", "-cf", "-", "-C", "/results", ".", NULL };
	int archive[2], status = -1;
	char buf[16384];
	ssize_t n;
	pid_t pid;

	if (!rmdir("/results"))
		return;
	if (pipe2(archive, O_CLOEXEC))
		give_up("no pipes: %s", strerror(errno));
	pid = fork();
	if (!pid) {
		dup2(archive[1], 1);
		execv("/bin/busybox", argv);
		_exit(127);
	}
	close(archive[1]);
	while ((n = read(archive[0], buf, sizeof(buf))) > 0)
		port_write(PORT_RESULTS, buf, n);
	waitpid(pid, &status, 0);
	if (status)
		give_up("the results could not be packed");
}

static void open_ports(void)
{
	char error[PORT_ERROR_LEN];

	if (ports_open(option("dmarig.serial"), error))
		give_up("%s", error);
}

int main(void)
{
	int status;

	mount_file_systems();
	read_cmdline();
	load_early_modules();
	mount_control_files();
	set_clock();
	open_ports();
	make_results();
	setenv("PATH", HOME "/bin:/bin:/sbin:/usr/bin:/usr/sbin", 1);
	setenv("HOME", HOME, 1);
	install_applets();
	load_modules();
	log_line("<6>dmarig-guest: up\n");
	status = run_command();
	scan_for_leaks();
	send_results();
	finish(status);
}
