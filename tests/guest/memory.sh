#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Memory as knobs have it: sizes up to 1 GiB, a footprint of many buffers, the state of the caches before a
# transfer, and a pause while the device has it.
. "${0%/*}/lib.sh"

short="duration_ms=0 transfers=20 warmup_ms=0"
errors=$(dma_errors)
sim_new m latency_ns=2000
dev=$(chan_device)

# Sizes that no allocator has in one piece
ends_well "64 MiB in pieces" channel="$chan" op=cpu mapping=sg sg_entries=64 size=64M transfers=2
ends_well "and by a channel" channel="$chan" op=memset_sg mapping=sg sg_entries=64 size=64M transfers=2
ends_badly "mapping=single size=1073741824 depth=1: no memory for worker 0 of 1*" channel="$chan" size=1G
if command -v dmarig >/dev/null; then
	dmarig run channel="$chan" op=none verify=0 flow=mem_to_dev mapping=user size=512M transfers=2 duration_ms=0 \
		warmup_ms=0 timeout_ms=60000 >/tmp/out 2>&1
	check "512 MiB of a process are mapped and unmapped" is $? 0
else
	skip "512 MiB of a process" "no dmarig in this guest"
fi

# A worker has as many buffers as it is told, and all of them have their turn.
ends_well "64 buffers" channel="$chan" depth=4 buffers=64 transfers=300
ends_well "as many as depth" channel="$chan" depth=4 buffers=4
ends_well "by the CPU" channel="$chan" op=cpu buffers=64 transfers=300
# Where a kernel has no nodes, all memory is in the first one.
node=$(find /sys/devices/system/node -maxdepth 1 -name "node[0-9]*" 2>/dev/null | wc -l)
if [ "$node" -le 1 ]; then
	check "the buffers' NUMA node is known" is "$(result t buffer_nodes)" 0
	check "and the workers'" is "$(result t worker_nodes)" 0
else
	check "the buffers' NUMA node is known" test -n "$(result t buffer_nodes)"
	check "and the workers'" test -n "$(result t worker_nodes)"
fi
check "and the device's, or that it has none" like "$(result t device_node)" "[n0-9]*"
ends_badly "buffers=3 with depth=4: want as many at least, or 0" channel="$chan" depth=4 buffers=3
if [ -f $DMA_DEBUG/dump ]; then
	run_new t channel="$chan" mapping=coherent depth=2 buffers=16 duration_ms=60000
	put $RIG/t/live 1
	wait_until measures t
	check "32 buffers are the device's" is "$(grep -c -E "(^| )$dev " $DMA_DEBUG/dump)" 32
	put $RIG/t/live 0
else
	skip "32 buffers are the device's" "this kernel has no DMA_API_DEBUG"
fi

# Whatever the caches hold, the data is right.
for cache in cold warm dirty; do
	for how in "mapping=single" "mapping=coherent" "mapping=premapped size=100000" \
		   "op=cpu mapping=sg sg_entries=7 sg_cut=odd size=30000" "op=xor"; do
		# shellcheck disable=SC2086 # a list
		state=$(point channel="$chan" $short cache=$cache $how)
		case $(run_error t) in
		"cache=$cache: no program can do that on this processor") skip "cache=$cache" "$(run_error t)"; break ;;
		esac
		check "cache=$cache $how" is "$state $(run_error t)" "done "
	done
done
ends_badly "cache=cold with op=interrupt: no buffer of it is handed over each time" channel="$chan" op=interrupt verify=0 cache=cold

copied() {
	point channel="$chan" op=cpu mapping=premapped size=256k verify=0 duration_ms=200 cache="$1" >/dev/null
	result t device_p50_ns
}

# An emulator's caches cost nothing, and on a clock that code does not move no copy takes 2 us.
warm=$(copied warm)
if [ "${MACHINE:-}" = uml ] && [ "$warm" -gt 2000 ]; then
	check "copying takes longer from memory than from caches" over "$(copied cold)" $((warm * 5 / 4))
else
	skip "copying takes longer from memory than from caches" "caches cost nothing here"
fi

# The pause is at least as long as asked, and is where the device has the memory.
# shellcheck disable=SC2086 # a list
for pause in 700 300000; do
	ends_well "a pause of $pause ns" channel="$chan" op=none verify=0 pause_ns=$pause
	check "is that long" over "$(result t device_min_ns)" $((pause - 1))
done
ends_badly "pause_ns=5 with op=memcpy: want op=none*" channel="$chan" pause_ns=5
rmdir $RIG/t
sim_gone m
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
