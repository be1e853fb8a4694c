/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sets of words that an option's value or an argument is of, for completion.
 */
#ifndef DMARIG_CMD_WORDS_H
#define DMARIG_CMD_WORDS_H

#include "lib/base/names.h"

enum words {
	WORDS_NONE,		/* whatever one likes */
	WORDS_FILES,
	WORDS_DIRECTORIES,
	WORDS_KNOBS,		/* KNOB=VALUE */
	WORDS_KNOB_NAMES,	/* by comma */
	WORDS_CHANNELS,		/* of this kernel */
	WORDS_RULES,		/* of the module that is loaded */
	WORDS_RACES,		/* likewise; rules, too, and all */
	WORDS_FAULTS,		/* of the simulator that is loaded */
	WORDS_MISUSES,
	WORDS_TOPICS,		/* of help: commands */
	NR_WORDS
};

/**
 * words_complete() - how the last word of a command line may go on
 * @words: all words behind the tool's name; the last is the one to complete, empty for a new one
 * @nr: the number of them
 * @found: gets each as a whole; WORDS_FILE_NAMES or WORDS_DIRECTORY_NAMES where the shell has to
 *	look
 *
 * What the kernel does not tell, since a module is not loaded, is left out.
 */
void words_complete(char *const *words, int nr, struct names *found);

#define WORDS_FILE_NAMES	"@files"
#define WORDS_DIRECTORY_NAMES	"@directories"

#endif
