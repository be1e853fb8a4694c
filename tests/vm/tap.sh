# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Prints TAP for the tests of the harness: a line for each check, and a count at the end.

# shellcheck disable=SC2034 # for the tests
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tests=0
failures=0

# check WHAT COMMAND...: ok if COMMAND succeeds
check() {
	local what=$1
	shift

	tests=$((tests + 1))
	if "$@"; then
		echo "ok $tests - $what"
	else
		echo "not ok $tests - $what"
		failures=$((failures + 1))
	fi
}

# skip WHAT WHY
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

finish() {
	echo "1..$tests"
	exit $((failures != 0))
}
