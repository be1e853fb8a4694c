// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Preloaded into User-mode Linux, whose older versions keep 2696 bytes of a process's extended
 * state. A host whose processor has more (AMX) takes a whole image or none, so that the first
 * process would be killed. Here the rest of the image is what the process has already: the programs
 * of a guest never asked for what is in there.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_STATE	65536	/* bytes; AMX has 11,008 */

/* Sets the whole image of @pid, with its first bytes from @part and the rest as it is. */
static long set_state(long pid, struct iovec *part)
{
	static char image[MOST_STATE] __attribute__((aligned(64)));
	struct iovec whole = { .iov_base = image, .iov_len = sizeof(image) };

	if (syscall(SYS_ptrace, PTRACE_GETREGSET, pid, NT_X86_XSTATE, &whole))
		return -1;
	if (whole.iov_len <= part->iov_len)
		return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, part);
	memcpy(image, part->iov_base, part->iov_len);
	return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, &whole);
}

/* Like the C library's ptrace(), a peek returns the word it read. */
long ptrace(enum __ptrace_request request, ...)
{
	long pid, addr, data, ret, word;
	va_list ap;

	va_start(ap, request);
	pid = va_arg(ap, long);
	addr = va_arg(ap, long);
	data = va_arg(ap, long);
	va_end(ap);
	if (request == PTRACE_SETREGSET && addr == NT_X86_XSTATE)
		return set_state((pid_t)pid, (struct iovec *)data);
	if (request < PTRACE_PEEKTEXT || request > PTRACE_PEEKUSER)
		return syscall(SYS_ptrace, request, (pid_t)pid, addr, data);
	ret = syscall(SYS_ptrace, request, (pid_t)pid, addr, &word);
	return ret < 0 ? ret : word;
}
