#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every op with every mapping, completion and direction, verified, at sizes and offsets drawn at random.
. "${0%/*}/lib.sh"

any_chan
errors=$(dma_errors)
align=$(sed -n "s/^$chan	.*copy_align=\([0-9]*\).*/\1/p" $RIG/channels)
names() { cut -f1 "$RIG/$1" | grep .; }

for op in $(names ops); do
	for mapping in $(names mappings); do
		for completion in $(names completions); do
			for direction in natural bidirectional; do
				set -- op="$op" mapping="$mapping" completion="$completion" direction="$direction"
				verify=1
				[ "$op" = none ] && verify=0
				[ "$op" != memcpy ] && [ "$completion" != irq ] && continue
				state=$(point channel="$chan" verify=$verify "$@" random=both alignment="$align" \
					size=8192 src_offset=64 dst_offset=128 depth=4 batch=2 \
					duration_ms=0 transfers=100)
				check "$*" is "$state $(run_error t)" "done "
			done
		done
	done
done

for touch in none read write both; do
	check "cpu_touch=$touch" is "$(point channel="$chan" cpu_touch=$touch verify=2)" "done"
done
check "cpu=irq" is "$(point channel="$chan" cpu=irq)" "done"
check "spin_us=50" is "$(point channel="$chan" spin_us=50)" "done"
check "the smallest transfer" is "$(point channel="$chan" size="$align")" "done"
check "1 MiB" is "$(point channel="$chan" size=1M depth=2 timeout_ms=20000)" "done"
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
