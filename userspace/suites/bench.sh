#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make bench: coherent against streaming memory, measured in guests and drawn here: on two channels of
# versal's zynqmp_dma (results/latest), and on the simulated controllers of virt, one coherent and one
# not. Last the same points once more, on a kernel with dma-debug, which must stay silent; those go to
# results/debug.
#
# The guests run Debian's own kernel, of which nothing is built but modules, and their clock counts
# instructions: a figure is the same on every computer, however busy, and says what the kernel and the
# driver have to do. Caches and buses cost nothing there; on a board they do.
#
#   REPS (3)                and whatever else a sweep takes, in SWEEP: make bench SWEEP='size=64,4k'
#   CLOCK (instructions)    host: time as it goes by here, where emulation costs what it costs
#   KERNEL (debian)         or a version or a tree, then of flavour perf

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

conf=/dmarig/configs/bench/coherent-vs-streaming.conf
: "${REPS:=3}" "${SWEEP:=}" "${CLOCK:=instructions}" "${KERNEL:=debian}"
case $CLOCK in
instructions) time='1 ns an instruction' short='warmup_ms=1 duration_ms=5 least=100' ;;
host) time="the host's time" short= ;;
*) die 2 "CLOCK=$CLOCK: want instructions or host" ;;
esac

# In the guest: where the channels come from, by machine; each leaves its list in $channels.
# shellcheck disable=SC2016,SC2034 # expanded in the guest; used by name
simulated='. /dmarig/tests/guest/lib.sh
sim_new coherent coherent=1 latency_ns=5000 bandwidth_mbps=2000 || exit 3
channels=$chan
sim_new noncoherent coherent=0 latency_ns=5000 bandwidth_mbps=2000 || exit 3
channels=$channels,$chan'
# There a device is as coherent as the machine.
# shellcheck disable=SC2016,SC2034 # the same
simulated_once='. /dmarig/tests/guest/lib.sh
sim_new coherent latency_ns=5000 bandwidth_mbps=2000 || exit 3
channels=$chan'
# shellcheck disable=SC2034 # the same
zynqmp='channels=dma0chan0,dma1chan0'

# sweep MACHINE CHANNELS RESULTS NAME ARGUMENTS...: one sweep in one guest
sweep() {
	local machine=$1 channels=$2 results=$3 name=$4
	shift 4

	MACHINE=$machine TIMEOUT=3000 LOG=$top/build/vm/bench-$name.log CMD="${!channels}
		DMARIG_MACHINE='$machine, $time' DMARIG_RESULTS=/dmarig/results/$results \
		dmarig sweep $conf channel=\$channels --name $name $* $SWEEP" "$vm/run.sh"
}

newest() { readlink -f "$top/results/$1/latest"; }

# measured MACHINE CHANNELS: a sweep and what it says
measured() {
	say "sweeping on $1, kernel $KERNEL, clock: $time"
	KERNEL=$KERNEL FLAVOUR=perf CLOCK=$CLOCK sweep "$1" "$2" . "$1" --reps "$REPS" "$short" || return
	"$top/build/tool-native/dmarig" report "$(newest .)" || return
	echo "figures: ${top#"$PWD"/}/results/latest/plots, at $((SECONDS / 60)) min $((SECONDS % 60)) s"
	echo
}

# Where a kernel runs as a program, that is the quickest to build and to run.
choose_checker() {
	if [[ $(uname -m) == x86_64 ]]; then
		checker=uml checked=simulated_once
	else
		checker=virt checked=simulated
	fi
}

# There is one thing that takes long; it begins at once, beside all else.
prepare_checker() {
	nice "$vm/kernel.sh" image "$checker" 6.12 debug >"$work/checker" 2>"$work/checker.log" || return
	nice "$scripts/module.sh" "$checker" "$(<"$work/checker")/build" \
		"$checker-$(basename "$(<"$work/checker")")" >/dev/null 2>>"$work/checker.log"
}

announce() {
	say "to be fetched, once: Debian's kernel and a guest's programs for arm64, about 150 MB"
	say "to be built, once: the tool, the modules, and a small kernel with dma-debug ($checker)"
	say "about 5 minutes on two quick and idle cores, 20 on slow ones; with all that in the cache, 2 and 8"
}

debug_pass() {
	wait "$builder" || { cat "$work/checker.log" >&2; return 1; }
	say "the same points with dma-debug, on $checker"
	KERNEL=6.12 FLAVOUR=debug CLOCK='' sweep "$checker" "$checked" debug "$checker-debug" --reps 1 \
		--no-samples warmup_ms=1 duration_ms=10 verify=1
}

main() {
	local status=0 work builder checker checked

	work=$(mktemp -d)
	# shellcheck disable=SC2064 # the name of now
	trap "rm -rf '$work'" EXIT
	choose_checker
	announce
	prepare_checker &
	builder=$!
	make -s -C "$top" tool
	measured virt simulated || status=1
	measured versal zynqmp || status=1
	debug_pass || status=1
	exit "$status"
}

main
