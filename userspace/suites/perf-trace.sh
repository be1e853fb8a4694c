#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# How many events a second dmarig trace reads, joins and writes on one core of this computer, beside
# trace-cmd report of the same file. The file is recorded in a guest, on a simulated channel. The
# memory it takes for all of it stands beside that for a quarter. Status 1 when it does not keep up with
# 500,000, or memory grows with the trace.
#
#   RECORD_MS (20000)    how long is recorded
#   ROUNDS (5)           how often each reads the file, in turn; the median counts
#   DAT                  a trace.dat that is there already

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

wanted=500000
work=$(mktemp -d)
trap 'rm -rf "$work" "$top/results/perf-trace"' EXIT

# Nothing else is written in the guest: what takes long there is the recording.
record() {

	rm -rf "$top/results/perf-trace"
	say "perf-trace: recording in a guest"
	# shellcheck disable=SC2016 # the guest expands it
	MACHINE=virt FLAVOUR=perf TIMEOUT=600 CMD='. /dmarig/tests/guest/lib.sh
		sim_new perf engine=null &&
		dmarig run channel=$chan verify=0 size=64 duration_ms='"${RECORD_MS:-20000}"' \
			--no-samples --buffer-kb 16384 --trace-dat -o /results/perf-trace' \
		"$vm/run.sh" >"$work/guest.log" 2>&1 || { tail -n 5 "$work/guest.log"; die 3 "no trace could be recorded"; }
	mv "$top/results/perf-trace/trace.dat" "$work/trace.dat"
}

# seconds COMMAND...: of processor and waiting, on one core
seconds() {
	local begin=$EPOCHREALTIME

	taskset -c 0 "$@" >"$work/out" 2>"$work/err" || die 3 "$1 failed: $(tail -n 1 "$work/err")"
	awk -v begin="$begin" -v end="$EPOCHREALTIME" 'BEGIN { print end - begin }'
}

median() { sort -n | awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'; }

# peak COMMAND...: the most memory of its own it was seen to have, in KiB; what of the file is mapped is
# the page cache's
peak() {
	local kib=0 pid now

	"$@" >/dev/null 2>"$work/err" &
	pid=$!
	while now=$(awk '/^RssAnon/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now ]]; do
		((now <= kib)) || kib=$now
		sleep 0.01
	done
	wait "$pid" || die 3 "$1 failed: $(tail -n 1 "$work/err")"
	echo "$kib"
}

# bounded DAT TOOL EVENTS: what of the memory is there for the events; a tenth of it may be chance
bounded() {
	local dat=$1 tool=$2 events=$3 part whole

	trace-cmd split -i "$dat" -o "$work/part" -e $((events / 4)) >/dev/null 2>&1 ||
		die 3 "trace-cmd split failed"
	part=$(peak "$tool" trace "$work/part.1" -o "$work/quarter")
	whole=$(peak "$tool" trace "$dat" -o "$work/whole")
	echo "  memory: $part KiB for a quarter of the events, $whole KiB for all"
	((whole * 10 < part * 11))
}

main() {
	local dat=${DAT:-$work/trace.dat} tool=$top/build/tool-native/dmarig round events status=0

	[[ -n ${DAT:-} ]] || record
	make -s -C "$top" -f userspace/scripts/tool.mk OUT=build/tool-native
	for ((round = 0; round < ${ROUNDS:-5}; round++)); do
		rm -rf "$work/result"
		seconds "$tool" trace "$dat" -o "$work/result" >>"$work/dmarig"
		events=$(sed -n 's/^dmarig: \([0-9]*\) events.*/\1/p' "$work/err")
		seconds trace-cmd report -i "$dat" >>"$work/trace-cmd"
	done
	awk -v events="$events" -v ours="$(median <"$work/dmarig")" \
		-v theirs="$(median <"$work/trace-cmd")" -v wanted=$wanted 'BEGIN {
		printf "dmarig trace: %d events/s; trace-cmd report: %d events/s; ratio %.1f (%d events)\n",
			events / ours, events / theirs, theirs / ours, events
		exit events / ours < wanted }' || status=1
	bounded "$dat" "$tool" "$events" || status=1
	return "$status"
}

main
