#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# One version, written in one place: the tool says it, every module has it, and NEWS begins with it.
# What a loaded module says is in tests/guest/tool.sh.
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

header=module/common/version.h
version=$(sed -n 's/^#define DMARIG_VERSION\t"\([0-9]*\.[0-9.]*\)"$/\1/p' $header)

check "$header has a version" test -n "$version"
try --version
check "the tool says it" out_has "^dmarig $version, contract [0-9]+$"
with=$(grep -rlx 'MODULE_VERSION(DMARIG_VERSION);' module | wc -l)
licensed=$(grep -rl '^MODULE_LICENSE' module | wc -l)
check "so does each of the $licensed modules" test "$licensed" -gt 0 -a "$with" -eq "$licensed"
check "NEWS begins with it" test "$(grep -m 1 -oE '^dmarig [0-9.]+' NEWS)" = "dmarig $version"
check "so does the changelog of the Debian package" grep -qE "^dmarig \($version\) " debian/changelog
only_there() { ! git grep -nE "\"v?${version//./\\.}(\.[0-9]+)?\"" -- '*.c' '*.h' '*.sh' '*.mk' Makefile Kbuild ":!$header"; }
check "nothing else has a copy of it" only_there
end
