#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for perf.sh: op=none and the kernel's own dma_map_benchmark in turn on the same
# simulated devices, in one boot: what map and unmap cost. Prints "block,subject,unit,value" lines, like
# perf-guest.sh. Once is enough, as this guest's clock counts instructions.
#
# A device has one driver at a time, so it is unbound from one and bound to the other: what is between it
# and memory stays, the DMA mask too (64 bits on either side).

# shellcheck disable=SC1010 # done is a state

# shellcheck source-path=SCRIPTDIR/../../tests/guest source=lib.sh
. /dmarig/tests/guest/lib.sh
BUS=/sys/bus/platform
block=1

say() { echo "$block,$1,$2,$3"; }

# lend DEVICE DRIVER: take the device from whoever has it
lend() {
	echo "$1" >"$BUS/devices/$1/driver/unbind"
	echo "$2" >"$BUS/devices/$1/driver_override"
	echo "$1" >"$BUS/drivers/$2/bind"
}

# theirs WORLD DEVICE PAGES DIRECTION
theirs() {
	lend "$2" dma_map_benchmark
	_both=$(/dmarig/tests/guest/map-benchmark "$3" 1 "$4") || exit 3
	lend "$2" dmarig_sim
	say "$1 $3 pages $4: dma_map_benchmark map" ns "${_both% *}"
	say "$1 $3 pages $4: dma_map_benchmark unmap" ns "${_both#* }"
}

# ours WORLD CHANNEL PAGES DIRECTION KNOB=VALUE...
ours() {
	subject="$1 $3 pages $4: dmarig"
	chan=$2 size=$(($3 * 4096))
	shift 4
	state=$(point channel="$chan" op=none verify=0 size=$size warmup_ms=100 duration_ms=1000 "$@")
	[ "$state" = done ] || { echo "perf: $subject: $(run_error t)" >&2; exit 1; }
	say "$subject map" ns "$(result t map_mean_ns)"
	say "$subject unmap" ns "$(result t unmap_mean_ns)"
}

# Its channel has another number after every change of drivers.
channel_of() { awk -F '\t' -v device="$1" '$3 == device { print $1; exit }' "$RIG/channels"; }

# compare WORLD DEVICE PAGES: what the device would read both sides write before
compare() {
	theirs "$1" "$2" "$3" from_device
	ours "$1" "$(channel_of "$2")" "$3" from_device flow=dev_to_mem
	theirs "$1" "$2" "$3" to_device
	ours "$1" "$(channel_of "$2")" "$3" to_device flow=mem_to_dev cpu_touch=write
}

sim_new behind of_node=/behind-smmu/noncoherent || exit 3
behind=$(chan_device)
sim_new direct coherent=0 || exit 3
direct=$(chan_device)
for pages in 1 16; do
	compare iommu "$behind" $pages
	compare direct "$direct" $pages
done
