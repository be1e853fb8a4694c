// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What explore does with a sequence without the module: it prints its C, and shrinks it by a
 * command.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include "cmd/elsewhere.h"
#include "explore/shrink.h"
#include "explore/words.h"
#include "lib/base/stop.h"
#include "lib/kernel/machine.h"

#define ELSEWHERE_TRIES	100	/* each may be a guest that is booted */

/* Does a sequence fail where a command makes it, which is its argument? */
static bool fails_elsewhere(const struct sequence *s, void *arg)
{
	char text[SEQUENCE_TEXT];
	int status;

	sequence_print(s, text, sizeof(text));
	setenv("SEQUENCE", text, 1);
	status = stop_asked() ? 0 : system(arg);
	return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FAILED;
}

/* The module is not needed for it: the command says what fails. */
int explore_elsewhere(const char *sequence, const char *command, struct err *err)
{
	struct shrink shrink = {
		.fails = fails_elsewhere, .arg = (void *)command, .most = ELSEWHERE_TRIES,
	};
	char text[SEQUENCE_TEXT];
	struct sequence s;

	if (!sequence)
		return err_say(err, -EINVAL, "--try: want --sequence, too");
	if (sequence_parse(&s, sequence, err->text, sizeof(err->text)))
		return -EINVAL;
	stop_watch();
	shrink_sequence(&shrink, &s);
	sequence_print(&s, text, sizeof(text));
	printf("%s\n", text);
	sequence_tell(&s, stderr);
	return 0;
}

/* Likewise: what a sequence looks like in C. */
int explore_print_code(const char *channel, const char *sequence, struct err *err)
{
	struct sequence s;
	struct code code = {
		.channel = channel, .driver = "a driver", .kernel = machine_kernel(),
		.says = "it works", .text = "nothing yet", .sequence = &s,
	};

	if (!sequence)
		return err_say(err, -EINVAL, "--code: want --sequence, too");
	if (sequence_parse(&s, sequence, err->text, sizeof(err->text)))
		return -EINVAL;
	code_write(&code, stdout);
	return 0;
}
