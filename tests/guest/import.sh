#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Memory that the tool imports into a run: pinned pages of its own, and dma_bufs of a heap.
. "${0%/*}/lib.sh"

if ! command -v dmarig >/dev/null; then
	skip "memory handed in" "no dmarig in this guest"
	finish
	exit
fi
out=/tmp/import
export DMARIG_MACHINE=guest
errors=$(dma_errors)

# good KNOB=VALUE...: the tool's run ends well
good() {
	dmarig run channel="$chan" duration_ms=0 warmup_ms=0 transfers=20 depth=4 "$@" >$out 2>&1 && return 0
	sed 's/^/# /' $out
	return 1
}

# tool_refuses STATUS SENTENCE KNOB=VALUE...: the tool says so, and its exit status
tool_refuses() {
	_status=$1 _sentence=$2
	shift 2
	dmarig run channel="$chan" "$@" >$out 2>&1
	check "refused: $*" is $? "$_status"
	check "and says why" like "$(cat $out)" "$_sentence"
}

for coherent in 1 0; do
	sim_new import coherent=$coherent || { skip "coherent=$coherent" "devices here are coherent"; continue; }
	for mapping in user dmabuf; do
		[ $mapping != dmabuf ] || [ -e /dev/dma_heap/system ] || [ -e /dev/udmabuf ] ||
			{ skip "mapping=$mapping" "nobody here exports dma_bufs"; continue; }
		set -- mapping=$mapping
		check "memcpy $*, coherent=$coherent" good "$@"
		check "two workers $*, coherent=$coherent" good "$@" threads=2 verify=2
		check "memset_sg of many pages $*, coherent=$coherent" good op=memset_sg "$@" size=200000
		check "slices of them $*, coherent=$coherent" good op=memset_sg "$@" size=100000 random=both dst_offset=60000
		check "copied by the CPU $*, coherent=$coherent" good op=cpu "$@" size=64k random=both dst_offset=5000
		check "mapped alone $*, coherent=$coherent" good op=none verify=0 "$@" size=64k direction=bidirectional
		check "fences $*, coherent=$coherent" good "$@" completion=fence
	done
	check "attrs=skip_cpu_sync, coherent=$coherent" good op=memset_sg mapping=user size=100000 attrs=skip_cpu_sync
done
tool_refuses 2 "*attrs=skip_cpu_sync with mapping=dmabuf*" mapping=dmabuf attrs=skip_cpu_sync
tool_refuses 2 "*sg_entries=2 with mapping=user*" mapping=user op=cpu sg_entries=2
check "nothing of it is left" is "$(find $RIG -mindepth 1 -maxdepth 1 -type d | grep -c .)" 0
sim_gone import
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
