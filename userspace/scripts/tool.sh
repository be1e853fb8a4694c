#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Builds the tool for a guest, against the guest's libraries, and prints the directory.
#
#   tool.sh MACHINE ROOT    with COVERAGE it counts which of its lines run

source "$(dirname "$0")/../vm/lib.sh"

load_machine "$1"
out=build/tool-$ARCH counted=()
[[ -z ${COVERAGE:-} ]] || out+=-gcov counted=(CFLAGS='-O0 -g --coverage')
log=$top/$out/build.log
alone_in "$top/$out"
cd "$top"
if ! make -s -f userspace/scripts/tool.mk OUT="$out" CROSS="$CROSS" TRIPLET="$TRIPLET" \
	SYSROOT="$2/sysroot" "${counted[@]}" >"$log" 2>&1; then
	cat "$log" >&2
	die 1 "the tool does not build for $ARCH"
fi
cat "$log" >&2
echo "$top/$out"
