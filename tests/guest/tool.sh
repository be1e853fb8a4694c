#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The tool against the real module: its output and status, samples from ftrace, and the cleaning up after
# a tool that was killed.
. "${0%/*}/lib.sh"

if ! command -v dmarig >/dev/null; then
	skip "the tool" "no dmarig in this guest"
	finish
	exit
fi
out=/tmp/tool
export DMARIG_MACHINE=guest	# what the device tree says may have a comma
any_chan

# status WANT COMMAND...: runs it and compares the exit status; output in $out
status() {
	_want=$1
	shift
	"$@" >$out 2>&1
	is $? "$_want" || { sed 's/^/# /' $out; return 1; }
}

# A run's directory of the tool, or nothing.
runs_left() { find $RIG -mindepth 1 -maxdepth 1 -type d | grep -c .; }

# is_live: the tool has a run that is
is_live() { grep -q 1 $RIG/tool-*/live; }

# column NAME FILE: that cell of the last row
column() {
	awk -F, -v name="$1" 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
			      NR > 2 { cell = $at } END { print cell }' "$2"
}

# said NAME: the version that a loaded module says
said() { cat "/sys/module/$1/version"; }
version=$(dmarig --version | sed "s/^dmarig //; s/,.*//")
for module in dmarig dmarig_sim dmarig_edu; do
	if [ -d /sys/module/$module ]; then
		check "$module is of the version of the tool" is "$(said $module)" "$version"
	fi
done

check "doctor says that a run could be made" status 0 dmarig doctor
check "list names the channel" sh -c "dmarig list | grep -q '^$chan '"
check "a good run is 0" status 0 dmarig run channel="$chan" duration_ms=100 warmup_ms=10
check "an unknown channel is 2" status 2 dmarig run channel=dma99chan9
check "an unknown knob is 2" status 2 dmarig run channel="$chan" siez=4k
check "and the nearest is named" grep -q "size" $out

rm -rf /tmp/r
check "a run with samples" status 0 dmarig run channel="$chan" transfers=500 duration_ms=0 -o /tmp/r
check "one row a transfer and two of headings" is "$(wc -l </tmp/r/samples.csv)" 502
check "none was lost" is "$(column samples_missed /tmp/r/sweep.csv)" 0
check "the row says what dma-debug was" is "$(column dma_debug /tmp/r/sweep.csv)" \
	"$([ -d $DMA_DEBUG ] && echo on || echo absent)"
check "and that it and the kernel's log stayed clean" \
	is "$(column dma_debug_errors /tmp/r/sweep.csv)$(column dma_debug_leaks /tmp/r/sweep.csv) $(column kernel_log /tmp/r/sweep.csv)" \
	"$([ -d $DMA_DEBUG ] && echo 00) 0"
# shellcheck disable=SC2016 # for awk
check "total is no less than its parts, in every sample" awk -F, '
	NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
	NR > 2 { sum = $at["map_ns"] + $at["prep_ns"] + $at["submit_ns"] + $at["issue_ns"] +
		       $at["device_ns"] + $at["wake_ns"] + $at["unmap_ns"]
		 if ($at["total_ns"] < sum) bad++ }
	END { exit bad > 0 }' /tmp/r/samples.csv

sim_new other
rm -rf /tmp/a /tmp/b
dmarig run channel="$chan" transfers=300 duration_ms=0 -o /tmp/a >/dev/null 2>&1 &
first=$!
any_chan
dmarig run channel="$chan" transfers=200 duration_ms=0 -o /tmp/b >/dev/null 2>&1
check "two tools at once: both measure" wait $first
check "and each has its own samples" \
	is "$(wc -l </tmp/a/samples.csv) $(wc -l </tmp/b/samples.csv)" "302 202"
sim_gone other

any_chan
run_new holder channel="$chan" duration_ms=60000
put $RIG/holder/live 1
check "a busy channel is 3" status 3 dmarig run channel="$chan"
check "and its holder is named" grep -q holder $out
put $RIG/holder/live 0
rmdir $RIG/holder

dmarig run channel="$chan" duration_ms=60000 >/dev/null 2>&1 &
tool=$!
check "a run of the tool begins" wait_until is_live
check "the only one" is "$(runs_left)" 1
kill -9 $tool
wait $tool 2>/dev/null
check "killed for good, it leaves the run" is "$(runs_left)" 1
check "which the next start removes, and measures" status 0 dmarig run channel="$chan" duration_ms=100
check "nothing is left then" is "$(runs_left)" 0

cat >/tmp/long.conf <<END
[long]
channel = $chan
duration_ms = 1500
size = 64,4k,64k,256k
END
rm -rf /tmp/p
dmarig sweep /tmp/long.conf -o /tmp/p >/dev/null 2>&1 &
tool=$!
# The first row is there: it has begun, and is not over.
begun() { over "$(grep -c . /tmp/p/sweep.csv)" 2; }
wait_until begun
kill -INT $tool
wait $tool
check "interrupted, a sweep is 130" is $? 130
check "and leaves no run" is "$(runs_left)" 0
check "what was measured is kept" over "$(wc -l </tmp/p/sweep.csv)" 2
check "the directory knows the emulator" grep -Eq '^emulator: (uml|qemu-[0-9])' /tmp/p/meta.txt
check "and the versions of the modules" grep -Eq '^modules: dmarig .*\([0-9A-F]+\), dmarig_sim' /tmp/p/meta.txt
check "and the directory says it is partial" grep -q partial /tmp/p/meta.txt

# What is seen while it is measured adds up to what is measured.
rm -rf /tmp/q
dmarig run channel="$chan" size=4k warmup_ms=0 duration_ms=2000 --status-interval 200 --no-samples -o /tmp/q >/dev/null 2>&1
check "a run can be watched" over "$(wc -l </tmp/q/status.csv)" 5
seen=$(awk -F, 'NR > 2 { n++; sum += $4 } END { printf "%d", sum / n }' /tmp/q/status.csv)
got=$(awk -F, 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == "bytes_per_s") at = i } NR == 3 { print $at }' /tmp/q/sweep.csv)
part=$((seen * 100 / got))
check "its throughput is that of the result, not $part % of it" test "$part" -ge 80 -a "$part" -le 120
p99=$(awk -F, 'NR > 2 && $6 == 0 { bad = 1 } END { print bad + 0 }' /tmp/q/status.csv)
check "and each look has a p99" is "$p99" 0
rm -rf /tmp/q
dmarig run channel="$chan" duration_ms=60000 --stop-on 'p99>1ns' --no-samples -o /tmp/q >$out 2>&1
check "a condition stops a run" is $? 1
check "which says what was seen" grep -q 'stopped on p99>1ns: p99 was ' $out
check "the kernel's own trace is stopped" is "$(cat /sys/kernel/tracing/tracing_on)" 0
echo 1 >/sys/kernel/tracing/tracing_on

sim_new broken fault=corrupt_byte
check "a controller that corrupts is 1" status 1 dmarig run channel="$chan" duration_ms=100
check "and the sentence is shown" grep -q "wrong data" $out
sim_gone broken
finish
