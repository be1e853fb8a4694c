#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# QEMU's edu devices as DMA controllers, two of them or more, in the world this boot was given:
#   edu.sh PATH MASK     PATH as in the list of channels: direct or iommu; MASK bits of the devices
# The command line has dmarig_edu.unsafe=1. Behind an IOMMU a read outside what is mapped must show
# in the kernel's log, which the caller has to allow. A DMA takes 100 ms, so runs are short.
. "${0%/*}/lib.sh"

path=$1 mask=$2
drv=/sys/bus/pci/drivers/dmarig_edu
module=$(find / -xdev -name dmarig_edu.ko 2>/dev/null | head -n1)
fault='arm-smmu-v3 .*: event 0x|DMAR: .* fault addr|virtio_iommu .*: .*fault from EP'

devices() { find $drv/ -name '*:*' | sed 's|.*/||' | sort; }
nr_devices() { devices | wc -l; }
channels() { awk -F'\t' '$2 == "dmarig_edu" { print $1 }' $RIG/channels; }
interrupts() { awk -v dev="$1" '$NF == dev && /MSI/ { n += $2 + $3 } END { print n + 0 }' /proc/interrupts; }
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

# loop [KNOB=VALUE...]: into the device's buffer and back, three times
loop() {
	point op=slave_sg peer=device size=1024 warmup_ms=0 duration_ms=0 transfers=3 "$@"
}

errors=$(dma_errors)
nr=$(nr_devices)
first=$(devices | head -n1)
check "there is more than one device" over "$nr" 1
check "each has a channel" is "$(channels | wc -l)" "$nr"
check "that can be a slave and is nobody's otherwise" \
	is "$(grep -c "	dmarig_edu	.*	free	.*private.*slave" $RIG/channels)" "$nr"
check "their path to memory is $path, their mask $mask" \
	is "$(grep -c "	dmarig_edu	.* mask=$mask .* path=$path" $RIG/channels)" "$nr"

for size in 4 1000 4092; do
	check "$size bytes come back as they were sent" is "$(loop channel="$first" size=$size)" "done"
	check "and somebody looked" over "$(result t verified)" 2
done
check "an odd number of bytes does too" \
	is "$(loop channel="$first" size=4095 src_width=1 dst_width=1)" "done"
check "and one segment of coherent memory" \
	is "$(loop channel="$first" op=slave_single mapping=coherent size=256)" "done"
check "a transfer that is longer than the buffer is refused" \
	is "$(loop channel="$first" size=4096)" failed

irqs=$(for dev in $(devices); do interrupts "$dev"; done)
check "all devices work at once" \
	is "$(loop channel="$(channels | tr '\n' , | sed 's/,$//')" size=1024)" "done"
used=0
for dev in $(devices); do
	used=$((used + 1))
	before=$(echo "$irqs" | sed -n ${used}p)
	check "with MSIs of their own: $dev" over $(($(interrupts "$dev") - before)) 1
done

run_new t op=slave_sg peer=device channel="$first" size=1024 depth=4 duration_ms=60000
check "a long run starts" put $RIG/t/live 1
wait_until measures t
refuses "the module cannot go while it is live" rmmod dmarig_edu
refuses "nor the device be used behind its client's back" put "$drv/$first/stray_read" 0x1000
check "it can be stopped with transfers under way" put $RIG/t/live 0
check "which says so" is "$(run_error t)" "stopped before the measuring window closed"
check "and leaves a device that works" is "$(loop channel="$first")" "done"
for mapping in noncontiguous dmabuf; do
	check "mapping=$mapping is refused, as its pages are longer than the device can have" is \
		"$(loop channel="$first" mapping=$mapping)" "failed"
	check "and the limit is named" like "$(run_error t)" "*mapping=$mapping: *max_segment_size of 4095"
done
check "dma-debug counted no error" is "$(dma_errors)" "$errors"

before=$(nr_faults)
irqs=$(interrupts "$first")
check "a device reads where nothing is mapped for it" stray_reads "$first"
check "each read ends with an MSI" is $(($(interrupts "$first") - irqs)) 3
more_faults() { over "$(nr_faults)" "$before"; }
if [ "$path" = iommu ]; then
	check "the IOMMU says so" wait_until more_faults
else
	check "no IOMMU is there to say so" is "$(nr_faults)" "$before"
fi
refuses "a stray read is of a number" put "$drv/$first/stray_read" here
check "what is mapped is read as before" is "$(loop channel="$first")" "done"
rmdir $RIG/t

# The device cannot say that a transfer failed, which is known of it; but it has to work afterwards.
if command -v dmarig >/dev/null; then
	dmarig check "$first" peer=device size=256 timeout_ms=10000 error-is-told error-then-works -o /tmp/edu-card >/tmp/edu.out 2>&1
	check "the rules of errors are asked" is $? 0
	check "that it tells of none is known" grep -q "known to fail: QEMU.s edu device" /tmp/edu.out
	check "it works afterwards, and what the IOMMU says is wanted" \
		grep -qE "^    ok [0-9]+ error-then-works\$" /tmp/edu.out
	rm -rf /tmp/edu-card
else
	skip "rules of errors" "no dmarig in this guest"
fi

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
