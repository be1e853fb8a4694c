#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every rule can fail: of each there is a fault of the simulated controller that it catches. A rule that no row
# of the faults is meant for, and that is not named below, fails the test.
. "${0%/*}/lib.sh"

dir=/tmp/every-rule

# Rules of memory, whose bugs are those of whoever maps it and not the controller's, and of a completion that
# is the client's own. What makes them fail is any wrong byte.
others="data-when-fenced mapping-page mapping-bidirectional mapping-coherent mapping-noncoherent"
others="$others mapping-premapped mapping-pool"

# fault_for RULE: the first that is meant for it
fault_for() {
	awk -F'\t' -v rule="$1" '$3 == rule { print $1; exit }' $SIM/faults
}

# by_others RULE...: each fails on a controller that writes a wrong byte
by_others() {
	sim_new wrong channels=2 latency_ns=50000 bandwidth_mbps=8 fault=corrupt_byte || exit 1
	for _rule; do
		rm -rf $dir
		dmarig check "$chan" "$_rule" peer=memory -o $dir >/tmp/every-rule.out 2>&1
		check "$_rule fails on a wrong byte" is $? 1
	done
	sim_gone wrong
}

faults=
for rule in $(names rules); do
	fault=$(fault_for "$rule")
	case " $others " in
	*" $rule "*) check "$rule: no fault is its own" is "$fault" "" ;;
	*) check "$rule: a fault is meant for it" over "${#fault}" 0 ;;
	esac
	faults="$faults $fault"
done
# shellcheck disable=SC2086 # lists of names
by_others $others

rm -rf $dir
# shellcheck disable=SC2086 # a list of names
dmarig mutation --rates 1 --seconds 10 -o $dir $faults >/tmp/every-rule.out
awk -F, 'NR > 2 && ($3 != "yes" || $4 != $5) { print $5, $1 }' $dir/mutation.csv >/tmp/every-rule.bad
for fault in $faults; do
	if grep -q " $fault\$" /tmp/every-rule.bad || ! grep -q "^$fault," $dir/mutation.csv; then
		not_ok "the rule that $fault is meant for catches it"
		grep "^$fault " /tmp/every-rule.out | sed 's/^/# /'
	else
		ok "the rule that $fault is meant for catches it"
	fi
done
rm -rf $dir
finish
