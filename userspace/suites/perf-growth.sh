#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Do costs grow no faster than the work? compare and report on made-up sweeps of several sizes, on this
# computer; list, sweep and run in a guest that is a program; trace on parts of one recording. Lines go to
# results/perf-growth.csv, tables with the fitted exponents to stdout. Status 1 when one falls short.
#
#   ROWS (12500 25000 50000 100000)    of the sweeps
#   ROUNDS (3)                         how often, of which the least counts
#   TRANSFERS (800000)                 of the recorded trace; each makes about 13 events
#   DAT                                a trace.dat that is there already

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work" "$top/results/perf-growth-trace"' EXIT
tool=$top/build/tool-native/dmarig
raw=$work/raw

# peak_of_child PID: the most memory of its own that the child of a process was seen to have, in KiB, until
# there are its times; what of a file is mapped is the page cache's
peak_of_child() {
	local kib=0 child key value

	until [[ -s $work/times ]]; do
		child=$(<"/proc/$1/task/$1/children") || break
		while read -r key value _; do
			[[ $key != RssAnon: ]] || ((value <= kib)) || kib=$value
		done <"/proc/${child% }/status" || :
		sleep 0.02
	done 2>/dev/null
	echo "$kib"
}

# measure SUBJECT UNIT SIZE COMMAND...: its seconds of processor, with those of gnuplot if it calls it, and
# the most memory it was seen to have. That it finds regressions is no failure.
measure() {
	local what=$1,$2,$3 kib pid status=0
	local TIMEFORMAT='%U %S'
	shift 3

	: >"$work/times"
	(time "$@" >"$work/out" 2>"$work/err") 2>"$work/times" &
	pid=$!
	kib=$(peak_of_child "$pid")
	wait "$pid" || status=$?
	((status <= 1)) || die 3 "$1 failed: $(tail -n 1 "$work/err")"
	awk -v what="$what" -v kib="$kib" '{ printf "%s,%.4f,%d\n", what, $1 + $2, kib }' "$work/times" >>"$raw"
}

# sweep_of ROWS FASTER: two of them, and not again if it is there
sweep_of() {
	local dir=$work/$1-$2

	echo "$dir"
	[[ ! -d $dir ]] || return 0
	mkdir "$dir"
	awk -v rows="$1" -v reps=12 -v faster="$2" -v seed="$2" -f "$suites/perf-growth-rows.awk" \
		"$top/results/reference/sweep.csv" >"$dir/sweep.csv"
	sed 's/^status:.*/status: complete/' "$top/results/reference/meta.txt" >"$dir/meta.txt"
}

of_rows() {
	local rows old new

	export DMARIG_PLOTS=$top/userspace/plots
	for rows in ${ROWS:-12500 25000 50000 100000}; do
		old=$(sweep_of "$rows" 1) new=$(sweep_of "$rows" 1.1)
		measure "compare" rows "$rows" "$tool" compare "$old" "$new" --no-plots
		measure "report" rows "$rows" "$tool" report "$old" --no-plots
		measure "report and figures" rows "$rows" "$tool" report "$old" --plots "$work/plots"
	done
}

in_a_guest() {
	MACHINE=uml FLAVOUR=perf CLOCK=host TIMEOUT=1800 CMD="$(cat "$suites/perf-growth-guest.sh")" \
		"$vm/run.sh" >>"$raw" || die 3 "the part in a guest failed"
}

record() {
	rm -rf "$top/results/perf-growth-trace"
	# shellcheck disable=SC2016 # the guest expands it
	MACHINE=uml FLAVOUR=perf CLOCK=host TIMEOUT=900 CMD='. /dmarig/tests/guest/lib.sh
		sim_new perf engine=null &&
		dmarig run channel=$chan verify=0 size=64 transfers='"${TRANSFERS:-800000}"' \
			duration_ms=0 --no-samples --buffer-kb 16384 --trace-dat -o /results/perf-growth-trace' \
		"$vm/run.sh" >"$work/guest.log" 2>&1 || die 3 "no trace: $(tail -n 1 "$work/guest.log")"
	mv "$top/results/perf-growth-trace/trace.dat" "$work/trace.dat"
}

# The whole recording, a third of it and a tenth
of_events() {
	local dat=${DAT:-$work/trace.dat} events part

	[[ -n ${DAT:-} ]] || record
	"$tool" trace "$dat" -o "$work/whole" >"$work/out" 2>&1 || die 3 "no trace: $(tail -n 1 "$work/out")"
	events=$(sed -n 's/^dmarig: \([0-9]*\) events.*/\1/p' "$work/out")
	for part in 10 3; do
		trace-cmd split -i "$dat" -o "$work/part$part" -e $((events / part)) >/dev/null 2>&1 ||
			die 3 "trace-cmd split failed"
		rm -rf "$work/result"
		measure "trace" events $((events / part)) "$tool" trace "$work/part$part.1" -o "$work/result"
	done
	rm -rf "$work/result"
	measure "trace" events "$events" "$tool" trace "$dat" -o "$work/result"
}

main() {
	local round status=0

	make -s -C "$top" -f userspace/scripts/tool.mk OUT=build/tool-native
	say "growth: compare and report of up to 100000 rows, ${ROUNDS:-3} rounds; then a guest"
	for ((round = 0; round < ${ROUNDS:-3}; round++)); do
		of_rows
	done
	in_a_guest
	for ((round = 0; round < ${ROUNDS:-3}; round++)); do
		[[ ! -e $work/trace.dat ]] || DAT=$work/trace.dat
		of_events
	done
	mkdir -p "$top/results"
	{ echo "subject,unit,size,seconds,kib"; cat "$raw"; } >"$top/results/perf-growth.csv"
	awk -f "$suites/perf-growth.awk" "$raw" || status=1
	return "$status"
}

main
