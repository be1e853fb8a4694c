#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make combinations: every op with every mapping, direction and completion, all data verified, on a
# simulated controller, zynqmp_dma, pl330 and edu. What is illegal must be refused. Each guest ends with
# its counts.
#
#   FLAVOUR (debug)    kasan checks every access as well, and takes several times as long

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${FLAVOUR:=debug}"
conf=/dmarig/configs/bench/all-combinations.conf

# sweep MACHINE SETUP ARGUMENTS...: in a guest, where SETUP leaves the channel in $chan
sweep() {
	local machine=$1 setup=$2
	shift 2

	say "every combination on $machine, flavour $FLAVOUR"
	MACHINE=$machine FLAVOUR=$FLAVOUR TIMEOUT=3000 \
		CMD="$setup; DMARIG_RESULTS=/dmarig/results/combinations \
		dmarig sweep $conf channel=\$chan --no-samples --name $machine $*" \
		"$vm/run.sh"
}

main() {
	local status=0

	sweep virt '. /dmarig/tests/guest/lib.sh; sim_new s' || status=1
	sweep versal chan=dma0chan0 || status=1
	sweep zynq chan=dma0chan0 || status=1
	# Its peer is itself, and each entry takes it a tenth of a second, in either direction.
	QEMU_EXTRA='-M iommu=smmuv3 -device edu' sweep virt chan=dmarig_edu peer=device flow=both \
		size=1k transfers=1 timeout_ms=60000 world=iommu || status=1
	exit "$status"
}

main
