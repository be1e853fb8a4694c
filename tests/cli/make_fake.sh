#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Makes a system for the tool to be tested on: directories in place of the kernel's file systems, and
# three channels of which one is held. Usage: make_fake.sh DIR TOOL
set -eu
root=$1 tool=$2

mkdir -p "$root/config/dmarig" "$root/debug/dma-api" "$root/debug/dmaengine" "$root/proc"
cd "$root"
"$tool" --version | sed 's/.*contract /dmarig /' > config/dmarig/version
"$FAKE_KNOBS" > config/dmarig/knobs
printf 'dma0chan0\tdmarig-sim\tdmarig_sim.0\tfree\tmemcpy,private\tcopy_align=0\tmax_seg=65536\tmask=64\tcoherent=1\tpath=direct\n' \
	> config/dmarig/channels
printf 'dma1chan0\tdmarig-edu\t0000:00:02.0\tfree\tmemcpy\tcopy_align=2\tmax_seg=4096\tmask=28\tcoherent=1\tpath=iommu\n' \
	>> config/dmarig/channels
for rule in completes data-exact pause-status callback-once; do
	printf '%s\tclient.rst: Submit\twhat %s says\n' $rule $rule
done > config/dmarig/rules
printf '0\n' > debug/dma-api/error_count
printf '1\n' > debug/dma-api/num_errors
printf 'N\n' > debug/dma-api/disabled
printf '\n' > debug/dma-api/driver_filter
: > debug/dma-api/dump
: > kmsg
for chan in 0:0:dmarig-sim:dmarig_sim.0 0:1:dmarig-sim:dmarig_sim.0 1:0:dmarig-edu:0000:00:02.0; do
	IFS=: read -r dma nr driver device <<< "$chan"
	mkdir -p "sys/devices/$device" "sys/drivers/$driver" "sys/class/dma/dma${dma}chan$nr"
	ln -sfn "../../drivers/$driver" "sys/devices/$device/driver"
	ln -sfn "../../../devices/$device" "sys/class/dma/dma${dma}chan$nr/device"
	echo 0 > "sys/class/dma/dma${dma}chan$nr/in_use"
done
echo 1 > sys/class/dma/dma0chan1/in_use
printf 'dma0 (dmarig_sim.0): number of channels: 2\n dma0chan1     | spi0:tx\n\n' > debug/dmaengine/summary
