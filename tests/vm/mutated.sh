#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Of mutants of a driver, one that matters is caught by a rule that reached the line, one that nobody could notice
# survives, one that kills the guest costs nothing but itself, and one that does not compile is told apart.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MACHINE=${MACHINE:-uml} KERNEL=${KERNEL:-6.12} FLAVOUR=${FLAVOUR:-debug} DRIVER=$top/tests/vm/plain_dma.c
export OUTPUT=$work/mutants EXPLORE=50 MUTANTS=30

# line TEXT: the number of the driver's first line with it
line() { grep -nF -m 1 "$1" "$DRIVER" | cut -d: -f1; }

# row KIND TEXT: of the table, for the mutant of this kind of the first line with this text
# shellcheck disable=SC2317 # called through check
row() { awk -F, -v line="$(line "$2")" -v kind="$1" '$3 == line && $4 == kind' "$OUTPUT/mutants.csv"; }

# is KIND TEXT PATTERN: what became of it
# shellcheck disable=SC2317 # called through check
is() { [[ $(row "$1" "$2" | head -n 1) =~ $3 ]] || { echo "# $(row "$1" "$2")"; return 1; }; }

# shellcheck disable=SC2317 # called through check
mutate() {
	"$top/userspace/suites/mutate-driver.sh" >"$work/out" 2>"$work/err" || { sed 's/^/# /' "$work/err"; return 1; }
}

# shellcheck disable=SC2317 # called through check
says() { grep -qE -- "$1" "$work/$2"; }

# shellcheck disable=SC2317 # called through check
refused() {
	local status=0

	DRIVER=$1 OUTPUT=$work/none "$top/userspace/suites/mutate-driver.sh" >"$work/out" 2>"$work/err" || status=$?
	[[ $status == 3 ]]
}

WHERE=$(line 'plain->nr_copies++'),$(line 'completed_cookie = desc->tx.cookie'),$(line 'memcpy(phys_to_virt')
WHERE+=,$(line 'spin_lock_irqsave(&plain->lock, flags)'),$(line 'dma_async_tx_descriptor_init(')
export WHERE
check "some lines of a driver are changed" mutate
check "a count that nobody reads survives" is delete 'plain->nr_copies++' ',survived,'
check "and is told" says 'm[0-9]+ plain_dma.c:[0-9]+ delete: plain->nr_copies' out
check "a cookie that is not told is caught by a rule" is delete 'completed_cookie = desc->tx.cookie' ',caught,[a-z-]+,'
check "a copy that goes the other way, too" is swap 'memcpy(phys_to_virt' ',caught,[a-z-]+,'
check "so does dmatest see it" is swap 'memcpy(phys_to_virt' ',caught,[a-z-]+,[0-9]+,caught,'
check "but not the count" is delete 'plain->nr_copies++' ',survived,,[0-9]+,survived,'
check "a lock that is not taken is caught" is lock 'spin_lock_irqsave(&plain->lock' ',caught,'
check "arguments of two types do not compile" is swap 'dma_async_tx_descriptor_init(' ',does not compile,'
check "which is counted apart" says '1 do not compile' out
before=$(wc -l <"$OUTPUT/answers")
check "what has its answer is asked no more" mutate
check "and the table is the same" test "$before" = "$(wc -l <"$OUTPUT/answers")"
check "a driver of several files is refused" refused "$top/tests"
check "in a sentence" says 'mutants are made of one .c file' err
finish
