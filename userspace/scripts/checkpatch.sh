# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Which of checkpatch's types do not fit the modules, and why. Sourced.

# Wherever they are
# shellcheck disable=SC2034 # for those who source this
ignored_in_tree=(
	LINUX_VERSION_CODE             # one file bridges kernel versions on purpose
	AVOID_EXTERNS                  # does not know a tool's headers
	COMPLEX_MACRO                  # the knob and sample lists expand to members and rows
	MULTISTATEMENT_MACRO_USE_DO_WHILE  # the same
	MACRO_ARG_REUSE                # the same: arguments are names, not expressions
	MACRO_ARG_UNUSED               # the same: an expansion takes the columns it needs
	MACRO_ARG_PRECEDENCE           # the same
	TRAILING_SEMICOLON             # the same: a row is a member or a statement
	BRACKET_SPACE                  # the same: designated initialisers
	CONSTANT_COMPARISON            # LINUX_VERSION_CODE < KERNEL_VERSION(...)
	TRACE_EVENT                    # trace headers have a layout of their own
	UNDOCUMENTED_DT_STRING         # the node that names channels for a test describes no hardware
	STATIC_CONST                   # takes a static inline function that returns const for a variable
)

# What it assumes of a patch to the kernel and an out-of-tree module cannot follow
# shellcheck disable=SC2034 # for those who source this
ignored=("${ignored_in_tree[@]}"
	FILE_PATH_CHANGES              # MAINTAINERS is the kernel's, not ours
	CONFIG_DESCRIPTION             # there is no Kconfig here
)
