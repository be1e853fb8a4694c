#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A kernel without trace events and dma_bufs: the modules do without, and whatever is not to be had is said.
. "${0%/*}/lib.sh"

out=/tmp/bare
any_chan

# lacks OPTION: is this kernel without it?
lacks() { ! zcat /proc/config.gz | grep -q "^CONFIG_$1="; }

for option in TRACEPOINTS DMA_SHARED_BUFFER; do
	check "this kernel has no CONFIG_$option" lacks $option
done
ends_well "a run" channel="$chan" verify=1
check "its CPU times are taken from nothing" is "$(result t cpu_time)" nothing
ends_badly "mapping=dmabuf: this kernel was built without CONFIG_DMA_SHARED_BUFFER" channel="$chan" mapping=dmabuf
ends_badly "completion=fence: this kernel was built without CONFIG_DMA_SHARED_BUFFER" channel="$chan" completion=fence

dmarig doctor >$out 2>&1
check "doctor says that there are no samples" grep -q "no samples without it" $out
check "a row without samples" dmarig run channel="$chan" duration_ms=20 --no-samples -o -
dmarig run channel="$chan" duration_ms=20 -o /tmp/bare.d >$out 2>&1
check "samples that cannot be had are no success" is $? 3
check "and how to go without is said" grep -q -- "--no-samples" $out
check "the card of a channel" dmarig check "$chan" callback-once data-lengths
rmdir "$RIG/t"
finish
