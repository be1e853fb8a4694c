#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make explore-faults: how many sequences it takes to find each fault of the simulator, and how short they get; and
# that nothing is found on sound controllers, with and without quirks. The rows are results/explore-faults.csv and
# results/explore-sound.csv, the score goes to stdout.
#
#   FAULTS (all) SEQUENCES (4000)        which, and how many are drawn for one at most
#   SOUND (20000)                        sequences on a controller without quirks, in each guest
#   COMBINATIONS (50) QUIET (10000)      of quirks, and sequences on each
#   SEED (1) GUESTS (2) MACHINE (uml)    guests at once

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

quickest_machine
# Neither code nor sleep takes time there, so what waits a lot is quick.
[[ $MACHINE != uml ]] || : "${CLOCK:=instant}"
: "${FAULTS:=all}" "${SEQUENCES:=4000}" "${SOUND:=20000}" "${COMBINATIONS:=50}" "${QUIET:=10000}"
: "${SEED:=1}" "${GUESTS:=2}" "${FLAVOUR:=debug}" "${CLOCK:=}" "${TIMEOUT:=36000}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# part N: its share. What faults make the kernel say is wanted, and is found by them
part() {
	local set

	set="PART=$1/$GUESTS FAULTS='$FAULTS' SEQUENCES=$SEQUENCES SOUND=$SOUND QUIET=$QUIET"
	MACHINE=$MACHINE FLAVOUR=$FLAVOUR CLOCK=$CLOCK TIMEOUT=$TIMEOUT ALLOW='.*' LOG=$top/build/vm/explore-$1.log \
		CMD="$set COMBINATIONS=$COMBINATIONS SEED=$((SEED * 1000000 + $1 * SOUND))
$(cat "$suites/draw-guest.sh" "$suites/explore-guest.sh")" "$vm/run.sh"
}

# The clock of a guest may jump over what it waits for; so the time is taken here.
time_lines() {
	local line begin=0

	while IFS= read -r line; do
		case $line in
		begin) begin=${EPOCHREALTIME/./} ;;
		end,*) echo "rate,${line#end,},$((${EPOCHREALTIME/./} - begin))" ;;
		*) echo "$line" ;;
		esac
	done
}

# rows KIND HEADER: those of all guests
rows() {
	echo "$2"
	cat "$work"/* | sed -n "s/^$1,//p"
}

main() {
	local n status=0

	say "faults, and sound controllers with $COMBINATIONS combinations of quirks, in $GUESTS guests"
	for ((n = 1; n <= GUESTS; n++)); do
		part "$n" | time_lines >"$work/$n" &
	done
	wait
	mkdir -p "$top/results"
	rows fault fault,rule,found_after,before,after,sequence >"$top/results/explore-faults.csv"
	rows sound quirks,sequences,calls,rule >"$top/results/explore-sound.csv"
	rows rate sequences,calls,us >"$work/rates"
	sed -n 's/^note,/  /p' "$work"/[0-9]*
	awk -F, -v file="$work/rates" -f "$suites/explore.awk" "$top/results/explore-faults.csv" \
		"$top/results/explore-sound.csv" "$work/rates" || status=1
	exit "$status"
}

main
