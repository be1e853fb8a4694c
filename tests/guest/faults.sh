#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A controller that misbehaves: each defect is seen, counted in the right row, and said in a sentence.
. "${0%/*}/lib.sh"

# seen FAULT ROW SENTENCE [KNOB=VALUE...]: with that fault the run fails, counts in ROW and says SENTENCE
seen() {
	_fault=$1 _row=$2 _sentence=$3
	shift 3
	sim_new broken fault="$_fault" || { not_ok "$_fault: a controller with it"; return; }
	check "$_fault: the run fails" is "$(point channel="$chan" timeout_ms=3000 "$@")" failed
	check "$_fault: counted as $_row" over "$(result t "$_row")" 0
	check "$_fault: error says so" like "$(run_error t)" "$_sentence"
	put $SIM/broken/fault none
	check "$_fault: without it the same channel is sound" is "$(point channel="$chan" "$@")" "done"
	rmdir $RIG/t
	sim_gone broken
}

seen corrupt_byte data_errors "*worker 0 transfer *: wrong data: byte * of 4096*"
seen short_copy data_errors "*wrong data: byte * of 4096*"
seen off_by_one data_errors "*wrong data: byte * of 4096*"
seen stale_data data_errors "*wrong data: *"
seen overrun guard_errors "*the guard after overwritten at byte *"
seen underrun guard_errors "*the guard before overwritten at byte *"
seen source_damage source_errors "*the source overwritten at byte *"
seen error_result transfer_errors "the channel reported * transfers as failed"
seen false_success data_errors "*wrong data: *"
seen lost_interrupt lost "*is complete, but was never announced*"
seen double_callback stray "* completions were announced twice or too late"
seen stuck timeouts "*worker 0 transfer * not complete after timeout_ms=3000*"
seen stuck timeouts "*not complete after timeout_ms=3000*" depth=8 batch=4 mapping=coherent

# One transfer in a hundred is enough, and a verified sample of one in four sees its share.
sim_new broken fault=corrupt_byte fault_rate=100
check "one bad transfer in 100 is seen" is "$(point channel="$chan" warmup_ms=0 duration_ms=0 transfers=2000)" failed
check "and not more than a few in 100" sh -c "[ $(result t data_errors) -ge 10 ] && [ $(result t data_errors) -le 60 ]"
check "verify=4 looks at a quarter" is "$(point channel="$chan" duration_ms=0 transfers=4000 verify=4 warmup_ms=0)" failed
check "no more" sh -c "[ $(result t verified) -ge 1000 ] && [ $(result t verified) -le 1200 ]"
rmdir $RIG/t
sim_gone broken
errors=$(dma_errors)
check "dma-debug counted no error of ours" is "${errors:-0}" 0
finish
