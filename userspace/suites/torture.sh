#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make torture: every scenario of configs/torture on virt and on versal, a line each. A service that a
# machine cannot have is a skip with its sentence.
#
#   DURATION (10)      seconds a scenario
#   FLAVOUR (debug)    kasan checks every access as well
#   MACHINES SCENARIOS SEED

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${DURATION:=10}" "${FLAVOUR:=debug}" "${MACHINES:=virt versal}" "${SEED:=1}"
: "${SCENARIOS:=$(cd "$top/configs/torture" && echo *.conf)}"

# In the guest: what to do for each; status 1 when a verdict is not the one expected.
# shellcheck disable=SC2016 # expanded in the guest
each='status=0
for scenario in $scenarios; do
	out=$(dmarig torture /dmarig/configs/torture/$scenario --seed $seed duration=$duration 2>/tmp/said)
	case $? in
	0 | 1) echo "$out" ;;
	3) echo "ok ${scenario%.conf} # SKIP $(sed "s/^dmarig: //" /tmp/said | tail -n 1)" ;;
	*) echo "not ok ${scenario%.conf}"; sed "s/^/# /" /tmp/said ;;
	esac
	case $out in "not ok"*) status=1 ;; esac
done
exit $status'

main() {
	local status=0 machine nr

	nr=$(wc -w <<<"$SCENARIOS")
	for machine in $MACHINES; do
		say "torturing $machine, flavour $FLAVOUR: $nr scenarios of $DURATION s"
		MACHINE=$machine FLAVOUR=$FLAVOUR TIMEOUT=$((nr * (DURATION + 60) + 120)) \
			CMD="scenarios='$SCENARIOS' seed=$SEED duration=$DURATION
			export DMARIG_MACHINE=$machine DMARIG_RESULTS=/dmarig/results/torture
			$each" "$vm/run.sh" || status=1
	done
	exit "$status"
}

main
