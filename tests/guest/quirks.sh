#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Quirks of the simulated controller: they are listed, chosen and refused; and on sound controllers that have
# them, all of them in a few cards, no rule fails.
. "${0%/*}/lib.sh"

# card NAMES [LEAST [SETTING=VALUE]...]: every rule on a controller with those, of which so many pass
card() {
	_names=$1 _least=${2:-40}
	shift
	[ $# -eq 0 ] || shift
	sim_new quirky channels=2 latency_ns=100000 bandwidth_mbps=50 period_ns=1000000 quirks="$_names" "$@" ||
		{ not_ok "$_names: a controller with them"; return; }
	dmarig check "$chan" peer=memory timeout_ms=2000 -o /tmp/quirks-card >/tmp/quirks.ktap 2>/tmp/quirks.log
	_failed=$(sed -n 's/^    not ok [0-9]* //p' /tmp/quirks.ktap | tr '\n' ' ')
	check "$_names: no rule fails" is "$_failed" ""
	check "$_names: and most pass" over "$(grep -c '^    ok [^#]*$' /tmp/quirks.ktap)" "$_least"
	rm -rf /tmp/quirks-card
	sim_gone quirky
}

check "quirks are listed, with what they do and who has them" over "$(cut -f1 $SIM/quirks | grep -c .)" 23
mkdir $SIM/choice
check "none is chosen at first" is "$(cat $SIM/choice/quirks)" none
put $SIM/choice/quirks no_pause,residue_none
check "some are" is "$(cat $SIM/choice/quirks)" residue_none,no_pause
refuses "a name that is no quirk is refused" put $SIM/choice/quirks no_such_quirk
check "and the list of them is said" like "$(dmesg | grep "no quirk 'no_such_quirk'")" "*pool_of_16*cyclic_only*"
check "what was chosen stays" is "$(cat $SIM/choice/quirks)" residue_none,no_pause
refuses "a name that is no fault is refused" put $SIM/choice/fault no_such_fault
check "and the list of them is said" like "$(dmesg | sed '1,/no fault .no_such_fault/d')" \
	"*$(sed -n 1p $SIM/faults | cut -f1)*$(grep . $SIM/faults | tail -n 1 | cut -f1)*"

# says WHAT STATUS SENTENCE COMMAND...: it is refused like this
says() {
	_told=$1 _want=$2 _sentence=$3
	shift 3
	"$@" -o /tmp/quirks-says >/tmp/says 2>&1
	check "$_told: status" is $? "$_want"
	check "$_told" like "$(cat /tmp/says)" "$_sentence"
	rm -rf /tmp/quirks-says
}
says "the tool names the nearest fault and all" 2 "*faults: none,*cyclic_residue_total*no fault 'shot_copy', did you mean short_copy*" \
	dmarig mutation shot_copy
says "and all quirks" 2 "*no quirk 'no_paws'; there are: pool_of_16,*cyclic_only*" dmarig mutation --quirks no_pause,no_paws short_copy
put $SIM/choice/quirks no_pause,no_resume
refuses "two that exclude each other are refused" put $SIM/choice/live 1
check "in a sentence" like "$(dmesg)" "*quirks=no_pause,no_resume: they exclude each other*"
put $SIM/choice/quirks none
put $SIM/choice/live 1
refuses "they cannot change while live" put $SIM/choice/quirks no_pause
put $SIM/choice/live 0
rmdir $SIM/choice

# A driver that puts bytes into copy_align, where a shift belongs
sim_new nonsense fault=align_in_bytes
refused "*alignment 64, which is a shift and no number of bytes*"
refuses "nor can a rule be asked" put $RIG/t/check completes
check "and says the same" like "$(run_error t)" "*alignment 64, which is a shift*"
rmdir $RIG/t
sim_gone nonsense

# Who has few words for it, and who has all
sim_new listed quirks=min_burst_4,entries_one_by_one,residue_by_segment,no_pause,no_reuse,copy_align_256
check "the list of channels has the capabilities in full" like "$(grep "^$chan	" $RIG/channels)" \
	"*copy_align=256*pause=0 resume=0 terminate=1*min_burst=4 max_burst=16 max_sg_burst=1 residue=segment reuse=0*"
sim_gone listed

# Out and back are two descriptors: a lock from prep to submit, or too few of them, must not stop it.
sim_new pair channels=2 pairs=1 latency_ns=20000 quirks=lock_prep_to_submit
far=$(sed -n 2p $SIM/pair/channel_names)
back="peer=$far warmup_ms=0 duration_ms=0"
ends_well "lock_prep_to_submit: out and back" channel="$chan" op=slave_sg depth=4 batch=2 $back transfers=200
ends_well "and cyclic" channel="$chan" op=cyclic size=4k period=1k $back transfers=50
sim_gone pair
sim_new pair channels=2 pairs=1 latency_ns=20000 quirks=pool_of_16
far=$(sed -n 2p $SIM/pair/channel_names)
ends_well "pool_of_16: 24 at once, out and back" channel="$chan" op=slave_sg depth=24 batch=24 peer="$far" warmup_ms=0 \
	duration_ms=0 transfers=200
sim_gone pair

# Its registers are dead while it is suspended; the driver resumes it for what touches them.
sim_new sleeper channels=2 latency_ns=20000 quirks=suspends_idle
power=/sys/bus/platform/devices/$(chan_device)/power
asleep() { [ "$(cat "$power/runtime_status")" = suspended ]; }
if [ "$(cat "$power/control" 2>/dev/null)" ] && [ "$(cat "$power/runtime_status")" != unsupported ]; then
	check "suspends_idle: suspended at first" asleep
	ends_well "used" channel="$chan" warmup_ms=0 duration_ms=0 transfers=50
	check "it was awake" over "$(cat "$power/runtime_active_time")" 0
	check "and is suspended again" wait_until asleep
	check "nobody keeps it awake" is "$(cat "$power/runtime_usage" 2>/dev/null || echo 0)" 0
else
	skip "suspends_idle" "this kernel has no runtime power management"
fi
sim_gone sleeper

card pool_of_16,late_descriptors,config_direction,min_burst_4,callback_only,told_together,complete_called,device_per_channel
card sleeps_idle,config_answers,unacked_kept,copy_align_256,fill_align_256,xor_align_256,pq_align_256,config_both_sides,residue_by_segment,callback_from_thread,pause_busy_only
card no_dev_to_dev,words_of_4,entries_one_by_one,residue_none,no_terminate,no_resume,callback_always,cookie_with_callback,no_reuse
card limits_unsaid,sends_only,residue_by_descriptor,no_pause,one_engine
card receives_only,wakes_slowly,no_order,suspends_idle
card directions_unsaid 20
card lock_prep_to_submit,no_reuse 60
card public_memcpy,lock_prep_to_submit 20
# What plays back alone, as sound cards have it, and what records alone.
card sends_only 50 caps=slave,cyclic
card receives_only 60 caps=slave,cyclic
# Who has rings alone is asked about rings.
card cyclic_only,lock_prep_to_submit 20
card sends_only 12 caps=cyclic
card cyclic_only,no_terminate 3
dmarig mutation --quirks cyclic_only --rates 1 --seconds 4 -o /tmp/quirks-rings period_skipped ring_needs_interrupt \
	sent_ring_wedges zero_period_accepted request_once abort_leaks >/tmp/quirks.log 2>&1
check "and catches what is wrong with them" like "$(tail -n 1 /tmp/quirks.log)" "*6 committed, 6 caught (100.0 %), 6 of them*"
rm -rf /tmp/quirks-rings
finish
