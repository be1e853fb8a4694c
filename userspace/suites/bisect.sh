#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make bisect: which commit made it slower? Git bisect, with dmarig compare as the judge, and a guest whose
# clock counts instructions as the ruler, so that what else the host does is no difference.
#
#   GOOD BAD           commits: as fast as it should be, and too slow
#   DRIVER             a driver in a git repository, as for make card: its commits are bisected
#   KERNEL             or a kernel's git repository; with neither the commits of this one
#   MACHINE (virt)     CHANNEL: whose channel; else the machine's usual one, or a simulated one
#   CONF (configs/bench/bisect.conf)    what is measured, and SWEEP: more for dmarig sweep
#   FAIL_SLOWER (1%) FAIL_LATER (5%)    as for dmarig compare
#   BASELINE           a result of GOOD, which saves its boot
#   MEASURE            a command instead of a guest, as for a board: in a work tree of the commit it leaves
#                      a result in $OUT
#
# The work tree is one of its own: that of the repository stays as it is. A commit that does not build, or
# cannot be measured, is skipped. Results and bisect.log are in OUTPUT, or results/bisect/UTC. Exit status: 0 found,
# 1 not found, 2 wrong usage, 3 GOOD cannot be measured.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${GOOD:=}" "${BAD:=}" "${DRIVER:=}" "${KERNEL:=6.12}" "${MACHINE:=virt}" "${CHANNEL:=}" "${SWEEP:=}"
: "${CONF:=configs/bench/bisect.conf}" "${FAIL_SLOWER:=1%}" "${FAIL_LATER:=5%}" "${BASELINE:=}" "${MEASURE:=}"
: "${TIMEOUT:=900}"

# In the guest: a channel that is there, or a simulated one that is as fast as its code
# shellcheck disable=SC2016 # expanded in the guest
sweep='. /dmarig/tests/guest/lib.sh
if [ -n "$channel" ]; then
	chan=$channel
else
	sim_new bisect latency_ns=0 bandwidth_mbps=1000000 || exit 3
fi
dmarig sweep "/dmarig/$conf" "channel=$chan" --no-samples -o "/dmarig/results/$out" $more >/dev/null'

# What is bisected: its repository, and where in it the driver is.
find_subject() {
	local folder=$top

	subject=rig
	if [[ -n $DRIVER ]]; then
		[[ -e $DRIVER ]] || die 2 "DRIVER=$DRIVER is not there"
		subject=driver folder=$(dirname "$(realpath "$DRIVER")")
	elif [[ -d $KERNEL ]]; then
		subject=kernel folder=$KERNEL
	fi
	repo=$(git -C "$folder" rev-parse --show-toplevel 2>/dev/null) || die 2 "$folder is in no git repository"
	[[ $subject != driver ]] || driver_at=$(realpath --relative-to="$repo" "$DRIVER")
}

# commit NAME: what the variable of that name says
commit() {
	[[ -n ${!1} ]] || die 2 "want GOOD and BAD, two commits"
	git -C "$repo" rev-parse --verify --quiet "${!1}^{commit}" || die 2 "$1=${!1} is no commit of $repo"
}

# measure NAME: what is checked out, to $dir/NAME
measure() {
	local run=$vm/run.sh results=$top/results out=bisect/${dir##*/}/$1 status=0

	if [[ -n $MEASURE ]]; then
		(cd "$work" && OUT=$dir/$1 bash -c "$MEASURE") || status=$?
		return "$status"
	fi
	[[ $subject != rig ]] || run=$work/userspace/vm/run.sh results=$work/results
	[[ $subject != driver ]] || DRIVER=$work/$driver_at
	[[ $subject != kernel ]] || KERNEL=$work
	mkdir -p "$results/${out%/*}"
	export MACHINE KERNEL DRIVER TIMEOUT
	FLAVOUR=perf CLOCK=instructions ICOUNT_SHIFT=1 LOG=$dir/$1.console \
		CMD="conf=$CONF channel=$CHANNEL out=$out more='$SWEEP' DMARIG_MACHINE=$MACHINE; export DMARIG_MACHINE
		$sweep" "$run" || status=$?
	[[ $results/$out == "$dir/$1" || ! -d $results/$out ]] || mv "$results/$out" "$dir/$1"
	return "$status"
}

# judge NAME: 0 as good, 1 slower or later, 125 cannot be told
judge() {
	local status=0

	measure "$1" >&2 || status=$?
	[[ -e $dir/$1/sweep.csv ]] || { say "$1: cannot be measured, status $status"; return 125; }
	"$top/build/tool-native/dmarig" compare "$baseline" "$dir/$1" --anyway --no-plots \
		--fail-slower "$FAIL_SLOWER" --fail-later "$FAIL_LATER" >"$dir/$1.txt" 2>>"$dir/compare.err" || status=$?
	grep -E ' (throughput|p99) ' "$dir/$1.txt" | sed "s/^ */  /" >&2 || true
	((status < 2)) || { say "$1: cannot be compared, see $dir/compare.err"; return 125; }
	return "$status"
}

# A step of git bisect, in its work tree
step() {
	local name status=0

	name=$(git -C "$work" rev-parse --short HEAD)
	echo "$name" >>"$dir/boots"
	judge "$name" || status=$?
	case $status in
	0) say "$name: as good" ;;
	1) say "$name: worse" ;;
	esac
	return "$status"
}

measure_good() {
	baseline=$BASELINE
	[[ -z $baseline ]] || { [[ -e $baseline/sweep.csv ]] || die 2 "BASELINE=$BASELINE has no sweep.csv"; return 0; }
	git -C "$work" checkout -q --detach "$good"
	say "GOOD, $(git -C "$work" log -1 --format='%h %s')"
	measure good >&2 || [[ -e $dir/good/sweep.csv ]] || die 3 "GOOD=$GOOD cannot be measured"
	baseline=$dir/good
}

# Git bisect takes BAD at its word. If no commit but BAD is left, nobody has looked at it.
is_bad_bad() {
	[[ $1 == "$bad" ]] || return 0
	git -C "$work" checkout -q --detach "$bad"
	! step
}

conclude() {
	local found boots

	boots=$(wc -l <"$dir/boots")
	found=$(git -C "$work" bisect log | sed -n 's/^# first bad commit: \[\([0-9a-f]*\)\].*/\1/p')
	if [[ -z $found ]]; then
		say "not found, as what is left cannot be measured:"
		sed -n '/^The first bad commit could be any of:/,/^We/{/^[0-9a-f]*$/p}' "$dir/bisect.log" >&2
		return 1
	fi
	if ! is_bad_bad "$found"; then
		say "BAD=$BAD is no worse than GOOD=$GOOD by $FAIL_SLOWER or $FAIL_LATER"
		return 1
	fi
	git -C "$work" log -1 --format='%H%n%an, %ad%n%n    %s' "$found"
	echo
	grep -hE ' fails$' "$dir/$(git -C "$work" rev-parse --short "$found").txt" || true
	say "found in $boots boots${BASELINE:+ beside BASELINE}: $dir"
}

clean_up() {
	[[ -z ${work:-} ]] || git -C "$repo" worktree remove --force "$work" 2>/dev/null || true
}

main() {
	local good bad status=0

	find_subject
	good=$(commit GOOD) bad=$(commit BAD)
	[[ -e $top/$CONF || -n $MEASURE ]] || die 2 "CONF=$CONF is not there"
	[[ -n $MEASURE || -n $CHANNEL || $subject != driver ]] || { load_machine "$MACHINE"; CHANNEL=${CARD_CHANNEL:-}; }
	make -s -C "$top" tool
	dir=${OUTPUT:-$top/results/bisect/$(date -u +%Y%m%dT%H%M%SZ)}
	mkdir -p "$dir"
	: >"$dir/boots"
	work=$dir/work
	trap clean_up EXIT
	git -C "$repo" worktree add -q --detach "$work" "$bad"
	measure_good
	git -C "$work" bisect start "$bad" "$good" >"$dir/bisect.log"
	export top dir work repo subject baseline driver_at KERNEL DRIVER MACHINE CHANNEL CONF SWEEP MEASURE \
		FAIL_SLOWER FAIL_LATER TIMEOUT
	(cd "$work" && git bisect run "$suites/bisect.sh" step) >>"$dir/bisect.log" || true
	conclude || status=$?
	git -C "$work" bisect log >>"$dir/bisect.log"
	return "$status"
}

driver_at=${driver_at:-}
if [[ ${1:-} == step ]]; then
	step
else
	main
fi
