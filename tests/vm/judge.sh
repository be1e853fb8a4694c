#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The judge of kernel logs: every pattern finds its sample, and a judge that cannot judge
# never says a log is clean.

source "$(dirname "$0")/tap.sh"

judge=$top/userspace/vm/judge
rules=$top/configs/kernel-log
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

# One pattern alone in the rules, so that no other finds the sample in its stead
# shellcheck disable=SC2317 # called through check
judge_with_only() {
	printf 'kind = %s\npattern = %s\n' splat "$1" >"$work/rules"
	JUDGE_RULES=$work/rules says "$2"
}

# KIND TAB SAMPLE TAB PATTERN of every sample
samples() {
	awk '/^\[/ { n = 0 }
	/^kind = / { kind = $3 }
	/^sample = / { sample[++n] = substr($0, 10) }
	/^pattern = / { for (i = 1; i <= n; i++) print kind "\t" sample[i] "\t" substr($0, 11) }' "$rules"
}

while IFS=$'\t' read -r kind sample pattern; do
	log "[    3.1] $sample"
	if [[ $kind == harmless || $kind == remark ]]; then
		check "lets pass: $sample" says 0
	else
		check "finds: $sample" says 1
	fi
	check "by its own pattern: $sample" judge_with_only "$pattern" 1
done < <(samples)

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
echo '# none' >"$work/rules"
JUDGE_RULES=$work/rules check "a judge with no pattern judges nothing" says 2
check "a judge with a broken pattern judges nothing" judge_with_only '(' 2
JUDGE_RULES=$work/no-rules
export JUDGE_RULES
check "a judge without its file judges nothing" says 2
finish
