#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# QEMU's edu devices as DMA controllers, two of them or more, in the world this boot was given:
#   edu.sh PATH MASK     PATH as in the list of channels: direct or iommu; MASK bits of the devices
# The command line has dmarig_edu.unsafe=1. Behind an IOMMU a read outside what is mapped must show
# in the kernel's log, which the caller has to allow.
. "${0%/*}/lib.sh"

path=$1 mask=$2
drv=/sys/bus/pci/drivers/dmarig_edu
module=$(find / -xdev -name dmarig_edu.ko 2>/dev/null | head -n1)
fault='arm-smmu-v3 .*: event 0x|DMAR: .* fault addr|virtio_iommu .*: .*fault from EP'

devices() { ls -d $drv/*:* 2>/dev/null | sed 's|.*/||'; }
nr_devices() { devices | wc -l; }
channels() { awk -F'\t' '$2 == "dmarig_edu" { print $1 }' $RIG/channels; }
interrupts() { awk -v dev="$1" '$NF == dev && /MSI/ { for (i = 2; i <= 3; i++) n += $i } END { print n + 0 }' /proc/interrupts; }
nr_faults() { dmesg | grep -cE "$fault"; }
reload() { rmmod dmarig_edu && insmod "$module" "$@"; }
refused_load() { rmmod dmarig_edu 2>/dev/null; ! insmod "$module" "$@" 2>/dev/null; }
said() { dmesg | tail -n 4 | grep -qF "$1"; }

# Three pages that nobody has mapped. The device cannot say so, and none of its registers shows it.
stray_reads() {
	for _page in 1 2 3; do
		put "$drv/$1/stray_read" 0x"$_page"000 || return 1
	done
}

nr=$(nr_devices)
check "there is more than one device" over "$nr" 1
check "each has a channel" is "$(channels | wc -l)" "$nr"
check "that can be a slave and is nobody's otherwise" \
	is "$(grep -c "	dmarig_edu	.*	free	.*private.*slave" $RIG/channels)" "$nr"
check "their path to memory is $path, their mask $mask" \
	is "$(grep -c "	dmarig_edu	.* mask=$mask .* path=$path" $RIG/channels)" "$nr"

first=$(devices | head -n1)
before=$(nr_faults)
irqs=$(interrupts "$first")
check "a device reads where nothing is mapped for it" stray_reads "$first"
check "each read ends with an MSI" is $(($(interrupts "$first") - irqs)) 3
sleep 1
if [ "$path" = iommu ]; then
	check "the IOMMU says so" over "$(nr_faults)" "$before"
else
	check "no IOMMU is there to say so" is "$(nr_faults)" "$before"
fi

refuses "a stray read is of a number" put "$drv/$first/stray_read" here
check "a device can be unbound" put $drv/unbind "$first"
check "and takes its channel along" is "$(channels | wc -l)" $((nr - 1))
check "and bound again" put $drv/bind "$first"
check "and brings it back" is "$(channels | wc -l)" "$nr"
check "the module can go and come" reload dma_mask_bits="$mask"
check "without unsafe=1 nobody can have stray reads" [ ! -e "$drv/$first/stray_read" ]
if [ "$mask" = 32 ]; then
	check "the module loads for devices of 28 bits, which this machine cannot have" reload dma_mask_bits=28
	check "but binds none" is "$(nr_devices)" 0
	check "and the log says what to do" \
		sh -c "dmesg | grep -q 'dma_mask_bits=28: .* -device edu,dma_mask=0xffffffff and load this module with dma_mask_bits=32'"
fi
check "the mask has at least 12 bits" refused_load dma_mask_bits=11
check "says the log" said "dma_mask_bits=11: it is 12 to 64"
check "the buffer has 4096 bytes" refused_load buffer_bytes=4097
insmod "$module" dma_mask_bits="$mask"
finish
