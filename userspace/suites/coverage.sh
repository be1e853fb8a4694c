#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make coverage: how much of the tool and of the modules the tests run, in sum and for each file, and which lines no
# test reaches. The tool and the code under unit tests are built to count, the modules in guests, too.
#
# From the environment:
#   SUITES    which of tests/run.sh, beside unit and cli; else all that take a guest that is a program, and edu
#   OUTPUT    where tables and the page go; else build/coverage
#
# Exit status: 1 where a test failed.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${OUTPUT:=$top/build/coverage}"
: "${SUITES=um-runs um-combinations um-slaves um-sim um-faults um-quirks um-check um-every-rule um-explore um-churn um-torture um-trace um-oracle um-kernel-log um-fio edu-smmu}"

# forget: what was counted before
forget() {
	rm -rf "$top/results/coverage" "$OUTPUT"
	[[ ! -d $top/build/tool-gcov ]] || find "$top/build/tool-gcov" -name '*.gcda' -delete
}

# The tests of the tool, on a fake kernel
cli() {
	make -s -f "$scripts/tool.mk" OUT=build/tool-gcov CFLAGS='-O0 -g --coverage'
	TOOL=$top/build/tool-gcov/dmarig tests/cli/run.sh
}

main() {
	local failed=0 told=() one

	cd "$top"
	forget
	mkdir -p "$OUTPUT"
	COVERAGE=1 tests/unit/run.sh >"$OUTPUT/unit.log" 2>&1 || failed=1
	cli >"$OUTPUT/cli.log" 2>&1 || failed=1
	# shellcheck disable=SC2086 # names
	[[ -z $SUITES ]] || COVERAGE=all tests/run.sh $SUITES >&2 || failed=1
	for one in build/unit-gcov build/tool-gcov results/coverage/*; do
		[[ ! -s $one ]] || told+=("$one")
	done
	for one in tool:^userspace/ modules:^module/; do
		printf '%s: ' "${one%:*}"
		OWN="${one#*:}.*[.][ch]$" STRIP='^.*/build/module-[^/]*/' \
			"$suites/covered.sh" uml "$OUTPUT/${one%:*}" "${told[@]}"
	done
	((failed == 0)) || say "not all tests passed, see $OUTPUT/*.log and build/test"
	return "$failed"
}

main
