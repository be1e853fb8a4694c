#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for perf-growth.sh: how long what needs a kernel takes at several sizes, and what memory
# the tool takes for it. Prints "subject,unit,size,seconds,kib" lines.
#   POINTS (1000 3000 10000), CHANNELS (64 256 1024), WORKERS (8 64)    the sizes

# shellcheck disable=SC2154 # SIM and the others are lib.sh's
# shellcheck source-path=SCRIPTDIR/../../tests/guest source=lib.sh
. /dmarig/tests/guest/lib.sh
: "${POINTS:=1000 3000 10000}" "${CHANNELS:=64 256 1024}" "${WORKERS:=8 64}"

now() { awk '{ printf "%d", $1 * 1000 }' /proc/uptime; }

# The most memory that a process was seen to have, in KiB, once it has ended
peak_of() {
	_kib=0
	while kill -0 "$1" 2>/dev/null; do
		_now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null)
		_kib=${_now:-$_kib}
		sleep 0.05
	done
	echo "$_kib"
}

# said SUBJECT UNIT SIZE MS TIMES KIB: so many took so long
said() { echo "$1,$2,$3,$4,$5,$6" | awk -F , '{ printf "%s,%s,%d,%.5f,%d\n", $1, $2, $3, $4 / 1000 / $5, $6 }'; }

# Five times four of them, and the least counts: the guest's clock is a coarse one, its computer may be busy.
list() {
	_least='' _round=0
	while [ $_round -lt 5 ]; do
		_begin=$(now)
		for _i in 1 2 3 4; do dmarig list >/tmp/listed || return; done
		_ms=$(($(now) - _begin)) _round=$((_round + 1))
		[ -n "$_least" ] && [ "$_least" -le "$_ms" ] || _least=$_ms
	done
	[ "$(grep -c dmarig_sim /tmp/listed)" -eq "$1" ] || return
	said list channels "$1" "$_least" 4 0
}

# Controllers have 64 channels at most.
lists() {
	_sims=0
	for _channels in $CHANNELS; do
		while [ $((_sims * 64)) -lt "$_channels" ]; do
			sim_new "list$_sims" channels=64 || return
			_sims=$((_sims + 1))
		done
		list "$_channels" || return
	done
	while [ $_sims -gt 0 ]; do
		_sims=$((_sims - 1))
		sim_gone "list$_sims"
	done
}

# Points of a millisecond, all of them different. One in whose time a busy host had none for a transfer is a
# failed point, and is a point all the same.
sweep() {
	printf 'warmup_ms=0\nduration_ms=1\nverify=0\nsize=64\nsrc_offset=0..99:+1\nseed=1..%d:+1\n' \
		$(($1 / 100)) >/tmp/sweep.conf
	_begin=$(now)
	dmarig sweep /tmp/sweep.conf channel="$chan" --no-samples -o /tmp/swept >/tmp/said 2>&1 &
	_kib=$(peak_of $!)
	[ "$(wc -l </tmp/swept/sweep.csv)" -eq $(($1 + 2)) ] || { tail -n 3 /tmp/said >&2; return 1; }
	said sweep points "$1" $(($(now) - _begin)) 1 "$_kib"
	rm -rf /tmp/swept
}

sweeps() {
	sim_new swept engine=null || return
	for _points in $POINTS; do
		sweep "$_points" || return
	done
	sim_gone swept
}

# Each worker has a channel of its own, and does as many transfers.
run() {
	_any=any
	while [ "$(printf %s "$_any" | tr , '\n' | grep -c .)" -lt "$1" ]; do _any=$_any,any; done
	_begin=$(now)
	[ "$(point channel="$_any" verify=0 size=64 duration_ms=0 transfers=2000 warmup_ms=0)" = "done" ] || {
		run_error t >&2
		return 1
	}
	[ "$(result t workers)" -eq "$1" ] || return
	said run workers "$1" $(($(now) - _begin)) 1 0
}

runs() {
	sim_new run channels=64 engine=null || return
	for _workers in $WORKERS; do
		run "$_workers" || return
	done
	sim_gone run
}

lists && sweeps && runs
