#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make worlds: the same simulated controllers, one coherent and one not, with no IOMMU, and behind an
# SMMUv3 that is strict, and lazy: a guest each. Coherent memory against the other ways of getting
# memory to a device, what mapping costs by itself, and lists with and without merging. Last come the
# tables, and one of all crossovers; figures are beside each result.
#
# Time in these guests is one instruction a nanosecond, on one processor: so the figures are the same
# whatever else this computer does, and say what the kernel has to do; caches and buses cost nothing.
#
#   CLOCK (instructions)    host: time as it goes by here, where emulation costs what it costs
#   REPS (2; 3 with host)   and whatever else the sweeps take, in SWEEP: make worlds SWEEP='size=4k'

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${SWEEP:=}" "${CLOCK:=instructions}"
export CLOCK
case $CLOCK in
instructions)
	export QEMU_EXTRA='-smp 1'
	: "${REPS:=2}"
	SWEEP="warmup_ms=1 duration_ms=10 $SWEEP"
	machine='virt, 1 instruction a ns'
	;;
host)
	: "${REPS:=3}"
	machine=virt
	;;
*) die 2 "CLOCK=$CLOCK: want instructions or host" ;;
esac
results=$top/results/worlds
model='latency_ns=5000 bandwidth_mbps=2000'

# In the guest: a controller each, by what its device tree has for it; leaves the channels to compare in
# $both, and those for lists in $lists.
direct=". /dmarig/tests/guest/lib.sh
sim_new coherent coherent=1 $model || exit 3; both=\$chan; lists=\$chan
sim_new noncoherent coherent=0 $model || exit 3; both=\$both,\$chan"
behind=". /dmarig/tests/guest/lib.sh
sim_new coherent of_node=/behind-smmu/coherent $model || exit 3; both=\$chan; lists=\$chan
sim_new noncoherent of_node=/behind-smmu/noncoherent $model || exit 3; both=\$both,\$chan
sim_new paged of_node=/behind-smmu/paged max_segment=4096 $model || exit 3; lists=\$lists,\$chan"

# sweep CONF NAME WORLD VARIABLE: a line for the guest, where that variable has the channels
sweep() {
	# shellcheck disable=SC2016 # expanded in the guest
	printf 'DMARIG_MACHINE="%s" DMARIG_RESULTS=/dmarig/results/worlds \\
		dmarig sweep /dmarig/configs/bench/%s.conf \\
		channel=$%s world=%s --name %s-%s --reps %s --no-samples %s || status=1\n' \
		"$machine" "$1" "$4" "$3" "$1" "$2" "$REPS" "$SWEEP"
}

# in_world NAME WORLD-FILE SETUP WORLD [CONF]: all sweeps of one guest; CONF is one more, of lists
in_world() {
	local name=$1 file=$2 setup=$3 world=$4 conf=${5:-}

	say "sweeping with the IOMMU $name"
	MACHINE=virt WORLD=$file FLAVOUR=perf TIMEOUT=3000 CMD="$setup; status=0
		$(sweep worlds "$name" "$world" both)
		$(sweep mapping-cost "$name" "$world" both)
		$([[ -z $conf ]] || sweep "$conf" "$name" "$world" lists)
		exit \$status" "$vm/run.sh" >>"$made"
}

main() {
	local status=0 dirs made

	made=$(mktemp)
	# shellcheck disable=SC2064 # the name of now
	trap "rm -f '$made'" EXIT
	make -s -C "$top" tool
	mkdir -p "$results"
	in_world off direct "$direct" direct sg-entries || status=1
	in_world strict sim-smmu-strict-coherent "$behind" iommu+strict sg-entries || status=1
	in_world lazy sim-smmu-lazy-coherent "$behind" iommu+lazy || status=1
	mapfile -t dirs < <(sed -n "s#^/dmarig#$top#p" "$made")
	((${#dirs[@]})) || die 3 "nothing was measured"
	"$top/build/tool-native/dmarig" report "${dirs[@]}" || status=1
	exit "$status"
}

main
