/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The interfaces between the files of PID 1: ports out of the guest, the kernel's command line and
 * modules, and how the guest ends when it cannot be set up.
 */
#ifndef DMARIG_VM_INIT_H
#define DMARIG_VM_INIT_H

#include <stddef.h>

#define HOME	"/dmarig"

#define PORT_ERROR_LEN	512

/* enum port - the ports out of the guest; the host writes each to a file of its own */
enum port {
	PORT_OUT,	/* the command's standard output */
	PORT_ERR,	/* its standard error */
	PORT_VERDICT,	/* the token that says how it ended */
	PORT_RESULTS,	/* /results as an archive */
	NR_PORTS,
};

/**
 * ports_open() - open all ports
 * @serial: the serial port that carries them all, as a name in /dev; NULL where each is a virtio
 *	port of its own
 * @error: gets a sentence about the first port that cannot be opened
 *
 * Return: 0, or -1 with @error set. Ports that were opened before stay open, PORT_ERR first.
 */
int ports_open(const char *serial, char error[PORT_ERROR_LEN]);

/**
 * port_write() - send bytes out of the guest; does nothing on a port that is not open
 * @port: the port
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

/* module_options() - a module's parameters on it, "X=Y X=Y"; valid until the next call, too */
const char *module_options(const char *name);

/* load_early_modules() - load the modules without which nothing can be mounted or opened */
void load_early_modules(void);

/* load_modules() - the drivers under test, then the rig's own */
void load_modules(void);

/* give_up() - the guest cannot be set up: write a sentence to PORT_ERR, and end the guest */
__attribute__((format(printf, 1, 2), noreturn))
void give_up(const char *fmt, ...);

#endif
