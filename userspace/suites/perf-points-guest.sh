#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for perf.sh: what a point of a sweep costs beyond its own time, on a simulated
# controller. Prints "block,subject,unit,value" lines, like perf-guest.sh; BLOCKS and ROUNDS as there.
#   CLOCK    what this guest's time is, for the subject

# shellcheck disable=SC2154 # chan is what sim_new leaves
# shellcheck source-path=SCRIPTDIR/../../tests/guest source=lib.sh
. /dmarig/tests/guest/lib.sh
: "${BLOCKS:=3}" "${ROUNDS:=5}" "${CLOCK:=host}"

# How long so many repetitions of a point of 10 ms take, in ms. One in whose 10 ms a busy host had no
# time for a transfer is a failed point, and took its time all the same.
sweep_ms() {
	_begin=$(awk '{ printf "%d", $1 * 1000 }' /proc/uptime)
	printf 'warmup_ms=0\nduration_ms=10\nverify=0\n' | DMARIG_RESULTS=/tmp/results \
		dmarig sweep - channel="$chan" --reps "$1" --no-samples >/dev/null 2>/tmp/said
	[ $? -le 1 ] || { cat /tmp/said >&2; return 1; }
	awk -v begin="$_begin" '{ printf "%d", $1 * 1000 - begin }' /proc/uptime
	rm -rf /tmp/results
}

# 200 points more; starting and ending the tool is no point's.
round() {
	_one=$(sweep_ms 1) && _many=$(sweep_ms 201) || return
	echo "$block,a point of a sweep on the clock: $CLOCK,us,$(((_many - _one - 2000) * 5))"
}

sim_new points || exit 3

block=1
while [ "$block" -le "$BLOCKS" ]; do
	n=0
	while [ $n -lt "$ROUNDS" ]; do
		round
		n=$((n + 1))
	done
	block=$((block + 1))
done
