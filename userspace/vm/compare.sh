#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make prove-compare: does dmarig compare see what is there, and only that? Simulated engines whose
# truth is known are measured in a guest, COMPARISONS times, and compared here: two that are equal, one
# 5 % slower, one whose every transfer takes 10 % longer. Status 1 when equal ones are flagged in more
# than 5 of 100, or one of the others in fewer than 95. Takes minutes.
#
#   COMPARISONS (100) REPS (20)

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

: "${COMPARISONS:=100}" "${REPS:=20}"

# In the guest: an engine that is busy all the time, and one that is waited for each time. The clock
# counts instructions (see ci.sh), so the host's other load is no difference between two sweeps.
# shellcheck disable=SC2016 # expanded in the guest
measure='. /dmarig/tests/guest/lib.sh
mkdir -p $out
engine() {
	name=$1
	shift
	sim_new engine "$@" || exit 3
}
sweep() {
	printf "reps=$reps\nverify=0\nwarmup_ms=2\nduration_ms=20\ncpu=irq\n$2" |
		dmarig sweep - channel=$chan --no-samples -o $out/$i-$name-$1 2>/dev/null >/dev/null
}
i=0
while [ $i -lt $comparisons ]; do
	i=$((i + 1))
	for name in old equal; do
		engine $name latency_ns=0 bandwidth_mbps=400 && sweep busy "size=64k\ndepth=4\n"
		engine $name latency_ns=300000 bandwidth_mbps=4000 && sweep waited "size=4k\ndepth=1\n"
	done
	engine slower latency_ns=0 bandwidth_mbps=380 && sweep busy "size=64k\ndepth=4\n"
	engine later latency_ns=335000 bandwidth_mbps=4000 && sweep waited "size=4k\ndepth=1\n"
done'

# flagged NEW KIND WORD: in how many comparisons of KIND is NEW flagged as WORD, a pattern?
flagged() {
	local i nr=0

	for ((i = 1; i <= COMPARISONS; i++)); do
		"$top/build/tool-native/dmarig" compare "$dir/$i-old-$2" "$dir/$i-$1-$2" --no-plots 2>/dev/null |
			grep -Eq " ($3), fails\$" && nr=$((nr + 1))
	done
	echo "$nr"
}

# verdict WHAT FLAGGED AT-LEAST AT-MOST: both limits of 100
verdict() {
	if (($2 * 100 >= $3 * COMPARISONS && $2 * 100 <= $4 * COMPARISONS)); then
		echo "ok - $1: flagged in $2 of $COMPARISONS"
	else
		echo "not ok - $1: flagged in $2 of $COMPARISONS, want $3 to $4 of 100"
		return 1
	fi
}

main() {
	local status=0

	make -s -C "$top" tool
	dir=$top/results/prove-compare
	rm -rf "$dir"
	say "measuring $COMPARISONS times: simulated engines, flavour perf"
	MACHINE=virt FLAVOUR=perf ACCEL=tcg QEMU_EXTRA='-icount shift=1,sleep=off' TIMEOUT=3000 \
		CMD="out=/dmarig/results/prove-compare comparisons=$COMPARISONS reps=$REPS; $measure" \
		"$top/userspace/vm/run.sh"
	verdict "equal, busy" "$(flagged equal busy 'slower|later')" 0 5 || status=1
	verdict "equal, waited for" "$(flagged equal waited 'slower|later')" 0 5 || status=1
	verdict "5 % slower" "$(flagged slower busy slower)" 95 100 || status=1
	verdict "p99 10 % later" "$(flagged later waited later)" 95 100 || status=1
	exit "$status"
}

main
