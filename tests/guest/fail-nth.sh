#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Failure at every step: of every kind of run the n-th allocation fails, and then the n-th descriptor,
# for every n until it goes well. Each time there is a sentence, nothing is left behind, and the next
# run works.
. "${0%/*}/lib.sh"

fail_nth=${0%/*}/fail_nth
for kind in failslab fail_page_alloc; do
	for name in ignore-gfp-wait ignore-gfp-highmem; do
		put /sys/kernel/debug/$kind/$name N
	done
	put /sys/kernel/debug/$kind/verbose 0
	put /sys/kernel/debug/$kind/min-order 0
done

dump_lines() { grep -c "^dmarig_sim\|dmarig_sim" "$DMA_DEBUG/dump" 2>/dev/null; }
module_refs() { cat "/sys/module/$1/refcnt"; }
holders() { grep -c busy "$RIG/channels"; }
# What held the controllers of the script before this one goes after them, by a work item.
is_settled() { _seen=$(module_refs dmarig_sim) && sleep 0.1 && [ "$_seen" = "$(module_refs dmarig_sim)" ]; }
wait_until is_settled

# every WHAT [KNOB=VALUE...]: such a run, with every allocation of its set-up failing in turn
every() {
	_kind=$1
	shift
	run_new t channel="$chan" warmup_ms=0 duration_ms=0 transfers=3 size=4k depth=2 "$@"
	_left=$(dump_lines) _refs=$(module_refs dmarig_sim)
	_said=$("$fail_nth" $RIG/t/live 1 $RIG/t/wait "" $RIG/t/error)
	check "$_kind: each failure has its sentence" is $? 0
	note "$_kind: $_said"
	check "$_kind: something failed" over "$(echo "$_said" | sed -n 's/^\([0-9]*\) failed.*/\1/p')" 3
	check "$_kind: dma-debug watches still" is "$(cat $DMA_DEBUG/disabled)" N
	check "$_kind: no mapping is left" is "$(dump_lines)" "$_left"
	check "$_kind: no channel is held" is "$(holders)" 0
	check "$_kind: no reference is left" is "$(module_refs dmarig_sim)" "$_refs"
	check "$_kind: works afterwards" is "$(run_go t) $(run_error t)" "done "
	rmdir $RIG/t
}

errors=$(dma_errors)
sim_new nth channels=1 metadata_bytes=32 || exit 1
[ -e /proc/thread-self/fail-nth ] || { skip "fail-nth" "this kernel was built without CONFIG_FAULT_INJECTION"; finish; exit; }
every "memcpy, single"
every "memcpy, coherent" mapping=coherent
every "memcpy, many coherent" mapping=coherent depth=24
every "memcpy, pool" mapping=pool
every "memcpy, premapped" mapping=premapped
every "memcpy, noncontiguous" mapping=noncontiguous
every "memset_sg, sg" op=memset_sg mapping=sg sg_entries=7
every "xor" op=xor
every "pq" op=pq
every "slave" op=slave_sg peer=memory flow=dev_to_mem mapping=sg
every "metadata" op=slave_single peer=memory flow=dev_to_mem reuse=1 mapping=coherent
every "fence" completion=fence

# The same for the controller itself.
run_refs=$(module_refs dmarig_sim)
mkdir $SIM/made
said=$("$fail_nth" $SIM/made/live 1 $SIM/made/live 0)
check "a controller that is made: every failure is an error" is $? 0
note "made: $said"
rmdir $SIM/made
check "and leaves no reference" is "$(module_refs dmarig_sim)" "$run_refs"

# The n-th descriptor cannot be had: with others in flight the run waits, else it says so.
n=0
put $SIM/nth/fault prep_refused
while [ $n -lt 8 ]; do
	put $SIM/nth/fault_after $n
	state=$(point channel="$chan" warmup_ms=0 duration_ms=0 transfers=6 depth=2)
	check "descriptor $n is refused, and all after it: the run fails" is "$state" failed
	check "and says what" like "$(run_error t)" "*prepared no descriptor*"
	n=$((n + 1))
done
put $SIM/nth/fault none
check "and works afterwards" is "$(point channel="$chan" transfers=6) $(run_error t)" "done "
rmdir $RIG/t
sim_gone nth
check "no mapping is left at all" is "$(dump_lines)" 0
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
