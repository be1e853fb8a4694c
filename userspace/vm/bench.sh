#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make bench: coherent against streaming memory, measured in guests and drawn here. First on the
# simulated controllers of virt, one coherent and one not, then on two channels of versal's zynqmp_dma
# (results/latest). Last the same points once more, shorter, on the debug flavour, where dma-debug must
# stay silent; those go to results/debug.
#
#   REPS (3), and whatever else a sweep takes, in SWEEP: make bench SWEEP='duration_ms=20 size=64,4k'

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

conf=/dmarig/configs/bench/coherent-vs-streaming.conf
: "${REPS:=3}" "${SWEEP:=}"

# In the guest: where the channels come from, by machine; each leaves its list in $channels.
# shellcheck disable=SC2016,SC2034 # expanded in the guest; used by name
virt_channels='. /dmarig/tests/guest/lib.sh
sim_new coherent coherent=1 latency_ns=5000 bandwidth_mbps=2000 || exit 3
channels=$chan
sim_new noncoherent coherent=0 latency_ns=5000 bandwidth_mbps=2000 || exit 3
channels=$channels,$chan'
# shellcheck disable=SC2034 # used by name
versal_channels='channels=dma0chan0,dma1chan0'

# guest_sweep MACHINE FLAVOUR RESULTS NAME ARGUMENTS...: one sweep in one guest
guest_sweep() {
	local machine=$1 flavour=$2 results=$3 name=$4 channels=$1_channels
	shift 4

	say "sweeping on $machine, flavour $flavour"
	MACHINE=$machine FLAVOUR=$flavour TIMEOUT=3000 CMD="${!channels}
		DMARIG_MACHINE=$machine DMARIG_RESULTS=/dmarig/results/$results \
		dmarig sweep $conf channel=\$channels --name $name $* $SWEEP" "$top/userspace/vm/run.sh"
}

newest() { readlink -f "$top/results/$1/latest"; }

report() {
	"$top/build/tool-native/dmarig" report "$1" || return
	echo "plots: ${1#"$PWD"/}/plots"
	echo
}

main() {
	local status=0 dirs=() dir

	make -s -C "$top" tool
	guest_sweep virt perf . virt --reps "$REPS" || status=1
	dirs+=("$(newest .)")
	guest_sweep versal perf . versal --reps "$REPS" || status=1
	dirs+=("$(newest .)")
	for machine in virt versal; do
		guest_sweep "$machine" debug debug "$machine-debug" --reps 1 --no-samples \
			warmup_ms=5 duration_ms=50 verify=1 || status=1
	done
	for dir in "${dirs[@]}"; do
		report "$dir" || status=1
	done
	exit "$status"
}

main
