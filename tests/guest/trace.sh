#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Where the time goes: --trace on a channel of this machine, and the same from trace.dat, ours and that of
# plain trace-cmd; traces that cannot be read.
. "${0%/*}/lib.sh"

if ! command -v dmarig >/dev/null; then
	skip "trace" "no dmarig in this guest"
	finish
	exit
fi
export DMARIG_MACHINE=guest
tmp=/tmp/trace
mkdir -p $tmp
any_chan
# Short enough for an emulated machine, and no deadline in the middle of it
few="transfers=300 duration_ms=0 warmup_ms=0 timeout_ms=20000"

# status WANT COMMAND...: runs it and compares the exit status; output in $tmp/out
status() {
	_want=$1
	shift
	"$@" >$tmp/out 2>&1
	is $? "$_want" || { sed 's/^/# /' $tmp/out; return 1; }
}

# traced DIR [KNOB=VALUE...]: a run with --trace
traced() {
	_dir=$tmp/$1
	shift
	rm -rf "$_dir"
	# shellcheck disable=SC2086 # a list of knobs
	status 0 dmarig run channel="$chan" $few "$@" --trace -o "$_dir"
}

# rows FILE CONDITION: how many rows of a CSV fulfil it; at["x"] is the number of column x
rows() {
	awk -F, 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		 NR > 2 && ('"$2"') { n++ } END { print n + 0 }' "$1"
}

# Segments of a row add up to its total, to the ns; in every row.
# shellcheck disable=SC2016 # for awk
adds_up() {
	awk -F, 'NR == 2 { for (i = 1; i <= NF; i++) { at[$i] = i; name[i] = $i } }
		 NR > 2 { sum = 0
			  for (i = at["total_ns"] + 1; i < at["submit_cpu"]; i++) sum += $i
			  if (sum != $at["total_ns"]) bad++; n++ }
		 END { exit !n || bad > 0 }' "$1"
}

# The same transfers in samples.csv: from the call of submit until the worker runs, within a microsecond.
# shellcheck disable=SC2016 # for awk
as_samples_say() {
	awk -F, 'FNR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		 FNR > 2 && NR == FNR { total[$at["worker"] " " $at["transfer"]] = $at["total_ns"] }
		 FNR > 2 && NR > FNR {
			key = $at["worker"] " " $at["transfer"]
			if (!(key in total)) next
			off = $at["issued"] + $at["device_ns"] + $at["wake_ns"] - $at["start"] - $at["fill_ns"] -
			      $at["map_ns"] - $at["prep_ns"] - total[key]
			n++
			if (off < -1000 || off > 1000) bad++ }
		 END { exit n < 290 || bad > 0 }' "$1" "$2"
}

# Most rows have it, where nothing was lost: a transfer whose interrupt came early has none of its own.
most() { over "$(rows "$1" "$2")" $(($(rows "$1" 1) * 8 / 10)); }

check "a run that is traced" traced irq
b=$tmp/irq/breakdown.csv
check "says where the time goes" grep -q '^where the time goes' $tmp/out
check "one row a transfer" is "$(rows $b 1)" 300
check "segments add up" adds_up $b
check "to what the samples say" as_samples_say $b $tmp/irq/samples.csv
# shellcheck disable=SC2016 # for awk
for segment in interrupt tasklet callback; do
	check "most have a segment $segment" most $b '$at["'$segment'_ns"] != ""'
done
# shellcheck disable=SC2016 # for awk
check "and the CPU of its callback" most $b '$at["callback_cpu"] != "" && $at["worker_cpu"] != ""'
check "three rows of segments.csv" is "$(rows $tmp/irq/segments.csv 1)" 3
check "which are in the report" status 0 dmarig report $tmp/irq --no-plots
check "with an owner" grep -q 'owned by' $tmp/out
check "ten worst transfers" is "$(grep -c '^[0-9]*\. ' $tmp/irq/worst.txt)" 10
check "with the events around them" grep -q 'CPU [0-9]* .*dmarig_complete: ' $tmp/irq/worst.txt

# Each side is mapped and unmapped once, where the kernel tells.
if [ -d /sys/kernel/tracing/events/dma ]; then
	# shellcheck disable=SC2016 # for awk
	check "most have their calls of the DMA API" most $b '$at["dma_events"] == 4'
else
	skip "calls of the DMA API" "this kernel has no such events"
fi
# shellcheck disable=SC2016 # for awk
check "and none was bounced" is "$(rows $b '$at["swiotlb_events"] != ""')" 0
check "coherent memory" traced coherent mapping=coherent
# shellcheck disable=SC2016 # for awk
check "is mapped by nobody meanwhile" is "$(rows $tmp/coherent/breakdown.csv '$at["dma_events"] != ""')" 0

# A device that takes 10 ms: then that is where the time goes, and the worker sleeps meanwhile.
hard=$chan
sim_new slow latency_ns=10000000
check "a slow device" traced slow transfers=60
check "owns p50, from issue to interrupt" is "$(awk -F, '$4 == "p50" { print $(NF - 1) }' \
	$tmp/slow/segments.csv)" interrupt
# Whatever else a computer did meanwhile may own the worst one.
# shellcheck disable=SC2016 # for awk
check "what owns the worst takes most of it" awk -F, '
	NR == 2 { for (i = 1; i <= NF; i++) name[i] = $i }
	$4 == "worst" { for (i = 1; i <= NF; i++)
				if (name[i] ~ /_ns$/ && name[i] != "total_ns" && $i + 0 > most) {
					most = $i + 0
					owner = name[i]
				}
			good = owner == $(NF - 1) "_ns" }
	END { exit !good }' $tmp/slow/segments.csv
# shellcheck disable=SC2016 # for awk
check "until the tasklet never less than it takes" is "$(rows $tmp/slow/breakdown.csv '$at["issue_ns"] + $at["interrupt_ns"] + $at["tasklet_ns"] >= 9900000')" 60
# shellcheck disable=SC2016 # for awk
check "and wakes the worker" most $tmp/slow/breakdown.csv '$at["wake_ns"] != "" && $at["switch_ns"] != ""'
sim_gone slow
chan=$hard

check "polling" traced poll completion=poll
# shellcheck disable=SC2016 # for awk
check "has no interrupt, tasklet, callback or wake" is \
	"$(rows $tmp/poll/breakdown.csv '$at["interrupt_ns"] $at["tasklet_ns"] $at["callback_ns"] $at["wake_ns"] $at["interrupt_cpu"] == ""')" 300
check "and adds up" adds_up $tmp/poll/breakdown.csv

# Long enough for both to have had a turn where there is one processor
check "two workers, four deep" traced deep threads=2 depth=4 transfers=0 warmup_ms=20 duration_ms=100
# shellcheck disable=SC2016 # for awk
check "are both there" sh -c "[ $(rows $tmp/deep/breakdown.csv '$at["worker"] == 0') -gt 5 ] &&
	[ $(rows $tmp/deep/breakdown.csv '$at["worker"] == 1') -gt 5 ]"
check "and add up" adds_up $tmp/deep/breakdown.csv
# shellcheck disable=SC2016 # for awk
check "each with its callback" most $tmp/deep/breakdown.csv '$at["callback_ns"] != ""'

check "what the CPU copies" traced cpu op=cpu
check "is no transfer of a channel" is "$(rows $tmp/cpu/breakdown.csv 1)" 0

rm -rf $tmp/lossy
# shellcheck disable=SC2086 # a list of knobs
check "too small a buffer" status 0 dmarig run channel="$chan" $few transfers=3000 verify=0 depth=8 \
	--trace --no-samples --buffer-kb 1 -o $tmp/lossy
check "is told" grep -q 'CPU [0-9]*: [0-9]* events were lost' $tmp/out
# shellcheck disable=SC2016 # for awk
check "and rows say so" over "$(rows $tmp/lossy/breakdown.csv '$at["missed"] > 0')" 0
check "and still add up" adds_up $tmp/lossy/breakdown.csv

rm -rf $tmp/dat $tmp/again
# shellcheck disable=SC2086 # a list of knobs
check "a trace.dat is kept" status 0 dmarig run channel="$chan" $few --trace-dat -o $tmp/dat
trace-cmd report -i $tmp/dat/trace.dat >$tmp/report 2>$tmp/out
check "which trace-cmd opens" over "$(grep -c 'dmarig_transfer:.*outcome=0' $tmp/report)" 299
check "and which dmarig trace reads" status 0 dmarig trace $tmp/dat/trace.dat -o $tmp/again
for dir in dat again; do
	cut -d, -f3- $tmp/$dir/breakdown.csv | sed 1,2d >$tmp/$dir.rows
done
check "to the same rows" cmp $tmp/dat.rows $tmp/again.rows
check "without -o, a trace.dat has no place" status 2 dmarig run channel="$chan" --trace-dat
check "rows go to stdout" sh -c "dmarig trace $tmp/dat/trace.dat -o - 2>/dev/null | sed 1q | grep -q dmarig-csv"

one_sentence() { is "$(wc -l <$tmp/out)" 1 || { sed "s/^/# /" $tmp/out; return 1; }; }

# recorded NAME ARGUMENT...: by plain trace-cmd
recorded() {
	_file=$tmp/$1.dat
	shift
	# shellcheck disable=SC2086 # a list of knobs
	trace-cmd record -q "$@" -o "$_file" dmarig run channel="$chan" $few >$tmp/out 2>&1
}

recorded plain -C mono -e dmarig -e irq -e sched
check "what trace-cmd records" status 0 dmarig trace $tmp/plain.dat -o $tmp/plain
# A transfer is traced when it ended while all are measuring, whoever traces.
check "has the same rows" is "$(rows $tmp/plain/breakdown.csv 1)" 300
check "that add up" adds_up $tmp/plain/breakdown.csv
# shellcheck disable=SC2016 # for awk
check "and interrupts" most $tmp/plain/breakdown.csv '$at["interrupt_ns"] != ""'
recorded clock -C global -e dmarig -e irq -e sched
check "on another clock, it is refused" status 2 dmarig trace $tmp/clock.dat
check "and the command is named" grep -q 'record -C mono' $tmp/out
recorded other -C mono -e irq
check "without our events, too" status 2 dmarig trace $tmp/other.dat
check "in one sentence" one_sentence
for file in plain.dat dat/trace.dat; do
	head -c $(($(wc -c <$tmp/$file) * 9 / 10)) $tmp/$file >$tmp/cut.dat
	check "and so is $file cut off" status 2 dmarig trace $tmp/cut.dat
	check "in one sentence" one_sentence
done
check "what is no trace is 2" status 2 dmarig trace "$0"
check "what is not there is 3" status 3 dmarig trace $tmp/none.dat
check "and no tracing instance is left" is "$(find /sys/kernel/tracing/instances -mindepth 1 -maxdepth 1 | wc -l)" 0
finish
