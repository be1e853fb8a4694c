#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make explore: builds what is stale, boots, and explores one channel. A guest that does not survive a sequence costs
# that sequence: it is shrunk, each candidate in a fresh guest, told, and avoided from then on.
#
# From the environment, beside what run.sh takes:
#   CHANNEL         which; else the machine's usual channel, or a simulated one
#   KNOBS           more knobs
#   SEQUENCES (500) SEED (1) CALLS (12)   how many, and of how many calls at most
#   FINDINGS (8)    so many are enough
#   SHRINK (1)      0: what kills a guest is told as it is
#   OUTPUT          where rows and modules go; else a dated directory of results
#   PATIENCE (60)   seconds after which a sequence has hung the guest
#
# Exit status: 0 nothing found, 1 something was, 3 it could not be explored.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"
source "$(dirname "$0")/channel.sh"

load_world "${WORLD:=}"
: "${MACHINE:=virt}" "${FLAVOUR:=debug}" "${CHANNEL:=}" "${KNOBS:=}" "${OUTPUT:=}" "${QEMU_EXTRA:=}" "${APPEND:=}"
: "${SEQUENCES:=500}" "${SEED:=1}" "${CALLS:=12}" "${FINDINGS:=8}" "${SHRINK:=1}" "${PATIENCE:=60}"

# command_for ARGUMENT...: dmarig explore in a guest
command_for() {
	local word

	printf 'DMARIG_MACHINE=%q dmarig explore' "$MACHINE"
	for word in $CHANNEL $KNOBS --calls "$CALLS"; do
		printf ' %q' "$word"
	done
	printf ' %q' "$@"
}

# guest COMMAND: what it prints; the status says whether it got to its end
guest() { TIMEOUT=${LIMIT:-86400} ALLOW='.*' LOG=$dir/console-$guests.log CMD=$1 "$vm/run.sh"; }

# A line of what a guest streams
take_line() {
	case $1 in
	begun,*)
		IFS=, read -r _ number sequence <<<"$1"
		made=$((made + 1)) ;;
	'end '*) ended=${1#end } ;;
	'# dmarig-csv'* | channel,*) ((guests > 1)) || echo "$1" >>"$rows" ;;
	dma*,*)
		echo "$1" >>"$rows"
		found=$((found + 1))
		number=$(cut -d, -f7 <<<"$1") ;;
	esac
}

# Explore on from $first until the guest ends, dies or hangs.
explore_on() {
	local line patience=100000 avoid=() stream pid calls

	for calls in "${avoided[@]}"; do avoid+=(--avoid "$calls"); done
	guests=$((guests + 1)) ended='' sequence=''
	exec {stream}< <(guest "$(command_for -n "$((last - first + 1))" --first "$first" \
		--findings "$((FINDINGS - found))" seed="$SEED" "${avoid[@]}" -o -); echo end \$?")
	pid=$!
	while IFS= read -r -t "$patience" line <&"$stream"; do
		take_line "$line"
		patience=$PATIENCE
	done
	kill "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
	exec {stream}<&-
}

# The kernel's own words: the first that a judge of logs knows
own_words() { { "$vm/judge" "$dir/console-$guests.log" || true; } | grep -vE '^judge|cut here' | head -n 1 | tr -d '\r' | tr ',' ';'; }

# The command that makes $SEQUENCE in a fresh guest, and ends with 1 where that dies or the sequence fails
# shellcheck disable=SC2153 # the tool sets SEQUENCE
trial() {
	local status=0 words

	words=$(command_for --sequence "$SEQUENCE" --findings 1 seed="$SEED" -o /tmp/trial)
	rm -f "$dir/console-trial.log"
	LIMIT=$((PATIENCE + 60)) guest "$words >/dev/null 2>&1; echo survived \$?" >"$dir/trial" || status=1
	! grep -q '^survived [02]' "$dir/trial" || status=0
	# A guest that was never up tells nothing of the sequence.
	grep -q 'dmarig-guest: up' "$dir/console-trial.log" 2>/dev/null || status=3
	exit $status
}

# The guest is gone in the middle of a sequence
note_death() {
	local words short=$sequence

	words=$(own_words)
	say "sequence $number: ${words:-the guest is gone without a word}: $sequence"
	if [[ $SHRINK == 1 ]]; then
		short=$(dir=$dir guests=trial "$top/build/tool-native/dmarig" explore --sequence "$sequence" --try "$0 --trial") || short=$sequence
	fi
	found=$((found + 1))
	avoided+=("$short")
	echo "$CHANNEL,,,$MACHINE,kernel-silent,crash,$number,$made,,$(wc -w <<<"$sequence"),$(wc -w <<<"$short"),,$short,${words:-the guest is gone without a word}," >>"$rows"
}

main() {
	local rows guests=0 first=1 last=$SEQUENCES found=0 made=0 number=0 sequence ended avoided=()

	choose_channel 4
	export QEMU_EXTRA APPEND MACHINE FLAVOUR
	make -s -C "$top" -f "$scripts/tool.mk" OUT=build/tool-native >&2
	dir=${OUTPUT:-$top/results/$(date -u +%Y%m%dT%H%M%SZ)-explore}
	mkdir -p "$dir"
	rows=$dir/explore.csv
	: >"$rows"
	export dir CHANNEL KNOBS CALLS SEED
	while ((first <= last && found < FINDINGS)); do
		explore_on
		[[ -z $ended ]] || break
		[[ -n $sequence ]] || die 3 "the guest has ended before a sequence was made, see $dir/console-$guests.log"
		note_death
		first=$((number + 1))
	done
	((${ended:-0} <= 1)) || exit 3
	sed -n '3,$p' "$rows"
	say "$made sequences in $guests guests, $found findings; the rows are ${rows#"$PWD"/}"
	((found == 0)) || exit 1
}

if [[ ${1:-} == --trial ]]; then
	load_machine "$MACHINE"
	trial
fi
main
