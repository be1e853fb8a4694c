#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every op with every mapping, and with every completion and direction, verified, at sizes and offsets
# drawn at random; ALL=1 takes all of them with each other, for some minutes.
# A combination that this channel cannot do is refused with a sentence.
. "${0%/*}/lib.sh"

: "${ALL:=}"
any_chan
errors=$(dma_errors)
line=$(grep "^$chan	" $RIG/channels)
align=$(echo "$line" | sed -n 's/.*copy_align=\([0-9]*\).*/\1/p')
caps=$(echo "$line" | cut -f5)
# limit NAME: a number from the channel's line; 0 where it has none
limit() { echo "$line" | sed -n "s/.* $1=\([0-9]*\).*/\1/p;t" | grep . || echo 0; }

# source_counts OP: what is worth trying for the knob; 0 is the op's own
source_counts() {
	case $1 in
	xor) echo 2 3 "$(limit max_xor)" ;;
	xor_val) echo 2 3 "$(($(limit max_xor) - 1))" ;;
	pq | pq_val) echo 2 3 "$(limit max_pq)" ;;
	*) echo 0 ;;
	esac
}

# combination OP [KNOB=VALUE...]: sizes and offsets at random
combination() {
	verify=1
	case $1 in none | interrupt) verify=0 ;; esac
	extra=
	[ "$1" != interleaved ] || extra="chunk=$((align * 16)) frame=2 src_gap=$align dst_gap=$((align * 3))"
	# Entries this short are all bounced where a device is not coherent.
	case $* in *mapping=sg_chained*) extra="sg_entries=300 size=$((align * 4096)) src_offset=0 dst_offset=0 depth=1 batch=1" ;; esac
	_op=$1
	shift
	set -- op="$_op" "$@"
	# shellcheck disable=SC2086 # a list
	state=$(point channel="$chan" verify=$verify "$@" random=both alignment="$align" size=8192 \
		src_offset=64 dst_offset=128 depth=4 batch=2 warmup_ms=0 duration_ms=0 transfers=30 $extra)
	check "$*" is "$state $(run_error t)" "done "
}

# turn N OF: is it the turn of number N of this mapping? Each mapping meets the others in turn, so that
# over the mappings each has met each; with ALL=1 every mapping meets all.
turn() { [ -n "$ALL" ] || [ $(((nth + $1) % $2)) -eq 0 ]; }

# ways OP: that op over all other vectors
ways() {
	nth=0 ways=6
	case $1 in cpu | none) ways=2 ;; esac
	for mapping in $(names mappings); do
		# What only the tool or a device has, and what only lists are for.
		case $1,$mapping in
		*,user | *,dmabuf | *,resource) continue ;;
		*,phys | *,iova)
			[ "$(point channel="$chan" op=none verify=0 mapping="$mapping")" = "done" ] ||
				{ skip "mapping=$mapping" "$(run_error t)"; continue; } ;;
		cpu,sg_chained | none,sg_chained | memset_sg,sg_chained) ;;
		*,sg_chained)
			check "op=$1 mapping=sg_chained is refused" is \
				"$(point channel="$chan" op="$1" verify=0 mapping=sg_chained sg_entries=300)" failed
			check "as it takes no list" like "$(run_error t)" "sg_entries=300 with op=$1: only * take lists"
			continue
			;;
		esac
		way=0
		for completion in $(names completions); do
			case $1,$completion in cpu,irq | none,irq) ;; cpu,* | none,*) continue ;; esac
			for direction in natural bidirectional; do
				turn $way $ways && combination "$1" mapping="$mapping" \
					completion="$completion" direction="$direction"
				way=$((way + 1))
			done
		done
		way=0
		for sources in $(source_counts "$1"); do
			[ "$sources" = 0 ] || ! turn $way 3 ||
				combination "$1" mapping="$mapping" sources="$sources"
			way=$((way + 1))
		done
		nth=$((nth + 1))
	done
}

# The capability that an op needs
cap_of() {
	case $1 in
	slave_* | peripheral_vec) echo slave ;;
	interleaved) echo interleave ;;
	*) echo "$1" ;;
	esac
}

# What a process does is in mmap.sh.
for op in $(names ops | grep -vx mmap); do
	cap=$(cap_of "$op") peer=
	case $cap in slave | cyclic) peer="peer=memory flow=dev_to_mem" ;; esac
	case $op,$caps, in
	cpu,* | none,* | "$op,$cap",* | "$op",*,"$cap",*)
		# Peripherals have tests of their own, as each is different.
		[ -n "$peer" ] || ways "$op"
		;;
	*)
		# shellcheck disable=SC2086 # a list
		check "op=$op is refused" is "$(point channel="$chan" op="$op" verify=0 $peer)" failed
		check "as $chan cannot do it" like "$(run_error t)" "channel=$chan op=$op: $chan (*) can only do $caps"
		;;
	esac
done

for touch in none read write both; do
	check "cpu_touch=$touch" is "$(point channel="$chan" cpu_touch=$touch verify=2)" "done"
done
check "cpu=irq" is "$(point channel="$chan" cpu=irq)" "done"
check "spin_us=50" is "$(point channel="$chan" spin_us=50)" "done"
check "the smallest transfer" is "$(point channel="$chan" size="$align")" "done"
check "1 MiB" is "$(point channel="$chan" size=1M depth=2)" "done"
check "more depth than any channel has descriptors" is "$(point channel="$chan" depth=512 batch=16)" "done"
check "two workers on a channel" is "$(point channel="$chan" threads=2 depth=4)" "done"
check "which both worked" is "$(result t workers)" 2
rmdir $RIG/t
if [ -n "$errors" ]; then
	check "dma-debug counted no error" is "$(dma_errors)" "$errors"
	check "and is still on" is "$(cat $DMA_DEBUG/disabled)" N
else
	skip "dma-debug counted no error" "this kernel has no DMA_API_DEBUG"
fi
finish
