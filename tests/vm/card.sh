#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A card survives its machine: a panic, a hang and a splat cost the rule that was checked, and the
# rest is checked in fresh guests, but not for ever.

source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MACHINE=${MACHINE:-virt} KERNEL=${KERNEL:-6.12} FLAVOUR=${FLAVOUR:-debug} SHARDS=1

# card STATUS RULE...: the status of a card of these rules, which is in $work/card
# shellcheck disable=SC2317 # called through check
card() {
	local want=$1 status=0
	shift

	rm -rf "$work/card"
	OUTPUT=$work/card RULES=$* "$top/userspace/suites/card.sh" >"$work/out" 2>"$work/err" || status=$?
	[[ $status == "$want" ]] || { sed 's/^/# /' "$work/err"; return 1; }
}

# in_shards N STATUS RULE...: the same, in so many guests at once
# shellcheck disable=SC2317 # called through check
in_shards() { SHARDS=$1 card "${@:2}"; }

# verdict RULE PATTERN: of this rule, and its text
# shellcheck disable=SC2317 # called through check
verdict() {
	grep -qE -- ",$1,.*,$2" "$work/card/card.csv" || { echo "# $(grep -- ",$1," "$work/card/card.csv")"; return 1; }
}

# order RULE...: the card has these, in this order
# shellcheck disable=SC2317 # called through check
order() { [[ $(awk -F, 'NR > 2 { print $6 }' "$work/card/card.csv" | xargs) == "$*" ]]; }

# asked SHARE: the rules that its guests were asked
# shellcheck disable=SC2317 # called through check
asked() { sed -n 's/.*dmarig: asking \([a-z0-9-]*\).*/\1/p' "$work/card/console-$1"-*.log | sort -u; }
# shellcheck disable=SC2317 # called through check
apart() { [[ -n $(asked 1) && -n $(asked 2) && -z $(comm -12 <(asked 1) <(asked 2)) ]]; }

# shellcheck disable=SC2317 # called through check
says() { grep -qE -- "$1" "$work/$2"; }

# shellcheck disable=SC2016 # expanded in the guest
# In each guest, something waits for the log to say that a rule is asked.
export BEFORE='when() { grep -q "asking $1\$" /dev/kmsg; }
(when completes; echo c >/proc/sysrq-trigger) &
(when cookies-in-order; kill -STOP "$(pidof dmarig)") &
(when callback-once; echo "WARNING: a line that is a splat" >/dev/kmsg) &'
# Each rule lasts long enough for them.
export RULE_TIMEOUT=30 KNOBS="transfers=1000000 duration_ms=4000"
check "a card that crashes fails" card 1 completes cookies-in-order callback-once callback-in-tasklet
check "a panic is a crash, with the kernel's own words" \
	verdict completes 'crash,.*Kernel panic - not syncing: sysrq triggered crash'
check "a hang is one, with how long was waited" \
	verdict cookies-in-order 'crash,the machine hung: no verdict in 30 s'
check "a splat is one, too" verdict callback-once 'crash,.*WARNING: a line that is a splat'
check "the rest is asked" verdict callback-in-tasklet 'pass,'
check "in a guest each" says 'guests: 4;' err
check "the card is printed" says '1 passed, 0 failed, 3 crashed' out
check "as it is kept" cmp -s "$work/out" "$work/card/card.txt"

# The rules dealt out to two guests at once: the card is the same.
check "two guests at once make the same card" in_shards 2 1 completes cookies-in-order callback-once callback-in-tasklet
check "each goes on in fresh guests" says 'guests: [45];' err
check "no rule is asked by both" apart
check "rules stand in their order" order completes cookies-in-order callback-once callback-in-tasklet
check "each with its verdict" says '1 passed, 0 failed, 3 crashed' out

export GIVE_UP=2
check "crashes without an end are given up" card 1 completes cookies-in-order callback-in-tasklet
check "in a sentence" says 'given up: 2 guests in a row answered nothing; the rules behind cookies-in-order' err
check "with what is known" says '2 crashed' out

BEFORE='exit 7'
check "a guest that cannot ask at all is no card" card 7 completes

finish
