#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make soak: long runs that must find nothing. Ten million transfers on a sound controller, ten
# thousand cycles of loading and requesting, a hundred thousand random operations under KASAN.
#
#   SOUND (10000000) CYCLES (10000) OPERATIONS (100000)    0 leaves one out

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${SOUND:=10000000}" "${CYCLES:=10000}" "${OPERATIONS:=100000}"

main() {
	local status=0

	if ((OPERATIONS)); then
		say "$OPERATIONS random operations, flavour kasan"
		MACHINE=virt FLAVOUR=kasan TIMEOUT=36000 \
			CMD="OPERATIONS=$OPERATIONS sh /dmarig/tests/guest/fuzz.sh" \
			"$vm/run.sh" || status=1
	fi
	if ((CYCLES)); then
		say "$CYCLES cycles, flavour perf"
		# Unloading waits for grace periods most of its time.
		MACHINE=virt FLAVOUR=perf TIMEOUT=36000 APPEND=rcupdate.rcu_expedited=1 \
			CMD="CYCLES=$CYCLES sh /dmarig/tests/guest/cycles.sh" \
			"$vm/run.sh" || status=1
	fi
	if ((SOUND)); then
		say "$SOUND transfers on a sound controller, flavour perf"
		MACHINE=virt FLAVOUR=perf TIMEOUT=36000 CMD="DMARIG_RESULTS=/dmarig/results/torture \
			dmarig torture /dmarig/configs/torture/steady-load.conf controller=sim \
			until=$SOUND duration=35000 transfers=2000 completion=irq size=64,1k,4k" \
			"$vm/run.sh" || status=1
	fi
	exit "$status"
}

main
