#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The simulated controller against a client that is not part of the rig: the kernel's own dmatest. A sound
# controller passes however it is set up; a faulty one is caught where dmatest looks. A channel that can do
# them gets a thread each for memcpy (or memset, with dmatest=1), xor and pq.
. "${0%/*}/lib.sh"

P=/sys/module/dmatest/parameters

# all_told: has every thread told its summary? What "wait" says is that none is running, which is so, too,
# before the first of them has begun.
all_told() {
	dmesg | awk '/Started [0-9]+ threads using/ { sub(/.*Started /, ""); begun += $1 } /summary/ { told++ }
		END { exit !(begun > 0 && told >= begun) }'
}

# dmatest_run [PARAMETER=VALUE...]: one run on every simulated channel; prints "TESTS FAILURES"
dmatest_run() {
	for _kv in timeout=2000 iterations=50 threads_per_chan=1 noverify=N polled=N norandom=N \
		   test_buf_size=16384 device= dmatest=0 xor_sources=3 pq_sources=3 "$@" channel=; do
		echo "${_kv#*=}" >"$P/${_kv%%=*}"
	done
	dmesg -c >/dev/null
	echo 1 >"$P/run"
	cat "$P/wait" >/dev/null
	wait_until all_told
	dmesg | sed -n 's/.*summary \([0-9]*\) tests, \([0-9]*\) failures.*/\1 \2/p' |
		awk '{ tests += $1; failures += $2 } END { print tests + 0, failures + 0 }'
	echo 0 >"$P/run"
}

# passes WHAT TESTS [PARAMETER=VALUE...]
passes() {
	_what=$1 _tests=$2
	shift 2
	check "$_what" is "$(dmatest_run "$@")" "$_tests 0"
}

# mended FAULT: with it gone, all is well; the controller is removed
mended() {
	check "$1: the channel is free again" put "$SIM/honest/live" 0
	put "$SIM/honest/fault" none
	put "$SIM/honest/live" 1
	passes "$1: without it all is well" 15 iterations=5
	sim_gone honest
}

# caught FAULT [PARAMETER=VALUE...]: dmatest counts failures, and none once the fault is gone
caught() {
	_fault=$1
	shift
	sim_new honest fault="$_fault" || { not_ok "$_fault: a controller with it"; return; }
	check "$_fault: dmatest sees it" over "$(dmatest_run iterations=5 timeout=100 "$@" | sed 's/.* //')" 0
	mended "$_fault"
}

# unseen FAULT: dmatest does not look there; the fault must do no other harm. On a busy computer a second
# callback may come when dmatest waits for the first of its next transfer, so failures are not counted.
unseen() {
	sim_new honest fault="$1"
	check "$1: does no other harm" is "$(dmatest_run iterations=5 | cut -d' ' -f1)" 15
	mended "$1"
}

[ -d "$P" ] || insmod /dmarig/modules/dmatest.ko || { skip "dmatest" "this kernel has none"; finish; exit; }

sim_new honest channels=4
passes "four channels, two threads each" 1200 threads_per_chan=2
passes "memset, xor and pq" 600 dmatest=1
passes "as many sources as there can be" 600 xor_sources=7 pq_sources=7
sim_gone honest
# A polling thread terminates its channel after each transfer, and with it what other threads have there.
sim_new honest channels=4 caps=memcpy
passes "polled" 200 polled=Y
sim_gone honest
sim_new honest latency_ns=200000 bandwidth_mbps=100 caps=memcpy
passes "polled, with modelled latency and bandwidth" 50 polled=Y
sim_gone honest
sim_new honest latency_ns=200000 bandwidth_mbps=100
passes "modelled latency and bandwidth" 150
sim_gone honest
sim_new honest dma_mask=32
passes "a 32-bit mask" 150
sim_gone honest
if sim_new honest coherent=0 2>/dev/null; then
	passes "not coherent" 150
else
	skip "not coherent" "every device is coherent on this machine"
fi
sim_gone honest
sim_new honest engine=null channels=2 caps=memcpy
passes "no memory touched: nothing to verify" 2000 noverify=Y iterations=1000
passes "the same, polled" 2000 noverify=Y iterations=1000 polled=Y
sim_gone honest

for fault in corrupt_byte short_copy off_by_one stale_data overrun underrun source_damage \
	     false_success error_result lost_interrupt stuck stuck_unterminable no_terminate; do
	caught "$fault"
done
caught error_result polled=Y
caught pq_wrong_coefficient
unseen slow
unseen double_callback
unseen late_callback
# All its sources are the same, and as many as make their sum the same again.
unseen xor_source0
rmmod dmatest
finish
