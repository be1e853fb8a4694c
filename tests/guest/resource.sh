#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# mapping=resource: memory of a device, mapped for every transfer. Where the machine has on-chip memory that
# its controllers reach, data goes through it and is verified; elsewhere a window is mapped and never
# accessed.
. "${0%/*}/lib.sh"

errors=$(dma_errors)
any_chan
short="channel=$chan warmup_ms=0 duration_ms=0 transfers=50"
model=$(tr '\0' '\n' </proc/device-tree/model 2>/dev/null)
case $model in
"Xilinx ZC702 board" | "Xilinx Versal Virtual development board") window=0xfffc0000 bytes=128k ram=1 ;;
linux,dummy-virt) window=0x4000000 bytes=4M ram= ;;	# flash, which nobody drives
*)
	skip "memory of a device" "none is known on '$model'"
	finish
	exit
	;;
esac
there="mapping=resource resource=$window resource_bytes=$bytes"

# shellcheck disable=SC2086 # lists, here and below
ends_badly "mapping=resource resource=$window: it needs the module parameter unlock_resource=1 at load" $there
rmdir $RIG/t
rmmod dmarig
check "the module is loaded again, unlocked" insmod "${0%/*}/../../modules/dmarig.ko" unlock_resource=1

ends_badly "mapping=resource with resource=none*: want an address*" mapping=resource
ends_badly "resource=$window resource_bytes=0 with mapping=single: only*" resource=$window
ends_badly "resource=0x1234: want a multiple of 4096*" mapping=resource resource=0x1234 resource_bytes=64k
ends_badly "resource_bytes=65536 with size=4096 depth=3: 6 buffers of 12288 bytes each take 73728" \
	mapping=resource resource=$window resource_bytes=64k depth=3
ends_badly "resource=0xfffffffffffff000: beyond the physical addresses of this machine" \
	mapping=resource resource=0xfffffffffffff000 resource_bytes=64k
memory=$(sed -n 's/^ *\([0-9a-f]*\)-.* : System RAM$/\1/p' /proc/iomem | sed -n 1p)
ends_badly "resource=0x$memory: the kernel's memory is there, and no device" \
	mapping=resource resource=0x$memory resource_bytes=64k

# maps WHAT KNOB=VALUE...: nothing is transferred, and nobody looks
maps() { ends_well "$@" op=none verify=0 $there; }
for direction in natural bidirectional; do
	maps "mapped" direction=$direction depth=4
done
maps "parts of it" random=both size=8k src_offset=64 dst_offset=128
run_new holder channel="$chan" op=none verify=0 duration_ms=60000 $there
check "a run that has a part of it starts" put $RIG/holder/live 1
check "which is in the list of all resources" grep -q "${window#0x}-.* : dmarig" /proc/iomem
sim_new other
ends_badly "mapping=resource *no memory * from resource, of which somebody has a part already* (-16)" \
	channel="$chan" op=none verify=0 $there
sim_gone other
put $RIG/holder/live 0
cat $RIG/holder/wait >/dev/null
rmdir $RIG/holder
refuses "afterwards it is nobody's" grep -q "${window#0x}-.* : dmarig" /proc/iomem

if [ -n "$ram" ]; then
	for op in memcpy cpu; do
		ends_well "through it" op=$op $there
		ends_well "through parts of it" op=$op $there random=both size=8k src_offset=64 dst_offset=128 alignment=64
		ends_well "both directions" op=$op $there direction=bidirectional
		ends_well "with the CPU" op=$op $there cpu_touch=both verify=2
	done
	ends_well "several at once" $there depth=4 batch=2
	check "and verified" over "$(result t verified)" 49
	check "above all memory the kernel manages" is "$(result t zones)" none
else
	skip "through it" "no controller here reaches memory that is no RAM"
fi
rmdir $RIG/t
if [ -n "$errors" ]; then
	check "dma-debug counted no error" is "$(dma_errors)" "$errors"
else
	skip "dma-debug counted no error" "this kernel has no DMA_API_DEBUG"
fi
finish
