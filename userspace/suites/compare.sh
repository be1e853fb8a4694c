#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make prove-compare: does dmarig compare flag real differences, and no others? Simulated engines whose
# truth is known are swept SWEEPS times each in a guest, in turn; then every sweep of one is compared
# with every sweep of another: equal ones, one that is 5 % slower, one whose transfers take 10 % longer.
# Status 1 when equal ones are flagged in more than 5 of 100 comparisons, others in fewer than 95.
#
#   SWEEPS (10) REPS (20)

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${SWEEPS:=10}" "${REPS:=20}"
dir=$top/results/prove-compare

# In the guest: an engine that is busy all the time, and one that is waited for each time. The clock
# counts instructions (see ci.sh), so the host's other load is no difference between two sweeps.
# shellcheck disable=SC2016 # expanded in the guest
measure='. /dmarig/tests/guest/lib.sh
mkdir -p $out
# engine NAME KNOBS ATTRIBUTES...: sweep one, into NAME-$i
engine() {
	name=$1 knobs=$2
	shift 2
	sim_new engine "$@" || exit 3
	printf "reps=$reps\nverify=0\nwarmup_ms=2\ncpu=irq\n$knobs" |
		dmarig sweep - channel=$chan --no-samples -o $out/$name-$i >/dev/null 2>&1 || exit
}
i=0
while [ $i -lt $sweeps ]; do
	i=$((i + 1))
	engine busy "size=64k\ndepth=4\nduration_ms=20\n" latency_ns=0 bandwidth_mbps=400
	engine slower "size=64k\ndepth=4\nduration_ms=20\n" latency_ns=0 bandwidth_mbps=380
	engine waited "size=4k\ndepth=1\nduration_ms=150\n" latency_ns=300000 bandwidth_mbps=4000
	engine later "size=4k\ndepth=1\nduration_ms=150\n" latency_ns=332000 bandwidth_mbps=4000
done'

# is_flagged OLD NEW WORDS: does it fail with one of these words, a pattern?
is_flagged() {
	local table

	table=$("$top/build/tool-native/dmarig" compare "$1" "$2" --no-plots 2>/dev/null) || true
	[[ $table =~ \ ($3),\ fails ]]
}

# verdict OLD NEW WORDS AT-LEAST AT-MOST: how often, and is that within both limits of 100?
verdict() {
	local i j all=0 flagged=0

	for ((i = 1; i <= SWEEPS; i++)); do
		for ((j = 1; j <= SWEEPS; j++)); do
			[[ $1 != "$2" ]] || ((i < j)) || continue
			all=$((all + 1))
			! is_flagged "$dir/$1-$i" "$dir/$2-$j" "$3" || flagged=$((flagged + 1))
		done
	done
	if ((flagged * 100 >= $4 * all && flagged * 100 <= $5 * all)); then
		echo "ok - $2 beside $1: flagged in $flagged of $all comparisons"
	else
		echo "not ok - $2 beside $1: flagged in $flagged of $all comparisons, want $4 to $5 of 100"
		return 1
	fi
}

main() {
	local status=0

	make -s -C "$top" tool
	rm -rf "$dir"
	say "sweeping four simulated engines $SWEEPS times, flavour perf"
	MACHINE=virt FLAVOUR=perf CLOCK=instructions ICOUNT_SHIFT=1 TIMEOUT=3000 \
		CMD="out=/dmarig/results/prove-compare sweeps=$SWEEPS reps=$REPS; $measure" \
		"$vm/run.sh"
	verdict busy busy 'slower|later' 0 5 || status=1
	verdict waited waited 'slower|later' 0 5 || status=1
	verdict busy slower slower 95 100 || status=1
	verdict waited later later 95 100 || status=1
	exit "$status"
}

main
