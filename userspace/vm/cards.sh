#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make cards: the report cards of all controllers there are in guests, to results/cards. What mainline
# drivers fail is explained in results/cards/README.md, and is no failure of this script; that a card
# cannot be made is.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

: "${FLAVOUR:=debug}"

# card NAME MACHINE ARGUMENTS...: the channel and its knobs, or nothing for a simulated one
card() {
	local name=$1 machine=$2 dir=$top/results/cards/$1
	shift 2

	say "the card of $name, on $machine, flavour $FLAVOUR"
	rm -rf "$dir"
	MACHINE=$machine FLAVOUR=$FLAVOUR TIMEOUT=900 ALLOW='.*' LOG=$top/build/vm/card-$name.log \
		CMD="DMARIG_MACHINE=$machine dmarig check --card -o /dmarig/results/cards/$name $*; [ \$? -le 1 ]" \
		"$top/userspace/vm/run.sh" | sed -n '1,/^$/p'
	[[ -s $dir/card.txt ]] || { say "no card of $name was made"; return 1; }
	# What changes from run to run is not for keeping.
	rm -f "$dir/meta.txt" "$dir/dmesg.txt"
}

# What hangs the machine with zynqmp_dma; results/cards/README.md says why.
hanging=(callback-may-terminate terminate-no-late-callback terminate-memory-still terminate-then-works
	synchronize-waits)

main() {
	local status=0

	card sim virt || status=1
	card zynqmp_dma versal dma0chan0 "${hanging[@]/#/--except }" || status=1
	card pl330 zynq dma0chan0 peer=memory || status=1
	QEMU_EXTRA='-M iommu=smmuv3 -device edu' \
		card edu virt dmarig_edu peer=device size=1k || status=1
	exit "$status"
}

main
