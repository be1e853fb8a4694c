#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make quirks: the report card of sound simulated controllers, each quirk alone and then random combinations
# of quirks. No rule may fail on any of them. Then every fault under a random combination, which a rule must
# still catch. The rows are results/quirks.csv and results/quirks-faults.csv, the score goes to stdout;
# results/quirks-hidden.csv says under which quirk a fault is not tried, and why.
#
#   COMBINATIONS (200) SEED (1) SECONDS_EACH (2)   how many, which, and how long a fault is tried
#   GUESTS (2)         at once
#   MACHINE (uml)      where a kernel can run as a program, else virt

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

quickest_machine
: "${COMBINATIONS:=200}" "${SEED:=1}" "${SECONDS_EACH:=2}" "${GUESTS:=2}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# part N: its share; what faults make the kernel say is wanted, and a card has it in its rows
part() {
	MACHINE=$MACHINE FLAVOUR=debug TIMEOUT=7200 ALLOW='.*' LOG=$top/build/vm/quirks-$1.log \
		CMD="PART=$1/$GUESTS COMBINATIONS=$COMBINATIONS SEED=$SEED SECONDS_EACH=$SECONDS_EACH FAULTS=1
$(cat "$suites/draw-guest.sh" "$suites/quirks-guest.sh")" "$vm/run.sh" >"$work/$1"
}

# rows KIND HEADER: those of all guests
rows() {
	echo "$2"
	sed -n "s/^$1,//p" "$work"/*
}

main() {
	local n status=0

	say "cards of $COMBINATIONS combinations of quirks and of each alone, then every fault, in $GUESTS guests"
	for ((n = 1; n <= GUESTS; n++)); do
		part "$n" &
	done
	wait
	mkdir -p "$top/results"
	rows card quirks,passed,skipped,failed,failed_rules >"$top/results/quirks.csv"
	rows fault fault,quirks,outcome,by,said >"$top/results/quirks-faults.csv"
	rows hidden fault,quirk,why >"$top/results/quirks-hidden.csv"
	sed -n 's/^note,/  /p' "$work"/*
	awk -F, -v wanted="$COMBINATIONS" -f "$suites/quirks.awk" \
		"$top/results/quirks.csv" "$top/results/quirks-faults.csv" || status=1
	exit "$status"
}

main
