#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A card with COVERAGE=1 says which lines of a driver no rule reached, and which rule reached the others.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/tap.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MACHINE=${MACHINE:-uml} KERNEL=${KERNEL:-6.12} FLAVOUR=${FLAVOUR:-debug} SHARDS=1 DRIVER=$top/tests/vm/plain_dma.c

# card STATUS RULE...: the status of a card with coverage, which is in $work/card
# shellcheck disable=SC2317 # called through check
card() {
	local want=$1 status=0
	shift

	rm -rf "$work/card"
	OUTPUT=$work/card RULES=$* COVERAGE=1 "$top/userspace/suites/card.sh" >"$work/out" 2>"$work/err" || status=$?
	[[ $status == "$want" ]] || { sed 's/^/# /' "$work/err"; return 1; }
}

# line TEXT: the number of the driver's line with it
# shellcheck disable=SC2317 # called through check
line() { grep -nF -m 1 "$1" "$DRIVER" | cut -d: -f1; }

# reached TEXT PATTERN: who reached the driver's line with this text
# shellcheck disable=SC2317 # called through check
reached() {
	local by

	by=$(awk -F, -v line="$(line "$1")" '$2 == line { print $4 }' "$work/card/coverage/lines.csv")
	[[ $by =~ $2 ]] || { echo "# line $(line "$1") was reached by '$by'"; return 1; }
}

# shellcheck disable=SC2317 # called through check
says() { grep -qE -- "$1" "$work/$2"; }

# The tool has its own word for a guest where nothing counts.
# shellcheck disable=SC2317 # called through check
refused() {
	local status=0

	CMD='dmarig check completes --coverage -o -' "$top/userspace/vm/run.sh" >"$work/out" 2>"$work/err" || status=$?
	[[ $status == 3 ]] && says 'no module counts here' err
}

check "a card that counts passes" card 0 completes zero-length-refused
check "a line of it says how much was reached" says '^plain_dma.c: [0-9]+ % of lines \([0-9]+ of [0-9]+\), [0-9]+ % of branches' out
check "and which function was not" says 'not reached:.* plain_too_long' out
check "which the card keeps" says 'not reached:.* plain_too_long' card/card.txt
check "each line of it is listed" says 'plain_dma.c:[0-9]+:.*bytes are too many' card/coverage/unreached.txt
check "what runs at every transfer was reached by every rule" reached 'plain->nr_copies++' 'completes.*zero|zero.*completes'
check "what one rule alone runs, by that" reached 'plain->nr_refused++' '^zero-length-refused$'
check "what runs when the driver is loaded, then" reached 'spin_lock_init' '^\(load\)$'
check "what runs when it is unloaded, too" reached 'platform_device_unregister(device);' '^\(unload\)$'
check "the planted line by nobody" reached 'are too many' '^$'
check "there is a page" test -s "$work/card/coverage/html/index.html"
check "a rule that is not asked reaches nothing" card 0 completes
check "and what it alone reaches is not reached" reached 'plain->nr_refused++' '^$'
cp -r "$work/card" "$work/first"
export COVERED=$work/first
check "what an earlier card reached counts, too" card 0 zero-length-refused
unset COVERED
check "and what both did, by both" reached 'plain->nr_copies++' 'completes.*zero|zero.*completes'
unset DRIVER
check "where nothing counts, a sentence says so" refused

mkdir "$work/silent"
cp "$top/tests/vm/plain_dma.c" "$work/silent"
printf 'obj-m := plain_dma.o\nCFLAGS_REMOVE_plain_dma.o := -ftest-coverage -fprofile-arcs\n' >"$work/silent/Kbuild"
export DRIVER=$work/silent
check "a driver without notes is refused" card 3 completes
check "in a sentence" says 'has no notes for gcov' err
finish
