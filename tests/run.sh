#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs every suite, or those named, two at a time, shows what failed and adds up. A suite is a
# command that prints TAP; one that prints no test, or fails without a failed test, has failed.
#
#   tests/run.sh [SUITE]...
#
# SUITE is one of those in suite() below.

set -uo pipefail
cd "$(dirname "$0")/.." || exit 3

vm=userspace/vm
logs=build/test
mkdir -p "$logs"

# What the misuses of the suite `oracle` make the kernel say
provoked='DMA-API: dmarig_sim |DMA-API: Mapped at:|dmarig_sim.*: rejecting DMA map of vmalloc memory'

# guest MACHINE FLAVOUR [SCRIPT...]: the guest suite in one boot
guest() {
	local machine=$1 flavour=$2
	shift 2
	TIMEOUT=1500 MACHINE=$machine FLAVOUR=$flavour DT=${DT:-} KMEMLEAK=${KMEMLEAK:-} ALLOW=${ALLOW:-} \
		LOG=$logs/$machine-${KERNEL:-6.12}-$flavour-${1:-all}.console \
		CMD="sh /dmarig/tests/guest/all.sh $*" $vm/run.sh
}

# edu NAME: edu devices in one world; what an IOMMU says of reads it blocks is what is wanted
edu() {
	local machine=virt path=iommu mask=28 qemu='-device edu -device edu' append=dmarig_edu.unsafe=1
	local allow='arm-smmu-v3 .*: event 0x|DMAR: .* fault addr|virtio_iommu .*: .*fault from EP'

	case $1 in
	*-direct | *-passthrough)
		path=direct mask=32 allow='' append+=' iommu.passthrough=1 dmarig_edu.dma_mask_bits=32'
		qemu='-device edu,dma_mask=0xffffffff -device edu,dma_mask=0xffffffff' ;;
	esac
	case $1 in
	edu-direct) ;;
	edu-passthrough) qemu="-M iommu=smmuv3 $qemu" ;;
	edu-smmu) qemu="-M iommu=smmuv3 $qemu" append+=' iommu.strict=1' ;;
	edu-lazy) qemu="-M iommu=smmuv3 $qemu" append+=' iommu.strict=0' ;;
	edu-virtio) qemu="-device virtio-iommu-pci $qemu" ;;
	# The kernel's look at the timer fails where an emulated processor has to share a real one.
	edu-vtd) machine=q35 append+=' intel_iommu=on iommu.strict=1 no_timer_check'
		qemu="-device intel-iommu,intremap=off $qemu" ;;
	esac
	MACHINE=$machine FLAVOUR=debug QEMU_EXTRA=$qemu APPEND=$append ALLOW=$allow \
		LOG=$logs/$1.console CMD="sh /dmarig/tests/guest/edu.sh $path $mask" $vm/run.sh
}

# Every world, each in a boot of its own
worlds() {
	local file status=0

	for file in configs/world/*; do
		MACHINE='' WORLD=${file##*/} FLAVOUR=debug LOG=$logs/world-${file##*/}.console \
			CMD="sh /dmarig/tests/guest/world.sh" $vm/run.sh || status=1
	done
	return "$status"
}

suite() {
	case $1 in
	unit | cli) "tests/$1/run.sh" ;;
	trixie) tests/vm/trixie.sh ;;
	vm) for t in tests/vm/{judge,deps,guest}.sh; do "$t" || echo "not ok - $t ended with status $?"; done ;;
	build) $vm/headers.sh ;;
	virt) guest virt debug lifecycle knobs misuse combinations ops mappings resource pace ;;
	sim) guest virt debug sim-control sim-dmatest sim-world slave cyclic sg handed fences concurrent \
		unload faults fault-runs tool quarantine ;;
	check) guest virt debug check fail-nth fuzz cycles ;;
	trace) guest virt debug trace && guest versal debug trace ;;
	torture) guest virt debug torture ;;
	oracle) ALLOW=$provoked guest virt debug oracle ;;
	versal) guest versal debug lifecycle misuse combinations concurrent unload resource tool ;;
	q35) guest q35 debug lifecycle misuse ops mappings tool ;;
	zynq) DT=client guest zynq debug lifecycle misuse client resource tool ;;
	virt-6.1) KERNEL=6.1 guest virt debug lifecycle misuse mappings ops tool ;;
	oracle-7.2) KERNEL=7.2 ALLOW=$provoked guest virt debug oracle ;;
	virt-7.2) KERNEL=7.2 guest virt debug lifecycle misuse mappings ops faults tool ;;
	worlds) worlds ;;
	debian) tests/vm/debian.sh || echo "not ok - tests/vm/debian.sh ended with status $?"
		KERNEL=debian guest virt debian lifecycle misuse ops mappings tool &&
		KERNEL=debian guest versal debian lifecycle tool ;;
	fio) for machine in virt versal; do KERNEL=debian WITH=fio guest "$machine" debian fio; done ;;
	noise) KERNEL=debian WITH=fio QEMU_EXTRA="-drive driver=null-co,read-zeroes=on,size=64M,if=none,id=disk -device virtio-blk-pci,drive=disk" \
		guest virt debian noise ;;
	kasan) guest virt kasan faults unload quarantine ;;
	edu-direct | edu-passthrough | edu-smmu | edu-lazy | edu-virtio | edu-vtd) edu "$1" ;;
	*)
		echo "tests/run.sh: no suite '$1'; see suite() there" >&2
		return 2
		;;
	esac
}

count() { grep -cE "$1" "$2" || true; }

# run_suite NAME: its output in $logs/NAME.log, a line of counts, what failed, and why
run_suite() {
	local name=$1 log=$logs/$1.log begin=$SECONDS status good bad skips

	suite "$name" >"$log" 2>&1 </dev/null
	status=$?
	skips=$(count '^ok .*# SKIP' "$log")
	good=$(($(count '^ok ' "$log") - skips))
	bad=$(count '^not ok' "$log")
	if ((bad == 0 && (status != 0 || good + skips == 0))); then
		echo "not ok - suite $name ended with status $status" >>"$log"
		tail -n 15 "$log"
		bad=1
	fi
	echo "$good $bad $skips" >"$logs/$name.counts"
	printf '%-15s %4d passed, %d failed, %d skipped in %d s; log: %s\n' "$name" "$good" "$bad" \
		"$skips" $((SECONDS - begin)) "$log"
	grep -E '^(not ok|ok .*# SKIP)' -A 3 "$log" | grep -vE '^(ok [0-9]+ - [^#]*|--|1\.\..*)$'
}

# A guest waits more than it works, so two suites share two processors well. The long ones first.
(($#)) || set -- virt sim check torture trace worlds build kasan zynq q35 oracle versal virt-7.2 oracle-7.2 \
	fio noise debian edu-vtd edu-smmu edu-virtio edu-direct vm cli unit
rm -f "$logs"/*.counts
running=0
for name; do
	((running < 2)) || wait -n
	run_suite "$name" &
	running=$(jobs -rp | wc -l)
done
wait
awk -v suites=$# '{ passed += $1; failed += $2; skipped += $3 }
	END { failed += suites - NR
	      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	      exit failed > 0 }' "$logs"/*.counts
