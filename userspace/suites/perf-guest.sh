#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for perf.sh: dmarig and the kernel's own dmatest in turn on the same channels, in
# one boot. Prints "block,subject,unit,value" lines; what they mean together is perf.sh's to say.
#   BLOCKS ROUNDS    how often: every round takes each subject once, every block has a median of its own
#   PART             native: the simulated controller alone, where there is no other
#
# Names of channels and configfs paths have no blanks, and done is a state.
# shellcheck disable=SC2086,SC1010

# shellcheck source-path=SCRIPTDIR/../../tests/guest source=lib.sh
. /dmarig/tests/guest/lib.sh
DT=/sys/module/dmatest/parameters
TRACE=/sys/kernel/tracing
chan=
: "${BLOCKS:=3}" "${ROUNDS:=5}" "${PART:=versal}"

say() { echo "$block,$1,$2,$3"; }

# dmatest_run CHANNEL [PARAMETER=VALUE...]: load it anew, run it, unload it; its summary in $summary
dmatest_run() {
	_chan=$1
	shift
	insmod /dmarig/modules/dmatest.ko || exit 3
	for _kv in iterations=6000 noverify=Y norandom=Y timeout=20000 transfer_size=4096 "$@" \
		   channel="$_chan"; do
		echo "${_kv#*=}" >"$DT/${_kv%%=*}"
	done
	dmesg -c >/dev/null
	echo 1 >$DT/run
	cat $DT/wait >/dev/null
	summary=$(dmesg | sed -n 's/.*copy0: summary //p')
	rmmod dmatest
}

# Its own figure: transfers per second of the time it spent outside fill and compare.
dmatest_iops() {
	subject=$1
	shift
	dmatest_run "$@"
	say "$subject" transfers_per_s "$(echo "$summary" | sed 's/.*failures \([0-9.]*\) iops.*/\1/')"
}

# The wall time of a transfer, verified or not: iops leaves fill and compare out, so a clock is needed.
dmatest_wall() {
	subject=$1
	shift
	_before=$(awk '{ printf "%d", $1 * 100 }' /proc/uptime)
	dmatest_run "$@"
	_after=$(awk '{ printf "%d", $1 * 100 }' /proc/uptime)
	say "$subject" wall_cs_6000 $((_after - _before))
}

# rig SUBJECT [KNOB=VALUE...]: transfers per second
rig() {
	subject=$1
	shift
	state=$(point warmup_ms=50 duration_ms=250 verify=0 "$@")
	[ "$state" = done ] || { echo "perf: $subject: $(run_error t)" >&2; exit 1; }
	say "$subject" transfers_per_s "$(result t transfers_per_s)"
}

# per TOTAL: of the run just done, one transfer's part of a total
per() { echo "$(result t "$1") $(result t "done")" | awk '{ printf "%.0f", $1 / $2 }'; }

# What a transfer of the run just done cost, by part: issue is one call for BATCH of them.
parts() {
	for phase in map prep submit unmap; do
		say "null part: $phase" ns "$(result t "${phase}_mean_ns")"
	done
	say "null part: issue" ns $(($(result t issue_mean_ns) / $1))
	say "null part: worker" ns "$(per worker_cpu_ns)"
	say "null part: softirqs" ns "$(per softirq_cpu_ns)"
	say "null part: interrupts" ns "$(per irq_cpu_ns)"
}

trace() { echo "$1" >$TRACE/events/dmarig/enable; }

round_hw() {
	dmatest_iops "dmatest irq" $hw
	rig "dmarig depth=1 cpu=irq" channel=$hw cpu=irq
	rig "dmarig depth=16 batch=16 cpu=irq" channel=$hw depth=16 batch=16 cpu=irq
	dmatest_iops "dmatest polled" $hw polled=Y
	rig "dmarig depth=1 cpu=any" channel=$hw
	rig "dmarig depth=16 batch=1 cpu=irq" channel=$hw depth=16 cpu=irq
	rig "dmarig depth=1 poll" channel=$hw completion=poll

	dmatest_wall "dmatest 16 KiB" $hw transfer_size=16383
	dmatest_wall "dmatest 16 KiB verified" $hw transfer_size=16383 noverify=N
	rig "dmarig 16 KiB" channel=$hw cpu=irq size=16383
	rig "dmarig 16 KiB verified" channel=$hw cpu=irq size=16383 verify=1
	rig "memcpy 16 KiB" channel=$hw op=cpu size=16383
}

# Nothing moves: what is left is the client's cost and the kernel's.
round_null() {
	dmatest_iops "$1: dmatest irq" $null
	rig "$1: dmarig depth=1 cpu=irq" channel=$null cpu=irq
	rig "$1: dmarig depth=16 batch=16 cpu=irq" channel=$null depth=16 batch=16 cpu=irq
}

round_extras() {
	parts 16
	rig "null: histograms=0" channel=$null depth=16 batch=16 cpu=irq histograms=0
	trace 1
	rig "null: tracepoint on" channel=$null depth=16 batch=16 cpu=irq
	rig "null: tracepoint on + histograms=0" channel=$null depth=16 batch=16 cpu=irq histograms=0
	trace 0
}

round() {
	if [ "$PART" = native ]; then
		round_null native
		rig "native: histograms=0" channel=$null depth=16 batch=16 cpu=irq histograms=0
		trace 1
		rig "native: tracepoint on" channel=$null depth=16 batch=16 cpu=irq
		trace 0
	else
		round_hw
		round_null null
		round_extras
	fi
}

sim_new null engine=null || exit 3
null=$chan
hw=$(sed -n 's/^\(dma[^\t]*\)\txilinx-zynqmp-dma\t.*\tfree\t.*/\1/p' $RIG/channels | sed -n 2p)
[ -n "$hw$(echo "$PART" | grep native)" ] || { echo "perf: no zynqmp_dma channel in this guest" >&2; exit 3; }

block=1
while [ $block -le "$BLOCKS" ]; do
	n=0
	while [ $n -lt "$ROUNDS" ]; do
		round
		n=$((n + 1))
	done
	block=$((block + 1))
done
