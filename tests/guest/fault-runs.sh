#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The table of faults, and each fault that a plain run can have: it is committed, which the controller
# counts, and the run fails where a run looks; where it does not, it ends well.
. "${0%/*}/lib.sh"

short="warmup_ms=0 duration_ms=0 transfers=64 timeout_ms=400"

committed() { cat $SIM/faulty/fault_count; }

# have STATE FAULT [KNOB=VALUE...]: a run with that fault ends so, and the fault has really been committed
have() {
	_want=$1 _fault=$2
	shift 2
	put $SIM/faulty/fault "$_fault" || { not_ok "$_fault: the controller has it"; return; }
	# shellcheck disable=SC2086 # a list of knobs
	check "$_fault, $*: $_want" is "$(point channel="$chan" $short "$@")" "$_want"
	check "and was committed" over "$(committed)" 0
	put $SIM/faulty/fault none
}

caught() { have failed "$@"; }
unseen() { have "done" "$@"; }

# never FAULT [KNOB=VALUE...]: a fault that this run cannot have is not counted
never() {
	put $SIM/faulty/fault "$1"
	shift
	# shellcheck disable=SC2086 # a list of knobs
	check "$(cat $SIM/faulty/fault), $*: cannot happen" is "$(point channel="$chan" $short "$@")" "done"
	check "and is not counted" is "$(committed)" 0
	put $SIM/faulty/fault none
}

# anew [ATTRIBUTE=VALUE...]: another controller
anew() {
	[ -d $RIG/t ] && rmdir $RIG/t
	sim_gone faulty
	sim_new faulty "$@"
}

nr_faults=$(grep -c . $SIM/faults)
check "there are $nr_faults faults, the honest device among them" over "$nr_faults" 45
check "a row is a name, a sentence and a rule" sh -c "! grep . $SIM/faults | grep -qvE '^[a-z0-9_]+	[a-z].*	(-|[a-z-]+)$'"
check "no name is there twice" is "$(cut -f1 $SIM/faults | grep . | sort | uniq -d)" ""

errors=$(dma_errors)
anew latency_ns=50000 || exit 1

caught tail_dropped size=4095
never tail_dropped size=4096
caught cut_at_64k size=128k
never cut_at_64k size=64k
caught alignment_ignored src_offset=3
never alignment_ignored src_offset=4
caught one_byte_too_many
caught neighbour_line size=4095
never neighbour_line size=4096
caught memset_first_byte op=memset value=7
never memset_first_byte
caught memset_sg_zero op=memset_sg mapping=sg sg_entries=3 value=9
caught interleave_gap op=interleaved chunk=64 dst_gap=8
never interleave_gap op=interleaved chunk=64
caught sg_last_dropped op=memset_sg mapping=sg sg_entries=3 value=9
caught sg_length_rounded op=memset_sg mapping=sg sg_entries=3 sg_cut=odd value=9
caught sg_swapped op=interleaved chunk=64 frame=4 src_gap=8
caught xor_val_blind op=xor_val sources=4
caught pq_val_blind op=pq_val sources=4
never xor_val_blind op=pq_val sources=4
caught prep_refused
caught interrupt_flag_needed completion=poll
never interrupt_flag_needed
caught batch_only_last completion=poll depth=4 batch=4
caught batch_status_lost completion=poll
caught status_never_complete completion=poll
caught status_early completion=poll
caught callback_delayed
caught issue_forgets_last depth=4 batch=4
caught ring_off_by_one depth=32 batch=32
never ring_off_by_one depth=15 batch=15
caught leak_per_transfer
caught issue_ignored_idle
never high_address_dropped
unseen starts_at_submit
unseen order_swapped depth=8 batch=8
unseen callbacks_swapped depth=8 batch=8
unseen callback_in_irq
unseen result_residue
unseen lock_over_callback
unseen sleeps_in_prep
unseen sleeps_in_issue
unseen sleeps_in_status completion=poll
unseen slow transfers=8

anew offset=0x100000000
caught high_address_dropped

anew latency_ns=50000 fault=memset_unadvertised
check "memset_unadvertised: committed when it comes to life" is "$(committed)" 1
check "and memset is not to be had" is "$(point channel="$chan" op=memset)" failed
check "as it is not advertised" like "$(run_error t)" "*can only do*"

anew
put $SIM/faulty/fault request_once
point channel="$chan" >/dev/null
check "request_once: the channel cannot be had again" over "$(point channel="$chan" >/dev/null; committed)" 0

anew
put $SIM/faulty/fault release_leaks_module
module_users() { sed -n 's/^dmarig_sim [0-9]* \([0-9]*\).*/\1/p' /proc/modules; }
users=$(module_users)
point channel="$chan" >/dev/null
check "release_leaks_module: the module has more users" \
	over "$(module_users)" "$users"
anew
# A controller's memory, and what it holds, goes after it, by a work item.
users_are() { [ "$(module_users)" = "$1" ]; }
check "and no more when the controller has gone" wait_until users_are "$users"

# With a register
anew period_ns=2000000
caught register_runs_on op=slave_sg peer=memory flow=mem_to_dev
caught receives_nothing op=slave_sg peer=memory flow=dev_to_mem
caught reuse_forgotten op=slave_sg peer=memory flow=dev_to_mem reuse=1 mapping=coherent
never reuse_forgotten op=slave_sg peer=memory flow=dev_to_mem
caught period_spoilt op=cyclic peer=memory flow=dev_to_mem period=512 size=4k
caught period_skipped op=cyclic peer=memory flow=dev_to_mem period=512 size=4k
never period_skipped op=slave_sg peer=memory flow=dev_to_mem
have "done" cyclic_residue_total op=cyclic peer=memory flow=dev_to_mem period=512 size=4k
have "done" reuse_not_freed op=slave_sg peer=memory flow=dev_to_mem reuse=1 mapping=coherent

# Through a pair
anew channels=2 pairs=1
peer=$(sed -n 2p $SIM/faulty/channel_names)
caught sg_last_dropped op=slave_sg peer="$peer" mapping=sg sg_entries=4 alignment=4
caught metadata_lost op=slave_sg peer="$peer" metadata=16
never metadata_lost op=slave_sg peer="$peer"
unseen metadata_late op=slave_sg peer="$peer" metadata=16

# How often, since when, and again from the start
anew fault_rate=10 fault_after=100
put $SIM/faulty/fault corrupt_byte
point channel="$chan" $short transfers=90 >/dev/null
check "fault_after=100: none of the first 90" is "$(committed)" 0
point channel="$chan" $short transfers=1000 >/dev/null
rated=$(committed)
check "fault_rate=10: $rated of 990" sh -c "[ $rated -ge 60 ] && [ $rated -le 140 ]"
put $SIM/faulty/fault corrupt_byte
check "chosen again: the count starts over" is "$(committed)" 0
point channel="$chan" $short transfers=90 >/dev/null
check "and so does fault_after" is "$(committed)" 0

# A rare fault without the sound transfers between
anew fault_rate=10000 fault_near=20
put $SIM/faulty/fault corrupt_byte
point channel="$chan" $short transfers=200 >/dev/null
check "fault_near=20: it happens in 200 transfers" over "$(committed)" 5
check "though it is one in many" over "$(cat $SIM/faulty/passed_over)" 5000
put $SIM/faulty/fault_near 0
put $SIM/faulty/fault corrupt_byte
point channel="$chan" $short transfers=200 >/dev/null
check "without: none is passed over" is "$(cat $SIM/faulty/passed_over)" 0

[ -d $RIG/t ] && rmdir $RIG/t
sim_gone faulty
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
