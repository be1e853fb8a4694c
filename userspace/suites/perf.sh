#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make perf: dmarig beside the kernel's own dmatest, on the same channel, in one boot, in turn; then
# op=none beside dma_map_benchmark, on the same devices, in another; then what a point of a sweep costs;
# then dmatest again, on this computer's own processor; then how fast a trace is read, beside trace-cmd
# report; last whether costs grow faster than the work. The raw figures go to results/perf.csv and
# results/perf-growth.csv, the ratios to stdout. Status 1 when one falls short of what it must be.
#
#   BLOCKS (3) ROUNDS (5)    medians, and rounds in each
#   PART                     only that one: native, trace or growth

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

raw=$(mktemp)
trap 'rm -f "$raw"' EXIT

# on_virt CLOCK SCRIPT [SETTINGS]: one script in one guest
on_virt() {
	CLOCK=$1 MACHINE=virt WORLD=sim-smmu-strict-noncoherent FLAVOUR=perf \
		TIMEOUT=1800 \
		CMD="${3:-:}; $(cat "$suites/$2")" "$vm/run.sh" >>"$raw"
}

# On a processor that is not emulated, where a guest can be a program of it
native() {
	if [[ $(uname -m) != x86_64 ]]; then
		say "no kernel of $(uname -m) runs as a program: the native part is left out"
		return
	fi
	say "alternating dmatest and dmarig on this computer's own processor"
	MACHINE=uml FLAVOUR=perf CLOCK=host TIMEOUT=1800 \
		CMD="PART=native BLOCKS=${BLOCKS:-3} ROUNDS=${ROUNDS:-5}; $(cat "$suites/perf-guest.sh")" \
		"$vm/run.sh" >>"$raw"
}

in_guests() {
	say "alternating dmatest and dmarig on versal: ${BLOCKS:-3} blocks of ${ROUNDS:-5} rounds, a few minutes"
	MACHINE=versal FLAVOUR=perf TIMEOUT=1800 \
		CMD="BLOCKS=${BLOCKS:-3} ROUNDS=${ROUNDS:-5}; $(cat "$suites/perf-guest.sh")" "$vm/run.sh" >"$raw"
	say "dma_map_benchmark and dmarig on virt, on a clock that counts instructions"
	on_virt instructions perf-map-guest.sh
	say "what a point of a sweep costs"
	on_virt instructions perf-points-guest.sh "CLOCK=instructions BLOCKS=1 ROUNDS=1"
	on_virt host perf-points-guest.sh "CLOCK=host BLOCKS=${BLOCKS:-3} ROUNDS=${ROUNDS:-5}"
}

judge() {
	mkdir -p "$top/results"
	{ echo "block,subject,unit,value"; cat "$raw"; } >"$top/results/perf.csv"
	awk -v only="${PART:-}" -f "$suites/perf.awk" "$raw"
}

trace() {
	printf '\nreading a trace\n  '
	"$suites/perf-trace.sh"
}

main() {
	local status=0

	case ${PART:-} in
	"") in_guests && native ;;
	native) native ;;
	trace | growth) ;;
	*) die 2 "PART=$PART: want native, trace or growth" ;;
	esac
	[[ ! -s $raw ]] || judge || status=1
	[[ ${PART:-trace} != trace ]] || trace || status=1
	[[ ${PART:-growth} != growth ]] || "$suites/perf-growth.sh" || status=1
	exit "$status"
}

main
