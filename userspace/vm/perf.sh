#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make perf: dmarig beside the kernel's own dmatest, on the same channel, in one boot, in turn. The raw
# figures go to results/perf.csv, the ratios to stdout. Status 1 when one falls short of what it must be.
#
#   BLOCKS (3) ROUNDS (5)    medians, and rounds in each

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

raw=$(mktemp)
trap 'rm -f "$raw"' EXIT

main() {
	local vm=$top/userspace/vm csv=$top/results/perf.csv

	say "alternating dmatest and dmarig on versal: ${BLOCKS:-3} blocks of ${ROUNDS:-5} rounds, a few minutes"
	MACHINE=versal FLAVOUR=perf TIMEOUT=1800 \
		CMD="BLOCKS=${BLOCKS:-3} ROUNDS=${ROUNDS:-5}; $(cat "$vm/perf-guest.sh")" "$vm/run.sh" >"$raw"
	mkdir -p "$top/results"
	{ echo "block,subject,unit,value"; cat "$raw"; } >"$csv"
	awk -f "$vm/perf.awk" "$raw"
}

main
