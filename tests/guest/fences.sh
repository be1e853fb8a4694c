#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# completion=fence: many outstanding, transfers that go wrong, and the life of the fences themselves:
# each is signalled exactly once and released exactly once, whatever the controller does.
. "${0%/*}/lib.sh"

TRACE=/sys/kernel/tracing

if [ ! -d $TRACE/events/dma_fence ]; then
	sim_new f
	check "no fences in this kernel" is "$(point channel="$chan" completion=fence)" failed
	check "error names the option" like "$(run_error t)" "completion=fence: *CONFIG_DMA_SHARED_BUFFER"
	rmdir $RIG/t
	sim_gone f
	finish
	exit
fi

# An instance of our own, large enough for all events of a run.
[ -d $TRACE/instances/fences ] || mkdir $TRACE/instances/fences
TRACE=$TRACE/instances/fences
put $TRACE/buffer_size_kb 8192
for event in init signaled destroy; do put $TRACE/events/dma_fence/dma_fence_$event/enable 1; done
events() { grep -c "dma_fence_$1: driver=dmarig " $TRACE/trace; }

# lives_well WHAT STATE [KNOB=VALUE...]: the run ends in STATE, and every fence's life was whole
lives_well() {
	_case=$1 _state=$2
	shift 2
	: >$TRACE/trace
	check "$_case: the run ends $_state" is "$(point channel="$chan" completion=fence \
		timeout_ms=3000 duration_ms=0 transfers=500 "$@")" "$_state"
	fences=$(events init)
	check "$_case: there were fences" over "$fences" 0
	check "$_case: all were signalled" is "$(events signaled)" "$fences"
	check "$_case: all were released" is "$(events destroy)" "$fences"
}

sim_new f
lives_well "one at a time" "done"
lives_well "depth=16" "done" depth=16 batch=4
lives_well "threads=2" "done" depth=16 threads=2
lives_well "spin_us=50 cpu=irq" "done" spin_us=50 cpu=irq
check "the wake phase is timed" over "$(result t wake_p50_ns)" 0
rmdir $RIG/t
sim_gone f

# goes_wrong FAULT ROW SENTENCE [KNOB=VALUE...]: as with every completion, and fences end all the same
goes_wrong() {
	_fault=$1 _row=$2 _says=$3
	shift 3
	sim_new f fault="$_fault" || { not_ok "$_fault: a controller with it"; return; }
	lives_well "$_fault" failed "$@"
	check "$_fault: counted as $_row" over "$(result t "$_row")" 0
	check "$_fault: error says so" like "$(run_error t)" "$_says"
	rmdir $RIG/t
	sim_gone f
}

goes_wrong error_result transfer_errors "the channel reported * transfers as failed"
goes_wrong lost_interrupt lost "*is complete, but was never announced*" depth=8
goes_wrong stuck timeouts "*not complete after timeout_ms=3000*" depth=8 batch=4
goes_wrong double_callback stray "* completions were announced twice or too late" depth=4
rmdir $TRACE
finish
