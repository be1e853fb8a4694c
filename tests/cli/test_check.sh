#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# check: findings of dma-debug and of the kernel's log during a rule fail it, and a card says when one of
# the two stops watching.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

card=$root/card
asks() {
	rm -rf "$card"
	try check dma0chan0 -o "$card" --known none "$@"
}

asks
says "rules that pass are a good card" 0 '4 passed, 0 failed'
printf ' debug_locks:                             0\n' >"$root/proc/lockdep_stats"
asks completes
says "a lockdep that is off from the beginning is told" 0 'lockdep is off, as it has found something'
rm "$root/proc/lockdep_stats"

# Shares of the rules, for several machines: together they are all of them, each once.
shares() {
	for share in 1/2 2/2; do
		asks --shard "$share" >/dev/null
		awk -F, 'NR > 2 { print $6 }' "$card/card.csv"
	done | sort
}
asks
all=$(awk -F, 'NR > 2 { print $6 }' "$card/card.csv" | sort)
check "two shares are all rules" test "$(shares)" = "$all"
asks --shard 2/2
check "one has every other rule" test "$(awk -F, 'NR > 2 { print $6 }' "$card/card.csv" | wc -l)" = $(($(wc -l <<<"$all") / 2))
for share in 0/2 3/2 2 1/0 1/2x; do
	asks --shard "$share"
	says "no share is $share" 2 "--shard $share: want K/N"
done

DMARIG_FAKE_FAILS=data-exact asks
says "one that fails is none" 1 '3 passed, 1 failed'
check "and is explained" out_has '^    # want one, got two$'
DMARIG_FAKE=splat asks completes
says "a kernel that complains is a crash" 1 '0 failed, 1 crashed'
check "in its words, with what they mean" out_has \
	'kernel log: WARNING: CPU: 0 .*\(the kernel has met what should not be\)'

# The log says something between two rules: it is the second's to tell, and says when it came.
touch "$root/debug/clear_warn_once"
DMARIG_FAKE=late asks completes data-exact
says "what comes between two rules is not lost" 1
check "and said to have come before" out_has 'kernel log before it began: arm-smmu-v3 .*: event 0x10'

DMARIG_FAKE=blind asks data-exact completes
says "dma-debug that stops watching leaves no answer" 3 '1 passed, 0 failed, 1 could not be answered'
check "to the rule it stopped in" out_has '^    not ok 1 data-exact$'
check "which says so" out_has 'dma-debug was on when this began and is disabled now'
check "and the card from where on" grep -q 'dma-debug disabled$' "$card/card.txt"
echo N >"$root/debug/dma-api/disabled"
DMARIG_FAKE='blind at completes' asks data-exact completes callback-once
says "nor does one that stops later" 3 '2 passed, 0 failed, 1 could not be answered'
check "of which the card says from where on" grep -q 'dma-debug on, disabled from completes on$' "$card/card.txt"
check "and each row how it was" test \
	"$(awk -F, 'NR > 2 { print $(NF - 8) }' "$card/card.csv" | xargs)" = "on disabled disabled"
end
