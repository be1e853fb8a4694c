#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Modules are loaded and unloaded, controllers made and removed, channels requested and released, many
# times, and nothing grows.
#
#   CYCLES (30)    of each; make soak does 10000
. "${0%/*}/lib.sh"

: "${CYCLES:=30}"
# What may come and go between two looks, in KiB: caches of the kernel that are none of ours.
slack=256 slack_pages=4096
dir=$(dirname "$(find / -xdev -name dmarig_sim.ko 2>/dev/null | head -n 1)")

# Memory of the kernel that is in use, by the allocators' own count, in KiB
in_use() {
	# What is freed after a grace period, or by a work item, is by then.
	sleep 0.3
	echo 3 >/proc/sys/vm/drop_caches
	sync
	# KASAN keeps what was freed, until a cache is shrunk.
	for _shrink in /sys/kernel/slab/*/shrink; do
		put "$_shrink" 1
	done
	# By one process, since several would count one another.
	awk '/^[a-z]/ && $1 != "slabinfo" { n += $2 * $4 / 1024 }
	     /^(VmallocUsed|Percpu|KernelStack):/ { n += $2 }
	     END { print int(n) }' /proc/slabinfo /proc/meminfo
}

# Whole pages come from no such allocator, and are only missing here. In KiB
free_pages() { awk '/^MemFree:/ { print $2 }' /proc/meminfo; }

# cycle WHAT COMMAND...: with how many times behind it; a few before, to fill caches
cycle() {
	_cycle=$1
	shift
	"$@" 10
	_before=$(in_use) _free=$(free_pages)
	"$@" "$CYCLES" || { not_ok "$_cycle"; return; }
	_after=$(in_use) _lost=$((_free - $(free_pages)))
	note "$_cycle: $CYCLES times, $((_after - _before)) KiB more in use, $_lost KiB fewer free"
	check "$_cycle: no growth" over $((_before + slack)) "$_after"
	check "$_cycle: no page is lost" over $slack_pages "$_lost"
}

# The rule has the channel nine times.
requested() {
	_n=0
	while [ $_n -lt "$1" ]; do
		put $RIG/t/check release-request-again && like "$(cat $RIG/t/verdict)" "pass*" || return
		_n=$((_n + 9))
	done
}

rmmod dmarig_edu 2>/dev/null
cycle "loading and unloading" "${0%/*}/cycles" modules "$dir"
cycle "making a controller" "${0%/*}/cycles" controller $SIM
sim_new c
run_new t channel="$chan" warmup_ms=0 duration_ms=0 transfers=4
cycle "requesting and releasing a channel" requested
cycle "a run" "${0%/*}/cycles" run $RIG/t
rmdir $RIG/t
sim_gone c
finish
