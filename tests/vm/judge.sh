#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The judge of kernel logs: every pattern finds what it is for, and a judge that cannot judge
# never says a log is clean.

source "$(dirname "$0")/tap.sh"

judge=$top/userspace/vm/judge
rules=$top/configs/kernel
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# log LINE...: a whole log with these lines in it
log() {
	printf '%s\n' '[ 0.1] dmarig-guest: up' "$@" '[ 9.9] dmarig-guest: end n1' >"$work/log"
}

# says STATUS [NONCE]: what the judge makes of the log
# shellcheck disable=SC2317 # called through check
says() {
	local status=0
	"$judge" "$work/log" "${2:-n1}" >"$work/out" 2>&1 || status=$?
	[[ $status == "$1" ]]
}

# samples FILE: its sample lines and patterns, as "sample TAB pattern"
samples() {
	awk '/^#! / { sample[++n] = substr($0, 4); next }
	/^[ \t]*(#|$)/ { next }
	{ if (!n) print "\t" $0; for (i = 1; i <= n; i++) print sample[i] "\t" $0; n = 0 }' "$1"
}

# One pattern alone in a rule set, so that no other finds the sample in its stead.
# shellcheck disable=SC2317 # called through check
judge_with_only() {
	mkdir -p "$work/rules"
	echo "$1" >"$work/rules/log.deny"
	: >"$work/rules/log.allow"
	JUDGE_RULES=$work/rules says "$2"
}

while IFS=$'\t' read -r sample pattern; do
	log "$sample"
	check "deny has a sample for: $pattern" test -n "$sample"
	check "deny '$pattern' finds: $sample" judge_with_only "$pattern" 1
done < <(samples "$rules/log.deny")

while IFS=$'\t' read -r sample pattern; do
	log "$sample"
	check "allow has a sample for: $pattern" test -n "$sample"
	check "allow lets pass: $sample" says 0
	mkdir -p "$work/rules"
	cp "$rules/log.deny" "$work/rules/"
	: >"$work/rules/log.allow"
	JUDGE_RULES=$work/rules check "and is needed: $sample" says 1
done < <(samples "$rules/log.allow")

log '[ 1.0] dmarig: loading out-of-tree module taints kernel.' '[ 1.1] virtio-pci: enabling device'
check "an ordinary log is clean" says 0
check "a log of another boot is not" says 2 n2

log '[ 1] -----------[ cut here ]-----------' '[ 1] DMA-API: x: device driver failed to check map error' \
	'[ 1] WARNING: CPU: 1 PID: 2 at kernel/dma/debug.c:1' '[ 1] ---[ end trace 0 ]---'
check "a splat is found" says 1
JUDGE_ALLOW='failed to check map error'
export JUDGE_ALLOW
check "a splat provoked on purpose is allowed as a whole" says 0
log '[ 1] -----------[ cut here ]-----------' '[ 1] DMA-API: failed to check map error' \
	'[ 1] ---[ end trace 0 ]---' '[ 2] BUG: KASAN: slab-out-of-bounds in x'
check "but nothing beside it" says 1
unset JUDGE_ALLOW

: >"$work/log"
check "an empty log is no clean log" says 2
rm "$work/log"
check "a missing log is no clean log" says 2
echo '[ 0.1] dmarig-guest: up' >"$work/log"
check "a truncated log is no clean log" says 2
echo '[ 9.9] dmarig-guest: end n1' >"$work/log"
check "a log that never came up is no clean log" says 2
log '[ 1.0] nothing'
check "a judge with no pattern judges nothing" judge_with_only '# none' 2
check "a judge with a broken pattern judges nothing" judge_with_only '(' 2
rm -rf "$work/rules"
mkdir "$work/rules"
JUDGE_RULES=$work/rules
export JUDGE_RULES
check "a judge without its files judges nothing" says 2
finish
