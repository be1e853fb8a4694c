#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every fault against the rule that is meant to catch it: the rule fails, and the fault has really been
# committed. With names, only those faults.
. "${0%/*}/lib.sh"

# A splat would fail the guest, as it should; late_callback comes when a rule still lets it.
elsewhere="sleeps_in_prep sleeps_in_issue sleeps_in_status sleeps_in_terminate lock_over_callback late_callback"

# asked FAULT RULE PEER: the verdict on a channel with that fault, in one line
asked() {
	run_new t channel="$chan" timeout_ms=1000 peer="$3" || return
	put "$RIG/t/check" "$2" || { put "$RIG/t/peer" none && put "$RIG/t/check" "$2"; } ||
		{ run_error t; return; }
	sed -n 1p "$RIG/t/verdict"
}

# A channel that could not be terminated stays claimed, and with it the controller.
leave() {
	rmdir "$RIG/t"
	put "$SIM/$1/fault" none
	put "$SIM/$1/live" 0 && rmdir "$SIM/$1"
}

# What a fault needs besides.
needs() {
	case $1 in
	high_address_dropped) echo offset=0x100000000 ;;
	metadata_*) echo pairs=1 ;;
	esac
}

try() {
	# shellcheck disable=SC2046 # none, or one
	sim_new "$1" channels=2 latency_ns=200000 bandwidth_mbps=10 $(needs "$1") fault="$1" ||
		{ not_ok "$1: a controller with it"; return; }
	peer=memory
	[ "$(cat "$SIM/$1/pairs")" = 0 ] || peer=$(sed -n 2p "$SIM/$1/channel_names")
	check "$1: caught by $2" like "$(asked "$1" "$2" "$peer")" "fail	*"
	check "and was committed" over "$(cat "$SIM/$1/fault_count")" 0
	leave "$1"
}

# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $(cut -f1 $SIM/faults)
for fault; do
	rule=$(sed -n "s/^$fault	.*	//p" $SIM/faults)
	case " $elsewhere " in *" $fault "*) continue ;; esac
	[ "$rule" = - ] && continue
	if cut -f1 $RIG/rules | grep -qx "$rule"; then
		try "$fault" "$rule"
	else
		skip "$fault" "there is no rule $rule"
	fi
done
finish
