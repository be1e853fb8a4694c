#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A guest's end reaches the host as it was: status and output as they are, and a panic, a hang or
# a complaint of the kernel is a failure whatever the command said.

source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MACHINE=${MACHINE:-virt} KERNEL=${KERNEL:-6.12} FLAVOUR=${FLAVOUR:-debug}

# ends STATUS COMMAND...: the status of a guest that ran COMMAND; what it said is in $work
# shellcheck disable=SC2317 # called through check
ends() {
	local want=$1 status=0

	CMD=$2 "$top/userspace/vm/run.sh" >"$work/out" 2>"$work/err" || status=$?
	[[ $status == "$want" ]]
}

# shellcheck disable=SC2317 # called through check
out_is() { [[ $(<"$work/out") == "$1" ]]; }
# shellcheck disable=SC2317 # called through check
err_is() { [[ $(<"$work/err") == "$1" ]]; }
# shellcheck disable=SC2317 # called through check
err_has() { grep -q -- "$1" "$work/err"; }

check "a good command is good" ends 0 'echo to stdout; echo to stderr >/dev/stderr'
check "its output comes out" out_is 'to stdout'
check "its errors come out apart, and nothing else does" err_is 'to stderr'

check "an exit status comes back" ends 7 'exit 7'
check "a signal is a status" ends 143 'kill -TERM $$'

check "a megabyte comes out whole" ends 0 'head -c 1048576 /dev/zero | tr "\0" x'
check "to the last byte" test "$(stat -c %s "$work/out")" = 1048576

mark=results/.harness-test-$$
check "the guest writes into results" ends 0 "echo kept >/results/${mark##*/}"
check "and the host has it" grep -q kept "$top/$mark"
rm -f "$top/$mark"

# A kernel that is a program has no such trigger; there the first warning is made the last.
# shellcheck disable=SC2016 # the guest expands it
panic='if [ -w /proc/sysrq-trigger ]; then echo c >/proc/sysrq-trigger; fi
echo 1 >/proc/sys/kernel/panic_on_warn; dmarig doctor --prove-oracle; sleep 5'
check "a panic fails" ends 1 "$panic"
check "and is called one" err_has 'Kernel panic'

check "a complaint fails though the command was good" \
	ends 1 'echo "BUG: a line the judge denies" >/dev/kmsg'
check "and is shown" err_has 'a line the judge denies'
export ALLOW='a line the judge denies'
check "unless it was provoked on purpose" ends 0 'echo "BUG: a line the judge denies" >/dev/kmsg'
unset ALLOW

# emulator_of PID: the emulator that a harness of ours has started, by timeout
# shellcheck disable=SC2317 # called through check
emulator_of() {
	local child

	for child in $(pgrep -P "$1"); do
		if [[ $(<"/proc/$1/comm") == timeout ]]; then echo "$child"; else emulator_of "$child"; fi
	done
}

# says_go PID: wait until the guest of that harness has said so; fails if it ended before
# shellcheck disable=SC2317 # called through check
says_go() {
	until grep -q go "$work/out"; do
		[[ -e /proc/$1 ]] || return 1
		sleep 0.2
	done
}

# is_pinned: with ONE_CPU, the emulator has one processor of this computer
# shellcheck disable=SC2317 # called through check
is_pinned() {
	local guest emulator cpus

	ONE_CPU=1 CLOCK=host CMD='echo go; sleep 1000' "$top/userspace/vm/run.sh" >"$work/out" 2>"$work/err" &
	guest=$!
	says_go "$guest" || return 1
	emulator=$(emulator_of "$guest")
	cpus=$(sed -n 's/^Cpus_allowed_list:[ \t]*//p' "/proc/$emulator/status")
	kill "$emulator"
	wait "$guest" || true
	[[ $cpus == 0 ]] || { echo "# its processors: $cpus"; return 1; }
}

check "a guest of one processor is held to it" is_pinned

# stop_and_go: runs in a guest whose computer stops again and again for longer than they wait
# shellcheck disable=SC2317 # called through check
stop_and_go() {
	local guest emulator

	# shellcheck disable=SC2016 # the guest expands it
	CLOCK=host CMD='. /dmarig/tests/guest/lib.sh
		any_chan
		echo go
		for way in poll irq fence; do
			point channel="$chan" completion=$way timeout_ms=1000 duration_ms=6000
			run_error t
		done
		finish >/dev/null' "$top/userspace/vm/run.sh" >"$work/out" 2>"$work/err" &
	guest=$!
	says_go "$guest" || return 1
	emulator=$(emulator_of "$guest")
	while [[ -n $emulator && -e /proc/$emulator ]]; do
		sleep 0.7
		kill -STOP "$emulator" || break
		sleep 1.8
		kill -CONT "$emulator"
	done 2>>"$work/err"
	wait "$guest"
}

check "a computer that stops for a while" stop_and_go
check "is not taken for a controller that hangs" test "$(xargs <"$work/out")" = "go done done done"

# shellcheck disable=SC2016 # the guest expands it
check "a forged verdict does not count" ends 1 \
	"for p in /dev/vport* /dev/ttyS0; do echo 'dmarig-verdict none exit=0' >\$p; done; $panic"
CLOCK=host TIMEOUT=15 check "a hang fails" ends 1 'sleep 1000'
check "and is called one" err_has 'hung'

# stopped_emulator: one that answers nothing, as one whose model of a device goes round for ever
# shellcheck disable=SC2317 # called through check
stopped_emulator() {
	local guest

	TIMEOUT=60 CMD='echo go; sleep 1000' "$top/userspace/vm/run.sh" >"$work/out" 2>"$work/err" &
	guest=$!
	says_go "$guest" || return 1
	kill -STOP "$(emulator_of "$guest")"
	wait "$guest" && return 1
	err_has 'the emulator hung, not its guest'
}

[[ $MACHINE == uml ]] || check "an emulator that hangs is told from a guest that does" stopped_emulator

check "no command is wrong usage" ends 2 ''
MACHINE=nosuch check "an unknown machine is wrong usage" ends 2 true
check "and the known ones are named" err_has versal

if [[ $MACHINE == uml ]]; then
	# shellcheck disable=SC2016 # the guest expands it
	figures='. /dmarig/tests/guest/lib.sh
		sim_new a latency_ns=20000 bandwidth_mbps=800
		point channel="$chan" depth=4 size=64k
		grep "_ns \|per_s" $RIG/t/result/summary
		rmdir $RIG/t; finish >/dev/null'
	export CLOCK=instant
	check "a run on a clock that code does not move" ends 0 "$figures"
	cp "$work/out" "$work/first"
	check "measures something" grep -q 'total_p99_ns [1-9]' "$work/first"
	check "and once more" ends 0 "$figures"
	check "is the same to the nanosecond" cmp "$work/first" "$work/out"
	unset CLOCK

	# verdict_of STATUS LINE: what a program that ended so, and whose kernel said that last, is taken for
	# shellcheck disable=SC2317,SC2030,SC2031 # called through check; in a shell of its own
	verdict_of() (
		run_dir=$work
		echo "$2" >"$work/console.log"
		source "$top/userspace/vm/uml.sh"
		emulator_verdict "$1"
	)
	check "a program that aborts after its kernel powered down has ended well" \
		test "$(verdict_of 134 '[   14.96] reboot: Power down')" = 0
	check "one that aborts before has not" test "$(verdict_of 134 '[   14.96] something')" = 134
	skip "a /dev/kvm that does not work is not used" "nothing is emulated on this machine"
elif [[ -e /dev/kvm ]]; then
	ACCEL=kvm
	export ACCEL
	if TIMEOUT=30 MACHINE=q35 ends 0 true; then
		skip "a /dev/kvm that does not work is not used" "this one works"
	else
		unset ACCEL
		check "a /dev/kvm that does not work is not used" \
			test "$("$top/userspace/vm/accel.sh" q35 "$KERNEL" "$FLAVOUR")" != kvm
	fi
else
	skip "a /dev/kvm that does not work is not used" "there is no /dev/kvm here"
fi
finish
