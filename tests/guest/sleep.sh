#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The system begins to sleep while a channel works: the kernel suspends the controller and wakes it, as another
# one, which was made before and so comes later, refuses. The load must go on as if nothing had been.
. "${0%/*}/lib.sh"

if ! grep -qw freeze /sys/power/state 2>/dev/null; then
	skip "a system sleep" "this kernel was built without CONFIG_SUSPEND"
	finish
	exit
fi

# doze: as far as the brake lets it
doze() { echo freeze >/sys/power/state; }

# load [KNOB=VALUE...]: begin a run, let the system doze in the middle, and print how the run ended
load() {
	run_new t channel="$chan" warmup_ms=0 duration_ms=0 transfers=5000 "$@" || return
	put $RIG/t/live 1 || return
	wait_until measures t 100
	doze 2>/dev/null && note "the system slept, and somebody woke it"
	cat $RIG/t/wait
}

sim_new brake suspends=0
sim_new sleeper channels=2 latency_ns=100000
refuses "the brake keeps the system from sleep" doze
check "held, and working: all goes on" is "$(load) $(run_error t)" "done "
check "several transfers at once, too" is "$(load depth=8 batch=4) $(run_error t)" "done "
put $SIM/sleeper/fault sleep_wedges
state=$(load timeout_ms=2000)
check "one that does not wake up fails" is "$state" failed
check "and has slept, once or again" over "$(cat $SIM/sleeper/fault_count)" 0
put $SIM/sleeper/fault none
ends_well "and works when it is requested anew" channel="$chan" warmup_ms=0 duration_ms=0 transfers=50
for rule in sleep-then-works sleep-keeps-pause; do
	dmarig check "$chan" $rule -o /tmp/sleep-card >/tmp/sleep.out 2>&1
	check "$rule passes" is "$? $(grep -c '^    ok 1 [a-z-]*$' /tmp/sleep.out)" "0 1"
	rm -rf /tmp/sleep-card
done
sim_gone sleeper
sim_gone brake
finish
