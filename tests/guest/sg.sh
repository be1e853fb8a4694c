#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Transfers in pieces: lists of entries cut and placed in every way, with what lies between them left
# alone, and the limits of lists. On simulated channels, and with the CPU's copy, which needs none.
. "${0%/*}/lib.sh"

# good [KNOB=VALUE...]: a run of 100 transfers ends well
good() { is "$(point channel="$chan" depth=2 duration_ms=0 warmup_ms=0 transfers=100 "$@") $(run_error t)" "done "; }

# refused SENTENCE [KNOB=VALUE...]: at the start, with that sentence
refused() {
	_sentence=$1
	shift
	run_new t channel="$chan" "$@"
	refuses "refused: $*" put $RIG/t/live 1
	check "and says why" like "$(run_error t)" "$_sentence"
}

names() { cut -f1 "$RIG/$1" | grep .; }

sim_new sg || exit 1
errors=$(dma_errors)

for mapping in sg sg_chained; do
	for cut in even random odd; do
		for place in start crossing random; do
			entries=9
			[ $mapping = sg ] || entries=300
			set -- mapping=$mapping sg_entries=$entries sg_cut=$cut sg_place=$place size=20001 random=size
			check "op=cpu $*" good op=cpu "$@"
			check "op=none $*" good op=none verify=0 "$@"
			grep -q '^memset_sg	' $RIG/ops && check "op=memset_sg $*" good op=memset_sg "$@"
		done
	done
done
for entries in 1 2 1024; do
	check "op=cpu, $entries entries" good op=cpu mapping=sg sg_entries=$entries size=64k sg_place=crossing cpu_touch=both
	check "op=none, $entries entries, both directions" good op=none verify=0 mapping=sg sg_entries=$entries size=64k direction=bidirectional
	check "whose number is seen" is "$(result t mapped_entries)" $entries
done
check "op=none, one entry without a shape" good op=none verify=0 mapping=sg src_offset=100 dst_offset=200 random=both
check "op=memcpy, one entry" good op=memcpy mapping=sg src_offset=100 dst_offset=200 random=both
check "is one" is "$(result t mapped_entries)" 1
check "an entry a byte" good op=cpu mapping=sg sg_entries=16 size=16
check "entries of 64 by 64 bytes" good op=cpu mapping=sg sg_entries=7 size=8k alignment=64 sg_cut=random sg_place=random random=size

refused "sg_entries=2 with mapping=page: only sg, sg_chained* make lists" op=cpu mapping=page sg_entries=2
refused "sg_entries=2 with op=memcpy: only *cpu*none* take lists" mapping=sg sg_entries=2
refused "sg_entries=5 with size=4: an entry has at least 1 bytes*" op=cpu mapping=sg sg_entries=5 size=4
refused "sg_entries=5 with size=9: an entry has at least 2 bytes with sg_place=crossing*" op=cpu mapping=sg sg_entries=5 size=9 sg_place=crossing
refused "sg_cut=odd with alignment=2*" op=cpu mapping=sg sg_entries=2 sg_cut=odd alignment=2
refused "src_offset=4 with a list: sg_place says where its entries start" op=cpu mapping=sg sg_entries=2 src_offset=4
refused "sg_entries=8 mapping=sg_chained: up to [0-9]*, SG_MAX_SINGLE_ALLOC of this kernel, nothing is chained" \
	op=none verify=0 mapping=sg_chained sg_entries=8
refused "sg_entries=1 with mapping=sg_chained*" mapping=sg_chained

rmdir $RIG/t
sim_gone sg
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
