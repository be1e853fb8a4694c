# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The functions that guest tests share, for TAP lines, runs and simulated controllers. POSIX sh, run by busybox in a
# guest where both modules are loaded. It talks to configfs alone and needs no tool.
# shellcheck shell=sh

RIG=/sys/kernel/config/dmarig
SIM=/sys/kernel/config/dmarig_sim
# shellcheck disable=SC2034 # scripts unbind and bind by it
SIM_DRIVER=/sys/bus/platform/drivers/dmarig_sim
DMA_DEBUG=/sys/kernel/debug/dma-api
nr_tests=0
nr_failed=0
chan=

ok() { nr_tests=$((nr_tests + 1)); echo "ok $nr_tests - $*"; }
not_ok() { nr_tests=$((nr_tests + 1)); nr_failed=$((nr_failed + 1)); echo "not ok $nr_tests - $*"; }
skip() { nr_tests=$((nr_tests + 1)); echo "ok $nr_tests - $1 # SKIP $2"; }
note() { echo "# $*"; }

# check WHAT COMMAND...: passes when the command succeeds
check() {
	_what=$1
	shift
	if "$@"; then ok "$_what"; else not_ok "$_what"; note "failed: $*"; fi
}

# refuses WHAT COMMAND...: passes when the command fails
refuses() {
	_what=$1
	shift
	if "$@" 2>/dev/null; then not_ok "$_what"; note "not refused: $*"; else ok "$_what"; fi
}

# The next script must not meet what this one made.
finish() {
	for _sim in "$SIM"/*/; do
		_sim=${_sim%/}
		[ ! -d "$_sim" ] || sim_gone "${_sim##*/}" 2>/dev/null || :
	done
	echo "1..$nr_tests"
	[ "$nr_failed" -eq 0 ]
}

# is A B: equal as text
is() {
	[ "$1" = "$2" ] && return 0
	note "got '$1', want '$2'"
	return 1
}

# like TEXT PATTERN: the shell pattern matches
like() {
	# shellcheck disable=SC2254 # it is a pattern
	case $1 in $2) return 0 ;; esac
	note "got '$1', want something like '$2'"
	return 1
}

over() {
	[ "$1" -gt "$2" ] && return 0
	note "got $1, want more than $2"
	return 1
}

# wait_until COMMAND...: until it succeeds; two minutes are enough on any computer
wait_until() {
	_tries=0
	until "$@" >/dev/null 2>&1; do
		[ $_tries -lt 1200 ] || return 1
		sleep 0.1
		_tries=$((_tries + 1))
	done
}

# put FILE VALUE: one write, whose error is the status
put() { printf '%s\n' "$2" 2>/dev/null >"$1"; }

# run_new NAME [KNOB=VALUE...]: a run directory with these knobs, short unless they say otherwise. What
# is no fault ends in time on a busy computer, too.
run_new() {
	_run=$RIG/$1
	shift
	[ -d "$_run" ] && rmdir "$_run"
	mkdir "$_run" || return 1
	for _kv in warmup_ms=2 duration_ms=20 timeout_ms=20000 "$@"; do
		put "$_run/${_kv%%=*}" "${_kv#*=}" || { note "cannot set $_kv"; return 1; }
	done
}

# line_of FILE: its only line; a process less than cat, which counts where there are thousands of them
line_of() {
	_line=
	read -r _line <"$1" || [ -n "$_line" ] || return 0
	printf '%s\n' "$_line"
}

# run_go NAME: start it and wait; prints the state it ended in
run_go() {
	put "$RIG/$1/live" 1 || { line_of "$RIG/$1/status"; return 0; }
	# Not by the shell, whose read ends when a child does.
	cat "$RIG/$1/wait"
}

run_error() { line_of "$RIG/$1/error"; }

# result NAME ROW: a value of the result
result() { sed -n "s/^$2 //p" "$RIG/$1/result/summary"; }

# point [KNOB=VALUE...]: one run from nothing; prints the state and leaves the directory `t`
point() {
	run_new t "$@" || return 1
	run_go t
}

# ended NAME: how many transfers have so far, in the window of a run that is live
ended() { sed "s/.*done=//" "$RIG/$1/progress"; }

# measures NAME [TRANSFERS]: its window is open, and more than so many have ended in it
measures() { grep -q "state=measuring" "$RIG/$1/progress" && over "$(ended "$1")" "${2:-0}"; }

# ends_well WHAT [KNOB=VALUE...]: such a run, with what $short says, ends well
ends_well() {
	_name=$1
	shift
	# shellcheck disable=SC2086 # a list of knobs
	state=$(point ${short:-} "$@")
	check "$_name: $*" is "$state $(run_error t)" "done "
}

# ends_badly SENTENCE [KNOB=VALUE...]: such a run is refused, or fails, and says so
ends_badly() {
	_want=$1
	shift
	# shellcheck disable=SC2086 # a list of knobs
	state=$(point ${short:-} "$@")
	check "fails: $*" is "$state" failed
	check "with $_want" like "$(run_error t)" "$_want"
}

# refused SENTENCE [KNOB=VALUE...]: a run on $chan is, at the start, and says so
refused() {
	_sentence=$1
	shift
	run_new t channel="$chan" "$@"
	refuses "refused: $*" put $RIG/t/live 1
	check "and says why" like "$(run_error t)" "$_sentence"
}

# names LISTING: what the module lists
names() { cut -f1 "$RIG/$1" | grep .; }

# sim_new NAME [ATTRIBUTE=VALUE...]: a live simulated controller; sets $chan to its first channel
sim_new() {
	_sim=$SIM/$1
	sim_gone "$1"
	mkdir "$_sim" || return 1
	shift
	for _kv in channels=1 "$@"; do
		put "$_sim/${_kv%%=*}" "${_kv#*=}" || { note "cannot set $_kv"; return 1; }
	done
	put "$_sim/live" 1 || return 1
	chan=$(head -n 1 "$_sim/channel_names")
}

sim_gone() {
	[ -d "$SIM/$1" ] || return 0
	put "$SIM/$1/live" 0
	rmdir "$SIM/$1"
}

# A channel of this machine: of hardware where there is some, else simulated.
any_chan() {
	chan=$(sed -n 's/^\(dma[^\t]*\)\t\([^\t]*\)\t.*memcpy.*/\1 \2/p' "$RIG/channels" |
	       sed -n '/ dmarig_sim$/!{s/ .*//p;q}')
	[ -n "$chan" ] || sim_new any
}

# Where the controller of $chan is, as dma-debug and sysfs name it.
chan_device() { sed -n "s/^$chan	[^	]*	\([^	]*\)	.*/\1/p" $RIG/channels; }

# What dma-debug has counted so far, or nothing where it is not there to count.
dma_errors() { cat "$DMA_DEBUG/error_count" 2>/dev/null; }
