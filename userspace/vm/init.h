/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the files of PID 1 know of each other: the ways out of the guest, and how to end when one
 * of them is missing.
 */
#ifndef DMARIG_VM_INIT_H
#define DMARIG_VM_INIT_H

#include <stddef.h>

#define HOME	"/dmarig"

/* enum port - the ways out, each of them one file of the host's */
enum port {
	PORT_OUT,	/* the command's standard output */
	PORT_ERR,	/* its standard error */
	PORT_VERDICT,	/* the token that says how it ended */
	PORT_RESULTS,	/* /results as an archive */
	NR_PORTS,
};

/**
 * ports_open() - open the ways out
 * @serial: the serial port that carries them all, as a name in /dev; NULL where each is a virtio
 *	port of its own
 */
void ports_open(const char *serial);

/**
 * port_write() - send something out; nothing happens on a port that is not open
 * @port: the way out
 * @buf: what to send
 * @len: how much of it, in bytes
 */
void port_write(enum port port, const char *buf, size_t len);

/* port_print() - the same for a formatted text of less than 600 bytes */
__attribute__((format(printf, 2, 3)))
void port_print(enum port port, const char *fmt, ...);

/* ports_drain() - wait until everything has left the guest */
void ports_drain(void);

/* write_all() - to a file, however many writes that takes; returns 0 or -errno */
int write_all(int fd, const char *buf, size_t len);

/* sleep_ms() - let time pass */
void sleep_ms(long ms);

/* read_cmdline() - read the kernel's command line, once, when /proc is there */
void read_cmdline(void);

/* option() - the value of a word on it, until the next call: "" if it has none, NULL without it */
const char *option(const char *name);

/* module_options() - what it has for a module, as its parameters are given: "X=Y X=Y"; likewise */
const char *module_options(const char *name);

/* load_early_modules() - what the kernel needs before anything can be mounted or opened */
void load_early_modules(void);

/* load_modules() - the drivers under test, then the rig's own */
void load_modules(void);

/* give_up() - the guest cannot be set up: a sentence for whoever ran the command, and the end */
__attribute__((format(printf, 1, 2), noreturn))
void give_up(const char *fmt, ...);

#endif
