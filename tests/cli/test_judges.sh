#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The judges of make perf and make mutation: figures at their limits pass, and a figure just beyond each
# limit fails.
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

suites=$(dirname "$0")/../../userspace/suites

# judge NAME ARGS...: what a script makes of $root/in
judge() {
	status=0
	awk -F , -f "$suites/$1.awk" "$root/in" >"$root/out" 2>"$root/err" || status=$?
}

# What perf-guest.sh and the others print: block, subject, unit, value. Two blocks whose medians differ.
good_perf() {
	cat <<-X
		1,dmatest irq,transfers_per_s,1000
		1,dmarig depth=1 cpu=irq,transfers_per_s,900
		1,dmarig depth=1 cpu=irq,transfers_per_s,1201
		1,dmarig depth=1 cpu=irq,transfers_per_s,1300
		2,dmarig depth=1 cpu=irq,transfers_per_s,1000
		1,dmarig depth=16 batch=16 cpu=irq,transfers_per_s,3001
		1,dmatest 16 KiB,wall_cs_6000,100
		1,dmatest 16 KiB verified,wall_cs_6000,581
		1,dmarig 16 KiB,transfers_per_s,10000
		1,dmarig 16 KiB verified,transfers_per_s,5000
		1,memcpy 16 KiB,transfers_per_s,20000
		1,null: dmatest irq,transfers_per_s,10000
		1,null: dmarig depth=16 batch=16 cpu=irq,transfers_per_s,50000
		1,null: histograms=0,transfers_per_s,60000
		1,null: tracepoint on,transfers_per_s,40000
		1,null: tracepoint on + histograms=0,transfers_per_s,45000
		1,streaming: dmarig map,ns,2310
		1,streaming: dmarig unmap,ns,2079
		1,streaming: dma_map_benchmark map,ns,2000
		1,streaming: dma_map_benchmark unmap,ns,2000
		1,a point of a sweep on the clock: instructions,us,5000
		1,a point of a sweep on the clock: host,us,4999
	X
}

# perf SUBJECT VALUE [LINE]: the good figures, but this subject's; or one line more
perf() {
	good_perf | awk -F , -v OFS=, -v subject="$1" -v value="$2" '
		$2 == subject { $4 = value } { print }' >"$root/in"
	[ -z "${3:-}" ] || echo "$3" >>"$root/in"
	judge perf
}

# short_at WHAT: perf called this, and nothing else, too bad
short_at() {
	[ "$status" -eq 1 ] && [ "$(grep -c 'FALLS SHORT' "$root/out")" -eq 1 ] &&
		grep 'FALLS SHORT' "$root/out" | grep -qE -- "$1"
}

perf none 0
check "figures at all limits pass" test "$status" -eq 0 -a -s "$root/out"
check "the best of the medians counts" out_has '^  dmarig depth=1 cpu=irq +1201 transfers_per_s$'
check "a ratio is said with its limit" out_has 'depth 1, irq +1\.20 x  \(want 1\.2 x\)$'
perf 'dmarig depth=1 cpu=irq' 1199
check "depth 1 below 1.2 times dmatest falls short" short_at 'depth 1, irq +1\.20 x'
perf 'dmarig depth=16 batch=16 cpu=irq' 2999
check "depth 16 below 3 times dmatest falls short" short_at 'depth 16, issued 16 at a time +3\.00 x'
perf 'dmatest 16 KiB verified' 579
check "fill plus verify below 8 times dmatest's speed falls short" short_at 'dmarig against dmatest +7\.98 x'
perf 'streaming: dmarig map' 2311
check "a mapping 1.1 times the benchmark's falls short" short_at 'streaming +map '
perf 'streaming: dmarig unmap' 1889
check "one below 0.9 times it does too" short_at 'streaming +unmap '
good_perf | sed '/streaming: dma_map/s/,2000/,800/' >"$root/in"
judge perf
check "what is too short to compare is no success" short_at 'nothing took long enough'
for clock in instructions host; do
	perf "a point of a sweep on the clock: $clock" 5001
	check "a point above 5 ms on the clock $clock falls short" short_at "clock: $clock"
	good_perf | grep -v "clock: $clock" >"$root/in"
	judge perf
	check "one that was not measured, too" short_at "clock: $clock"
done
: >"$root/in"
judge perf
check "no figures at all fail" test "$status" -ne 0

# native SUBJECT VALUE: the part on this computer's own processor, at its limits, but this subject's
native() {
	{ good_perf
	  awk -F , -v OFS=, -v subject="native: $1" -v value="$2" '$2 == subject { $4 = value } { print }' <<-X
		1,native: dmatest irq,transfers_per_s,100000
		1,native: dmarig depth=1 cpu=irq,transfers_per_s,200000
		1,native: dmarig depth=16 batch=16 cpu=irq,transfers_per_s,400000
		1,native: histograms=0,transfers_per_s,410000
		1,native: tracepoint on,transfers_per_s,377400
	X
	} >"$root/in"
	judge perf
}

native none 0
check "the native part at its limits passes" test "$status" -eq 0
check "and is said" out_has '^  dmatest +10000 ns$'
native 'dmarig depth=1 cpu=irq' 199000
check "half of dmatest's time at depth 1 is the most" short_at "depth 1, of dmatest's +0\.50 x"
native 'dmarig depth=16 batch=16 cpu=irq' 398000
check "a quarter at depth 16" short_at "depth 16, of dmatest's +0\.25 x"
native 'histograms=0' 418000
check "100 ns for histograms" short_at 'histograms on against off +108 ns'
native 'tracepoint on' 376000
check "150 ns for the tracepoint" short_at 'tracepoint on against off +160 ns'

# growth SUBJECT FACTOR MEMORY: figures of what grows with its size alone, and as large as it may be, but
# this subject's time by a factor and its memory to a power
growth() {
	awk -v OFS=, -v subject="$1" -v factor="$2" -v power="$3" '
		function put(what, n, s, kib) {
			print what, "rows", n, s * (what == subject ? factor : 1), kib * (what == subject ? n ^ power : 1)
		}
		BEGIN {
			for (n = 1000; n <= 100000; n *= 10) {
				put("compare", n, n / 1e4, n * 10.48576)
				put("report", n, n / 1e4, n)
				put("report and figures", n, n / 1e3, n)
				put("list", n, n / 1e6, 0)
				put("sweep", n, n / 1e3, 2000)
				put("run", n, n / 1e3, 0)
				put("trace", n, n / 1e6, 3000)
			}
		}' >"$root/in"
	judge perf-growth
}

growth none 1 0
check "what grows with the work passes" test "$status" -eq 0
check "with its exponent" test "$(grep -c 'exponent of time 1\.00' "$root/out")" -eq 7
growth compare 1.01 0
check "compare of more than 10 s falls short" short_at '100000: 10\.1 s'
growth report 1.01 0
check "report as well" short_at '100000: 10\.1 s'
growth list 1.01 0
check "and list of more than 0.1 s" short_at '100000: 0\.101 s'
growth compare 1 0.001
check "compare of more than 1 GiB falls short" short_at '100000: 1035 MiB'
growth sweep 1 0.099
check "memory may grow by a hair" test "$status" -eq 0
growth sweep 1 0.11
check "but a sweep's no more" short_at 'exponent of memory 0\.11'
growth trace 1 0.11
check "nor a trace's" short_at 'exponent of memory 0\.11'
for power in 1.09 1.11; do
	growth none 1 0
	awk -F , -v OFS=, -v power=$power '$1 == "run" { $4 = $3 ^ power } { print }' "$root/in" >"$root/grown"
	mv "$root/grown" "$root/in"
	judge perf-growth
	if [ $power = 1.09 ]; then
		check "time may grow with the power 1.09" test "$status" -eq 0
	else
		check "but not with 1.11" short_at 'exponent of time 1\.11'
	fi
done
growth none 1 0
sed -n 'p; s/^run,rows,1000,1,0/run,rows,1000,9,0/p' "$root/in" >"$root/twice"
mv "$root/twice" "$root/in"
judge perf-growth
check "of two rounds the quicker counts" test "$status" -eq 0
growth none 1 0
sed -i '/^trace/d' "$root/in"
judge perf-growth
check "what was not measured falls short" short_at 'trace was not measured'
growth none 1 0
sed -i '/^run,rows,1000,/d; /^run,rows,10000,/d' "$root/in"
judge perf-growth
check "what has one size, too" short_at 'one size has no exponent'

# mutation CAUGHT OF RATE [BY]: so many faults of so many were caught, the first by a rule BY
mutation() {
	{ echo '# dmarig-csv 1'
	  echo 'fault,rate,caught,by,meant,transfers,committed,seconds,said,help,passed_over'
	  awk -v caught="$1" -v of="$2" -v rate="$3" -v by="${4:-}" 'BEGIN {
		for (i = 1; i <= of; i++)
			printf("fault%d,%d,%s,%s,rule%d,10,%d,0.1,said,help,0\n", i, rate,
				i <= caught ? "yes" : "no",
				i > caught ? "" : i == 1 && by != "" ? by : "rule" i, i, i == of && of < 20 ? 0 : 1) }'
	} >"$root/in"
	judge mutation
}

mutation 95 100 1000
check "95 of 100 caught at 1 in 1000 is enough" test "$status" -eq 0
check "it is counted" out_has '^1 in 1000: 95 of 100 faults caught \(95\.0 %\), 95 by the rule that is meant to$'
check "who escaped is named" out_has '^  escaped: fault96 fault97 fault98 fault99 fault100$'
mutation 94 100 1000
check "94 of 100 are too few" test "$status" -eq 1
mutation 94 100 1
check "at every transfer as well" test "$status" -eq 1
mutation 10 100 10000
check "at 1 in 10000 nothing is asked for" test "$status" -eq 0
mutation 3 3 1 other
check "caught by another rule is caught" test "$status" -eq 0
check "and named" out_has '^  caught by another rule: fault1\(other\)$'
mutation 2 3 1
check "what was never committed was not caught" test "$status" -eq 1
check "and is named apart" out_has '^  never committed: fault3$'
end
