#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make cards: the report cards of all controllers there are in guests, to results/cards. What mainline
# drivers fail, and which rules the kernel does not survive, is explained in results/cards/README.md, and
# is no failure of this script; that a card cannot be made is.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${FLAVOUR:=debug}"

# card NAME MACHINE [VARIABLE=VALUE]...: with what else card.sh is to know
card() {
	local name=$1 machine=$2 dir=$top/results/cards/$1
	shift 2

	say "the card of $name, on $machine, flavour $FLAVOUR"
	rm -rf "$dir"
	{ env MACHINE="$machine" FLAVOUR="$FLAVOUR" OUTPUT="$dir" "$@" "$suites/card.sh" || true; } |
		sed -n '1,/^$/p'
	[[ -s $dir/card.txt ]] || { say "no card of $name was made"; return 1; }
	# What changes from run to run is not for keeping.
	rm -f "$dir"/{rows.csv,console-*.log}
}

main() {
	local status=0

	card sim virt || status=1
	card zynqmp_dma versal || status=1
	card pl330 zynq || status=1
	card edu virt CHANNEL=dmarig_edu || status=1
	card bcm2835 raspi3b RULE_TIMEOUT=60 || status=1
	card sf-pdma sifive_u RULE_TIMEOUT=60 || status=1
	exit "$status"
}

main
