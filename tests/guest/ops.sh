#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Properties of single ops: the number of sources, wrong parities, disabled ones, no memory at all, and the
# defects that only such an op can have. On simulated channels, which have every op.
. "${0%/*}/lib.sh"

# good [KNOB=VALUE...]: a run of 200 transfers ends well
good() { is "$(point channel="$chan" depth=4 batch=2 duration_ms=0 transfers=200 "$@") $(run_error t)" "done "; }

# caught FAULT SENTENCE [KNOB=VALUE...]: fails, as wrong data
caught() {
	_sentence=$2
	put $SIM/ops/fault "$1"
	shift 2
	check "$(cat $SIM/ops/fault), $*: fails" is "$(point channel="$chan" "$@")" failed
	check "is counted" over "$(result t "${row:-data_errors}")" 0
	check "and says how" like "$(run_error t)" "$_sentence"
	put $SIM/ops/fault none
}

# blind FAULT [KNOB=VALUE...]: a fault that this run cannot have
blind() {
	put $SIM/ops/fault "$1"
	shift
	check "$*: nothing to see" good "$@"
	put $SIM/ops/fault none
}

sim_new ops || exit 1
errors=$(dma_errors)

for op in xor pq pq_val; do
	check "op=$op with as many sources as there can be" good op=$op sources=8
	refused "sources=9 op=$op: $chan takes at most 8, by its max_*" op=$op sources=9
	refused "sources=1 with op=$op: it has at least 2" op=$op sources=1
done
check "op=xor_val with as many as there can be" good op=xor_val sources=7
refused "sources=8 op=xor_val: $chan takes at most 7, by its max_xor, as the parity counts" op=xor_val sources=8
refused "sources=2 with op=memcpy: it has exactly 1" sources=2
refused "sources=1 with op=memset: it has exactly 0" op=memset sources=1
refused "value=7 with op=memcpy*" value=7
refused "pq_disable=p with op=xor*" op=xor pq_disable=p
refused "verify=1 with op=interrupt*" op=interrupt
refused "cpu_touch=write with op=memset: it has no source" op=memset cpu_touch=write
refused "cpu_touch=read with op=xor_val: it has no destination" op=xor_val cpu_touch=read

for value in 0 1 255; do
	check "op=memset value=$value" good op=memset value=$value
done
for op in xor pq; do
	check "op=$op, the CPU writes all sources and reads all that was made" good op=$op sources=5 cpu_touch=both
	for size in 1 7 8 9 4095; do
		check "op=$op of $size bytes" good op=$op sources=3 size=$size src_offset=3 dst_offset=5
	done
done
for disable in p q; do
	check "op=pq without $disable" good op=pq sources=4 pq_disable=$disable
	check "op=pq_val without $disable" good op=pq_val sources=4 pq_disable=$disable
done

check "op=interrupt" good op=interrupt verify=0
check "counts interrupts" is "$(result t done)" 200
check "and no bytes" is "$(result t bytes)" 0

# The channel's word alone, when half of the parities are wrong: a copy that moved nothing finds nothing.
check "op=xor_val, half of the parities wrong, every verdict right" good op=xor_val sources=4 transfers=1000
caught false_success "*wrong verdict: flags 0x0 of 0x1, not 0x1" op=xor_val duration_ms=0 transfers=1000
wrong=$(result t data_errors)
all=$(result t verified)
check "about half of them were: $wrong of $all" \
	sh -c "[ $wrong -gt $((all * 2 / 5)) ] && [ $wrong -lt $((all * 3 / 5)) ]"
caught false_success "*wrong verdict: flags 0x0 of 0x3, not 0x[123]" op=pq_val
caught false_success "*wrong verdict: flags 0x0 of 0x2, not 0x2" op=pq_val pq_disable=p
caught false_success "*wrong verdict: flags 0x0 of 0x1, not 0x1" op=pq_val pq_disable=q

caught xor_source0 "*wrong data: byte 0 of 4096 holds source 0 alone" op=xor sources=2
caught xor_source0 "*wrong data: byte 0 of 4096 holds source 0 alone" op=xor sources=8
caught pq_wrong_coefficient "*wrong data in destination 1: byte * of 4096 is 0x*, not 0x*" op=pq sources=8
caught pq_wrong_coefficient "*wrong data in destination 1: *" op=pq pq_disable=p
blind pq_wrong_coefficient op=pq pq_disable=q
blind xor_source0 op=pq
caught pq_writes_disabled "*in destination 0: byte 0 of 4096 was written although it is disabled" op=pq pq_disable=p
caught pq_writes_disabled "*in destination 1: byte 0 of 4096 was written although it is disabled" op=pq pq_disable=q

for op in memset xor pq; do
	caught corrupt_byte "*wrong data*: byte * of 4096 is 0x*, not 0x*" op=$op
	caught short_copy "*wrong data*" op=$op
	caught false_success "*wrong data*" op=$op
	row=guard_errors caught overrun "*the guard after overwritten at byte *" op=$op
done
for op in xor xor_val pq pq_val; do
	row=source_errors caught source_damage "*the * overwritten at byte *" op=$op sources=5
done
row=timeouts caught stuck "*not complete after timeout_ms=300*" op=pq timeout_ms=300 depth=4
row=timeouts caught stuck "*not complete after timeout_ms=300*" op=interrupt verify=0 timeout_ms=300 depth=4
row=stray caught double_callback "* completions were announced twice or too late" op=interrupt verify=0
rmdir $RIG/t
sim_gone ops

# The least a channel may say
sim_new ops caps=memcpy,interrupt
refused "channel=$chan op=xor: $chan (dmarig_sim) can only do memcpy,interrupt,*" op=xor
check "op=interrupt where there is little else" good op=interrupt verify=0
rmdir $RIG/t
sim_gone ops
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
