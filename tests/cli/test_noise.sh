#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# noise: a run with a fio at the same time, or a sentence when there is none. The fio here is a script
# that prints a real one's output, and ends at a signal.
# shellcheck disable=SC2086 # $quick is several words
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

mkdir "$root/bin"
# fio_says STATUS FIGURES [LAST]: a fio that prints FIGURES, and the LAST when told to end; with a STATUS it ends at once
fio_says() {
	cat >"$root/bin/fio" <<-END
		#!/bin/bash
		trap 'echo "${3:-$2}"; exit 128' INT
		echo \$\$ >>"$root/pids"
		echo "$2"
		if [ -n "$1" ]; then echo "fio: it is broken" >&2; exit $1; fi
		while :; do sleep 0.02; done
	END
	chmod +x "$root/bin/fio"
}

# A line of version 3: error, KiB/s and operations a second read, and of one CPU
line() {
	awk -v e="$1" -v b="$2" -v i="$3" -v c="$4" 'BEGIN {
		for (n = 1; n <= 130; n++)
			printf "%s;", n == 1 ? 3 : n == 2 ? "fio-3.33" : n == 5 ? e : n == 7 ? b : n == 8 ? i : n == 88 ? c "%" : 0
	}'
}

# What nobody waits for stays as a zombie where PID 1 is no init.
# shellcheck disable=SC2317 # check calls it
none_left() { ! ps -o state= -p "$(paste -sd, "$root/pids")" | grep -qv Z; }

try run $quick noise=memry
says "a noise there is not names the nearest and all" 2 'noise=memry' 'did you mean memory' 'jobs: .*block'
PATH=/nowhere try run $quick noise=memory
says "no fio: one sentence and what to do" 3 '^dmarig: fio is not installed: apt install fio$'
check "and nothing was started" no_runs_left
PATH=/nowhere try fio -- x
says "the same for dmarig fio" 3 '^dmarig: fio is not installed: apt install fio$'
try fio channel=dma0chan0
says "dmarig fio wants something for fio to do" 2 'what shall fio do'
try fio size=64 -- x
says "a knob that fio decides is refused" 2 'size=64 with expose=16777216'

PATH=$root/bin:$PATH
fio_says "" "$(line 0 2048 512 41.5)"
try run $quick noise=memory -o -
says "a run beside fio ends well" 0
check "what fio did is in the row" test "$(cell "$root/out" 1 noise_bytes_per_s) $(cell "$root/out" 1 noise_iops) $(cell "$root/out" 1 noise_cpu_percent)" = "2097152 512 41.5"
check "and which it was" test "$(cell "$root/out" 1 noise)" = memory
check "it is gone" none_left
try run $quick -o -
check "without noise there are no figures" test "$(cell "$root/out" 1 noise)$(cell "$root/out" 1 noise_iops)" = none

printf '[global]\nwarmup_ms=0\nduration_ms=20\nsize=1k,4k,16k\n[noise]\nnoise=none,memory\n' >"$root/noise.conf"
try sweep "$root/noise.conf" --no-samples -o "$root/swept"
says "a sweep has points with it and without" 0
check "half of them" test "$(grep -c ',memory,' "$root/swept/sweep.csv")" = 3
if command -v gnuplot >/dev/null; then
	try report "$root/swept"
	check "a figure shows both" grep -q 'noise=memory' "$root"/swept/plots/noise-*.svg
else
	report "" "a figure shows both # SKIP gnuplot is not installed"
fi

fio_says 1 ""
try run $quick noise=cpu -o -
says "a fio that never begins: nothing is measured" 1 'noise=cpu: fio ended before it began: fio: it is broken'
fio_says 1 "$(line 0 1 1 1)"
sed -i 's/^if/sleep 0.3; if/' "$root/bin/fio"
try run warmup_ms=0 duration_ms=1500 noise=cpu -o -
says "a fio that ends early fails the row" 1
check "which says so" test "$(cell "$root/out" 1 status)" = failed
check "and has no figures" test -z "$(cell "$root/out" 1 noise_iops)"
fio_says "" "$(line 0 1 1 1)" "$(line 5 1 1 1)"
try run $quick noise=cpu -o -
says "a fio that says it failed fails the row" 1
check "and the row says so" grep -q 'noise=cpu: fio failed, or did nothing' "$root/out"
fio_says "" "$(line 0 1 1 1)"
rm "$root/pids"
LD_PRELOAD=$fake "$TOOL" run warmup_ms=0 duration_ms=60000 noise=cpu >/dev/null 2>&1 &
wait_until test -s "$root/pids"
kill -9 $! && wait $! 2>/dev/null
check "it does not outlive a tool that is killed" wait_until none_left
end
