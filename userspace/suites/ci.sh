#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make ci: the gate of a project's own CI. A guest sweeps a simulated controller, another one, with
# everything the kernel can check switched on, checks and tortures it; then the sweep is compared with
# that of an earlier gate. One exit status; all that was measured and said is in results/ci/UTC: ci.ktap
# (a line each), ci.xml (the same for CI servers), sweep/, check/, check.ktap, torture.ktap, compare.txt, compare.xml, plots/, *.console.
#
#   BASELINE           the directory of an earlier gate, or of a sweep; without one nothing is compared
#   FAIL_SLOWER (5%) FAIL_LATER (10%) ANYWAY=1    as for dmarig compare
#   SCENARIOS (steady-load.conf) DURATION (10)    what is tortured, and for how many seconds each
#   SWEEP              more for dmarig sweep, such as size=4k
#   MACHINE (virt) KERNEL FLAVOUR (debug)         the flavour of check and torture; perf is swept
#   CLOCK (instructions)    host: time as it goes by here, where emulation costs what it costs
#
# By the host's clock, an emulated guest is as fast as the host has time for it, and two boots are not
# comparable. By its instructions it takes what the code needs, whatever the host does besides.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${MACHINE:=virt}" "${FLAVOUR:=debug}" "${BASELINE:=}" "${FAIL_SLOWER:=5%}" "${FAIL_LATER:=10%}"
: "${ANYWAY:=}" "${SCENARIOS:=steady-load.conf}" "${DURATION:=10}" "${SWEEP:=}"
: "${CLOCK:=instructions}" "${QEMU_EXTRA:=}"
export CLOCK ICOUNT_SHIFT=1

# In the guest: what follows goes on although what came before failed, and says so in ci.ktap.
# shellcheck disable=SC2016 # expanded in the guest
steps='. /dmarig/tests/guest/lib.sh
status=0
step() {
	name=$1
	shift
	if "$@"; then echo "ok - $name"; else echo "not ok - $name: status $?"; status=1; fi >>"$out/ci.ktap"
}
sweep() {
	sim_new ci latency_ns=20000 bandwidth_mbps=2000 || return
	dmarig sweep /dmarig/configs/bench/ci.conf channel=$chan --no-samples -o "$out/sweep" $SWEEP >/dev/null
	set -- $?
	sim_gone ci
	return $1
}
check() { dmarig check -o "$out/check" >"$out/check.ktap"; }
torture() {
	dmarig torture "/dmarig/configs/torture/$1" duration="$DURATION" >>"$out/torture.ktap"
}'
measure='step sweep sweep'
# shellcheck disable=SC2016 # the same
examine='step check check
for scenario in $SCENARIOS; do step "torture ${scenario%.conf}" torture "$scenario"; done'

# The clock is part of what was measured on: it goes into the machine's name.
choose_clock() {
	case $CLOCK in
	instructions)
		machine="$MACHINE, 2 ns an instruction" ;;
	host) machine=$MACHINE ;;
	*) die 2 "CLOCK=$CLOCK: want instructions or host" ;;
	esac
}

# guest FLAVOUR STEPS: one boot; a guest that does not get as far as its steps is a line, too
guest() {
	local status=0

	say "$MACHINE, flavour $1: ${2%%$'\n'*}"
	MACHINE=$MACHINE FLAVOUR=$1 QEMU_EXTRA=$QEMU_EXTRA TIMEOUT=1800 \
		LOG=$dir/$1.console \
		CMD="out=/dmarig/results/ci/${dir##*/} SCENARIOS='$SCENARIOS' DURATION=$DURATION SWEEP='$SWEEP'
		export DMARIG_MACHINE='$machine' DMARIG_RESULTS=/dmarig/results/ci/${dir##*/}
		$steps
		$2
		exit \$status" "$vm/run.sh" || status=$?
	((status == 0)) || echo "not ok - guest of flavour $1: status $status" >>"$dir/ci.ktap"
	return "$status"
}

# baseline DIRECTORY: the sweep in it
baseline() {
	if [[ -e $1/sweep/sweep.csv ]]; then echo "$1/sweep"; else echo "$1"; fi
}

# compare DIRECTORY: its sweep with that of BASELINE
compare() {
	local dir=$1 status=0

	if [[ -z $BASELINE ]]; then
		echo "ok - compare # SKIP no BASELINE: make ci BASELINE=${dir#"$top"/} compares the next one with this"
		return 0
	fi
	"$top/build/tool-native/dmarig" compare "$(baseline "$BASELINE")" "$dir/sweep" \
		--fail-slower "$FAIL_SLOWER" --fail-later "$FAIL_LATER" ${ANYWAY:+--anyway} \
		--junit "$dir/compare.xml" --plots "$dir/plots" >"$dir/compare.txt" || status=$?
	if ((status)); then
		echo "not ok - compare: status $status"
		grep ', fails$' "$dir/compare.txt" | sed 's/^ */# /'
	else
		echo "ok - compare"
	fi
	return "$status"
}

# plan FILE: its lines become KTAP, now that all of them are there
plan() { awk -f "$scripts/ktap.awk" "$1" >"$1.new" && mv "$1.new" "$1"; }

main() {
	local status=0 dir machine

	[[ -z $BASELINE || -e $(baseline "$BASELINE")/sweep.csv ]] ||
		die 2 "BASELINE=$BASELINE has no sweep.csv"
	make -s -C "$top" tool
	choose_clock
	dir=$top/results/ci/$(date -u +%Y%m%dT%H%M%SZ)
	mkdir -p "$dir"
	guest perf "$measure" || status=1
	guest "$FLAVOUR" "$examine" || status=1
	compare "$dir" >>"$dir/ci.ktap" || status=1
	plan "$dir/ci.ktap"
	[[ ! -e $dir/torture.ktap ]] || plan "$dir/torture.ktap"
	"$scripts/junit.sh" "$dir"/*.ktap >"$dir/ci.xml"
	cat "$dir/ci.ktap"
	echo "${dir#"$PWD"/}"
	exit "$status"
}

main
