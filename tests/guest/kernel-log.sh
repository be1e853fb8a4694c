#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Lines that the kernel logs during a run are in its row: every sample of configs/kernel-log, put into the log
# while a run is live; then counters, and dma-debug that stops watching. It spoils the kernel's log on
# purpose, so it has a boot of its own.
. "${0%/*}/lib.sh"

RULES=${0%/*}/../../configs/kernel-log
out=/tmp/row.csv

run_is_live() {
	for _live in "$RIG"/tool-*/live; do
		[ -e "$_live" ] && [ "$(line_of "$_live")" = 1 ] && return 0
	done
	return 1
}

# beside COMMAND...: what it does while a run is live; leaves $status and the row in $out
beside() {
	dmarig run channel="$chan" warmup_ms=0 duration_ms=2000 timeout_ms=20000 -o - >$out 2>/dev/null &
	run=$!
	until run_is_live || ! kill -0 $run 2>/dev/null; do sleep 0.05; done
	"$@"
	wait $run
	status=$?
}

# in_csv TEXT: as it stands within a cell
in_csv() { printf '%s\n' "$1" | sed 's/"/""/g'; }
says() { grep -qF -- "$(in_csv "$1")" $out && return 0; note "the row: $(tail -n 1 $out | tail -c 600)"; return 1; }
column() {
	head -n 2 $out | tail -n 1 | tr , '\n' | grep -nx "$1" | cut -d: -f1 >/tmp/at
	tail -n 1 $out | cut -d, -f"$(cat /tmp/at)"
}
log_line() { printf '<4>%s\n' "$1" >/dev/kmsg; }

# samples: KIND TAB SAMPLE of all of them
samples() { awk '/^kind = / { kind = $3 } /^sample = / { print kind "\t" substr($0, 10) }' "$RULES"; }

# Its transfers last, so that a run costs little.
sim_new logs latency_ns=20000000 || exit 1
beside true
check "a run with nothing beside it ends well" is $status 0
samples >/tmp/samples
check "there are many samples" over "$(grep -c . /tmp/samples)" 150
tab=$(printf '\t')
while IFS=$tab read -r kind sample; do
	beside log_line "$sample"
	case $kind in
	harmless) check "no failure: $sample" is $status 0 ;;
	remark) check "a remark: $sample" is $status 0; check "named in the row" says "$sample" ;;
	blind) check "not watched: $sample" is $status 3; check "named in the row" says "$sample" ;;
	*) check "fails the row: $sample" is $status 1; check "named in it" says "kernel log: $sample" ;;
	esac
done </tmp/samples

# What the kernel counts, where its log shows nothing
if [ -r /sys/kernel/warn_count ]; then
	beside true
	check "the kernel's warnings are counted" is "$(column kernel_warnings)" 0
else
	skip "the kernel's warnings are counted" "this kernel does not count them"
fi
beside put /proc/sys/kernel/tainted 512
check "a kernel that is tainted in a run fails it" is $status 1
check "and the row says by what" says "the kernel is tainted now: W (a warning)"
check "in a column, too" is "$(column kernel_taint)" "W (a warning)"
beside put /proc/sys/kernel/tainted 512
check "one that was tainted before does not" is $status 0

# dma-debug that watches only some from the middle of a run on
if [ -w $DMA_DEBUG/driver_filter ]; then
	beside put $DMA_DEBUG/driver_filter dmarig_sim
	check "dma-debug that stops watching is no good run" is $status 3
	check "and the row says since when" says "dma-debug was on when this began and is filtered now: misuse goes unseen"
	beside true
	check "the run after that is as good as it is watched" is "$status $(column dma_debug)" "0 filtered"
	put $DMA_DEBUG/driver_filter ""
else
	skip "dma-debug that stops watching is no good run" "this kernel has none"
fi
sim_gone logs

# The kernel tells once a second that something sleeps where it must not: who is asked behind that is
# not to pass for it. What warns once does so again for each rule.
sim_new sleepy latency_ns=100000 fault=sleeps_in_prep || exit 1
dmarig check -o /tmp/card "$chan" callback-may-submit prep-in-atomic >/tmp/card.out 2>&1
check "a driver that sleeps in prep fails" is $? 1
check "where a callback prepares" over "$(grep -c '^    not ok 1 callback-may-submit' /tmp/card.out)" 0
check "and where prep is asked in atomic context" over "$(grep -c '^    not ok 2 prep-in-atomic' /tmp/card.out)" 0
check "both in the kernel's words" is "$(grep -c 'kernel log: BUG: sleeping function called' /tmp/card.out)" 2
rm -rf /tmp/card
sim_gone sleepy
finish
