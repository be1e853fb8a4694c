#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Transfers in pieces: lists of entries cut and placed in every way, with what lies between them left
# alone, and the limits of lists. On simulated channels, and with the CPU's copy, which needs none.
. "${0%/*}/lib.sh"

# good [KNOB=VALUE...]: a run of 20 transfers ends well
good() { is "$(point channel="$chan" depth=2 duration_ms=0 warmup_ms=0 transfers=20 "$@") $(run_error t)" "done "; }

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
			check "op=memset_sg $*" good op=memset_sg value=90 "$@"
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

for sizes in "size=4096" "size=64" "size=12288 random=size" "size=12288 random=both src_offset=64 dst_offset=128"; do
	for gaps in "" "src_gap=3 dst_gap=61" "src_gap=200" "dst_gap=128" "dst_gap=129"; do
		# shellcheck disable=SC2086 # lists
		check "op=interleaved $sizes $gaps" good op=interleaved chunk=16 frame=4 $sizes $gaps
	done
done
check "op=interleaved, all of it one chunk" good op=interleaved random=both src_offset=5 dst_offset=9
check "op=interleaved, chunks of a byte" good op=interleaved chunk=1 dst_gap=1 size=512 cpu_touch=both
for mapping in coherent noncoherent page sg; do
	check "op=interleaved mapping=$mapping" good op=interleaved mapping=$mapping chunk=100 frame=3 size=9000 src_gap=7 dst_gap=70
done

# caught FAULT SENTENCE [KNOB=VALUE...]: that fault of the controller fails the run, and it says how
caught() {
	_sentence=$2
	put $SIM/sg/fault "$1"
	shift 2
	check "$(cat $SIM/sg/fault), $*: fails" is "$(point channel="$chan" "$@")" failed
	check "and says how" like "$(run_error t)" "$_sentence"
	put $SIM/sg/fault none
}
for knobs in "op=memset_sg mapping=sg sg_entries=4 sg_cut=odd sg_place=crossing" "op=interleaved chunk=64 dst_gap=8" \
	"op=interleaved chunk=64 dst_gap=500 src_gap=1"; do
	# shellcheck disable=SC2086 # lists
	caught overrun "*the memory behind piece [0-9]* of [0-9]* overwritten at byte *" $knobs
	# shellcheck disable=SC2086 # lists
	caught corrupt_byte "*wrong data*" $knobs
	# shellcheck disable=SC2086 # lists
	caught short_copy "*wrong data*" $knobs
done

for knobs in "single skip_cpu_sync" "page skip_cpu_sync" "sg skip_cpu_sync" "single no_warn" "coherent no_warn"; do
	check "mapping and attrs $knobs" good mapping=${knobs% *} attrs=${knobs#* } size=4000 random=both dst_offset=100
done
check "attrs=skip_cpu_sync, a list" good op=memset_sg mapping=sg sg_entries=9 sg_place=random attrs=skip_cpu_sync
check "attrs=no_kernel_mapping" good op=none verify=0 mapping=coherent attrs=no_kernel_mapping
refused "attrs=no_kernel_mapping with op=memcpy*the kernel cannot see the memory" mapping=coherent attrs=no_kernel_mapping
refused "attrs=skip_cpu_sync with mapping=coherent: want one of single, page*" mapping=coherent attrs=skip_cpu_sync
refused "attrs=weak_ordering: addresses reach * by path=*, where nobody looks at it" attrs=weak_ordering
refused "mapping=user*no memory * from user_memory, as nothing or too little was handed in (-12)" mapping=user
refused "mapping=dmabuf*no memory * from dmabuf, as none or too few or too small*" mapping=dmabuf
refuses "user_memory: no address" put $RIG/t/user_memory "here 4096"
check "and says so" like "$(run_error t)" "user_memory: want an address and bytes*"
refuses "user_memory: an address of nobody" put $RIG/t/user_memory "4096 4096"
check "and says so" like "$(run_error t)" "user_memory: 4096 bytes at 0x1000 cannot be pinned*"
refuses "dmabuf: a file that is none" put $RIG/t/dmabuf 0
check "and says so" like "$(run_error t)" "dmabuf: file descriptor 0 of the writer is no dma_buf*"

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

# A simulated controller takes entries of any length; hardware may not.
any_chan
most=$(sed -n "s/^$chan	.*max_seg=\([0-9]*\).*/\1/p" $RIG/channels)
if [ "$most" -lt 1048576 ]; then
	set -- op=none verify=0 mapping=sg duration_ms=0 transfers=20 sg_entries=2
	check "entries as long as $chan takes" is "$(point channel="$chan" "$@" size=$((most * 2)))" "done"
	refused "size=$((most * 4)) sg_entries=2 mapping=sg: that maps $((most * 2)) bytes in one, and * has a max_segment_size of $most" \
		"$@" size=$((most * 4))
	rmdir $RIG/t
else
	skip "entries too long for the device" "$chan takes $most bytes"
fi
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
