#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# op=mmap: the tool uses a buffer through mmap. It has the memory that the kernel has, in every mapping that
# can be had, synchronises what has to be, and nothing of it is left.
. "${0%/*}/lib.sh"

if ! command -v dmarig >/dev/null; then
	skip "op=mmap" "no dmarig in this guest"
	finish
	exit
fi
out=/tmp/mmap
export DMARIG_MACHINE=guest
errors=$(dma_errors)

# uses KNOB=VALUE...: the tool's run ends well, and its row is in $out
uses() {
	rm -rf $out
	dmarig run channel="$chan" op=mmap verify=0 duration_ms=0 warmup_ms=0 transfers=20 -o $out "$@" >$out.log 2>&1 &&
		return 0
	sed 's/^/# /' $out.log
	return 1
}

# cell COLUMN: of the only row
cell() {
	busybox awk -F, -v want="$1" 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == want) at = i }
		NR == 3 { gsub(/"[^"]*"/, "quoted"); print $at }' $out/sweep.csv
}

# tool_refuses STATUS SENTENCE KNOB=VALUE...: the tool says so, and its exit status
tool_refuses() {
	_status=$1 _sentence=$2
	shift 2
	dmarig run channel="$chan" op=mmap verify=0 "$@" >$out.log 2>&1
	check "refused: $*" is $? "$_status"
	check "and says why" like "$(cat $out.log)" "$_sentence"
}

for coherent in 1 0; do
	sim_new m coherent=$coherent || { skip "coherent=$coherent" "devices here are coherent"; continue; }
	for mapping in coherent managed wc contiguous noncoherent noncontiguous premapped user dmabuf; do
		if [ $mapping = dmabuf ] && ! [ -e /dev/dma_heap/system ] && ! [ -e /dev/udmabuf ]; then
			skip "mapping=dmabuf" "nobody here exports dma_bufs"
			continue
		fi
		dmarig run channel="$chan" op=none verify=0 duration_ms=0 transfers=1 mapping=$mapping >$out.log 2>&1
		if grep -q ": this kernel has no " $out.log; then
			skip "mapping=$mapping" "$(tail -n 1 $out.log)"
			continue
		fi
		for access in read write copy_out copy_in in_place; do
			check "$access $mapping, coherent=$coherent" uses access=$access mapping=$mapping size=100000
		done
		check "20 uses were counted" is "$(cell done)" 20
		check "and their bytes" is "$(cell bytes)" 2000000
		# What has to be synchronised, and what has not
		case $mapping in
		coherent | managed | wc | contiguous) check "no sync of $mapping" is "$(cell unmap_max_ns)" "" ;;
		*) check "syncs of $mapping are timed" over "$(cell unmap_max_ns)$(cell map_max_ns)" 0 ;;
		esac
		check "one byte of $mapping, cold, coherent=$coherent" uses mapping=$mapping size=1 cache=cold
		check "4 MiB of $mapping, warm, coherent=$coherent" uses mapping=$mapping size=4M cache=warm access=copy_out
		check "both directions of $mapping" uses mapping=$mapping direction=bidirectional access=write
	done
	sim_gone m
done

sim_new m
check "memory the kernel cannot see" uses mapping=coherent attrs=no_kernel_mapping access=in_place
for heap in system udmabuf cma; do
	case $heap in
	system) test -e /dev/dma_heap/system ;;
	udmabuf) test -e /dev/udmabuf ;;
	cma) ls /dev/dma_heap/default_cma_region /dev/dma_heap/linux,cma /dev/dma_heap/reserved >/dev/null 2>&1 ;;
	esac || { [ $heap != cma ] || tool_refuses 3 "*heap=cma: this system has no such heap*" mapping=dmabuf heap=cma
		skip "heap=$heap" "this kernel has none"; continue; }
	check "heap=$heap" uses mapping=dmabuf heap=$heap size=64k access=in_place
	check "is in the row" is "$(cell heap)" $heap
done
tool_refuses 3 "*heap=nosuch: this system has no such heap*" mapping=dmabuf heap=nosuch
tool_refuses 2 "*heap=../null: want any, udmabuf, cma, or a name in /dev/dma_heap*" mapping=dmabuf heap=../null
tool_refuses 2 "*heap=cma with mapping=wc*" mapping=wc heap=cma
tool_refuses 2 "*op=mmap with mapping=pool: want one of coherent, *" mapping=pool
tool_refuses 2 "*depth=2 with op=mmap*" mapping=wc depth=2
tool_refuses 2 "*cache=dirty with op=mmap*" mapping=wc cache=dirty
# The run has nobody to serve when the tool dies, and ends when the next one comes.
dmarig run channel="$chan" op=mmap verify=0 mapping=coherent duration_ms=60000 >/dev/null 2>&1 &
pid=$!
# Without a sleep: on um its end would wait until the tool is idle, which it is not.
until measures "$(cd $RIG && echo tool-*)" -1; do :; done 2>/dev/null >&2
kill -9 $pid
wait $pid 2>/dev/null
check "a tool that was killed is in nobody's way" uses mapping=coherent
check "nothing of it is left" is "$(find $RIG -mindepth 1 -maxdepth 1 -type d | grep -c .)" 0
sim_gone m
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
