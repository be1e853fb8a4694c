#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make mutation: every fault of the simulated controller, at several rates, against the rules; in two
# guests at once, each with its share. Then so many transfers on a sound controller, of which none may
# be called wrong. The table is results/mutation.csv.
#
#   RATES (1,1000,10000) SECONDS_EACH (6) SOUND (1000000) FAULTS (all) SEED (1)

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

: "${RATES:=1,1000,10000}" "${SECONDS_EACH:=6}" "${SOUND:=1000000}" "${FAULTS:=}" "${SEED:=1}"
shares=2

# share I: the debug flavour, as some faults show only in what that kernel checks
share() {
	MACHINE=virt FLAVOUR=debug TIMEOUT=3000 ALLOW='.*' LOG=$top/build/vm/mutation-$1.log \
		CMD="rm -rf /dmarig/results/mutation/$1
		dmarig mutation --rates $RATES --seconds $SECONDS_EACH --seed $SEED \
			--share $1/$shares -o /dmarig/results/mutation/$1 $FAULTS" \
		"$top/userspace/vm/run.sh"
}

# The header once, then the rows of all.
join() {
	local first=$top/results/mutation/0/mutation.csv i

	head -n 2 "$first"
	for ((i = 0; i < shares; i++)); do
		tail -n +3 "$top/results/mutation/$i/mutation.csv"
	done | sort -t, -k2,2n -k1,1
}

summary() {
	awk -F, -f "$top/userspace/vm/mutation.awk" "$top/results/mutation.csv"
}

sound() {
	say "$SOUND transfers on a sound controller, flavour perf"
	MACHINE=virt FLAVOUR=perf TIMEOUT=3600 CMD="DMARIG_RESULTS=/dmarig/results/torture \
		dmarig torture /dmarig/configs/torture/steady-load.conf controller=sim until=$SOUND \
		duration=3500 transfers=2000 completion=irq channels=2 size=64,1k,4k" \
		"$top/userspace/vm/run.sh"
}

main() {
	local status=0 pids=() i

	say "every fault at rates $RATES, $SECONDS_EACH s each at most, in $shares guests"
	for ((i = 0; i < shares; i++)); do
		rm -rf "$top/results/mutation/$i"
		share "$i" &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i" || status=1
	done
	join >"$top/results/mutation.csv" || exit 1
	summary || status=1
	[[ $SOUND == 0 ]] || sound || status=1
	exit "$status"
}

main
