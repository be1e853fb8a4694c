#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Explore: a sound controller keeps the contract in every sequence, defects are found and shrunk, and what is found
# can be seen again.
. "${0%/*}/lib.sh"

out=/tmp/explored

# explored ARGUMENT...: the output in $out.txt, the directory in $out; sets $status
explored() {
	rm -rf $out
	dmarig explore -o $out "$@" >$out.txt 2>&1
	status=$?
}

# cell COLUMN: of the first finding; the texts, which may have commas, come after all others
cell() { awk -F, -v column="$1" 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 3 { print $at[column] }' $out/explore.csv; }

# finds FAULT RULE MOST: it is found, breaks that rule, and takes so many calls at most
finds() {
	explored --fault "$1" -n 3000 --findings 1 timeout_ms=300
	check "$1: found" is $status 1
	check "$1: breaks $2" is "$(cell rule)" "$2"
	check "$1: in at most $3 calls" test "$(cell after)" -le "$3"
	sequence=$(cell sequence)
	explored --fault "$1" --sequence "$sequence" timeout_ms=300
	check "$1: seen again by $sequence" is $status 1
	explored --sequence "$sequence" timeout_ms=300
	check "$1: not on a sound controller" is $status 0
}

explored -n 2000
check "nothing is found on a sound controller" is $status 0
check "in 2000 sequences" grep -q '2000 sequences' $out.txt
check "there is no finding in the file" is "$(wc -l <$out/explore.csv)" 2
explored -n 300 --quirks no_reuse,pool_of_16,late_descriptors
check "nor on one with quirks" is $status 0

finds double_callback callback-once 3
finds callback_in_irq callback-in-tasklet 3
finds starts_at_submit submit-does-not-start 3
finds lost_interrupt completes 3
finds xor_source0 xor-parity 3
finds order_swapped cookies-in-order 4
finds resume_always resume-only-when-paused 2
finds overrun data-neighbours 3
finds period_doubled cyclic-data 3
finds cyclic_residue_total residue-within-length 4

# What a callback may do, and in which context a call is made
explored --fault callback_status_wrong --findings 1 --sequence 'memcpy:0:64 status:0@callback0 issue'
check "a callback that asks for the status sees it" is "$(cell rule)" callback-may-ask-status
explored --fault sleeps_in_issue --sequence 'memcpy:0:64 issue@hardirq wait:0'
check "what the kernel complains of is a finding" is "$(cell rule)" kernel-silent
explored --fault sleeps_in_issue --sequence 'memcpy:0:64 issue wait:0'
check "but in the task all is well" is $status 0

# A module in C, in words, and a command to see it again
explored --fault double_callback -n 100 --findings 1
check "the first finding ends it" is "$(grep -c '^callback-once: ' $out.txt)" 1
check "it is told in words" grep -q '1. prepare and submit transfer 0' $out.txt
check "with the command to see it again" grep -q "again: dmarig explore --fault double_callback --sequence 'memcpy:" $out.txt
check "and as a module in C" grep -q 'dma_async_issue_pending(chan);' $out/shown1.c
explored --fault double_callback -n 200
check "what was told is avoided" test "$(grep -c '^callback-once: ' $out.txt)" -le 4

# A call beside the next one
for good in 'memcpy:0:64 issue@beside memcpy:1:64 issue wait:1' 'memcpy:0:999 issue terminate_async@beside status:0 synchronize' \
	'memcpy:0:64 issue issue@beside'; do
	explored --sequence "$good"
	check "at once: $good" is $status 0
done
explored --fault double_callback --sequence 'memcpy:0:64 issue@beside sleep:1000 wait:0'
check "and what comes of it counts" is "$(cell rule)" callback-once
check "the module begins it in other work" grep -q 'schedule_work(&work2);' $out/shown1.c

# A ring goes on until it is terminated
explored --sequence 'ring:0:256 issue wait:0 status:0 pause sleep:6000 resume wait:0 terminate memcpy:1:64 issue wait:1'
check "a ring that is paused goes on, and what comes behind its end works" is $status 0
explored --sequence 'ring:0:256 terminate_async@callback0 issue wait:0 sleep:6000 synchronize memcpy:1:64 issue wait:1'
check "its callback may terminate it" is $status 0
explored --fault cyclic_callback_goes_on --sequence 'ring:0:64 terminate_async@callback0 issue wait:0 synchronize'
check "and is the last one then" is "$(cell rule)" cyclic-callback-may-terminate
explored --sequence 'receive:0:64 issue wait:0 release release'
check "what was before a release is judged before it" is $status 0

# What is refused, with a sentence
sim_new ex
for bad in 'ring:0:64 memcpy:1:64' 'ring:0:64:0:quiet' 'memcpy:0:64 ring:1:64' 'ring:0:64 issue poll:0' \
	'memcpy:0:64 issue wait:0 release status:0' 'memcpy:0:64 issue@beside wait:0' 'issue@beside release' \
	'memcpy:0:64@beside' 'memcpy:0:64 issue terminate_async@beside memcpy:1:64' 'wait:0' 'memcpy:0:64 memcpy:0:64' 'memcpy:0:0' 'memcpy:0:4096' 'synchronize' 'nothing' 'issue@callback0' \
	'memcpy:0:64 issue status:0@callback0' 'sleep:20@hardirq' 'memcpy:0:64 memcpy:1'; do
	explored "$chan" --sequence "$bad" peer=memory
	check "refused: $bad" is $status 2
done
check "and says which call" grep -q 'memcpy:1: want CALL' $out.txt
run_new e channel="$chan"
for bad in nothing 'draw' 'draw 1 2' 'draw 1 2 2' 'draw 1 2 65' 'try nothing' 'avoid nothing'; do
	refuses "the module refuses: $bad" put $RIG/e/explore "$bad"
done
check "the channel is free all the time" put $RIG/e/explore 'draw 1 10 12'
check "and the answer is there" like "$(cat $RIG/e/explored)" "pass*11*10*"
check "one sequence can be shown" put $RIG/e/explore 'show 7 1 12'
check "without being made" like "$(cat $RIG/e/explored)" "pass*7	0	0	?*"
explored none-such
check "a channel there is not" is $status 3
finish
