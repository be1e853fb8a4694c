#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make instants: builds what is stale, boots, and goes through every instant of races on one channel, on a clock that
# obeys. A guest that does not survive an instant costs that instant: it is told, and the walk goes on behind it. What
# fails is made again, each time in a fresh guest.
#
# From the environment, beside what run.sh takes:
#   CHANNEL         which; else the machine's usual channel, or a simulated one
#   RACES           which; else all the channel can have
#   KNOBS           more knobs; size=256 is usual
#   INSTANTS (400)  visited one after the other, where there are more; and those between outcomes that differ
#   INSTANT         this one alone
#   AGAIN (2)       times that what fails is made again; 0: not at all
#   DEATHS (8)      guests that a race may cost
#   OUTPUT          where rows and logs go; else a dated directory of results
#   PATIENCE (120)  seconds after which an instant has hung the guest
#
# Exit status: 0 no rule was broken, 1 one was, 3 it could not be asked.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"
source "$(dirname "$0")/channel.sh"

load_world "${WORLD:=}"
: "${MACHINE:=versal}" "${FLAVOUR:=debug}" "${CHANNEL:=}" "${KNOBS:=size=256}" "${OUTPUT:=}" "${QEMU_EXTRA:=}" "${APPEND:=}"
: "${RACES:=terminate synchronize release pause status issue}" "${INSTANTS:=400}" "${INSTANT:=}" "${AGAIN:=2}"
: "${DEATHS:=8}" "${PATIENCE:=120}"

# guest ARGUMENT...: dmarig check in a guest; what it streams, and its end
guest() {
	local word command

	command=$(printf 'DMARIG_MACHINE=%q dmarig check' "$MACHINE"
		for word in $CHANNEL $KNOBS "$@"; do printf ' %q' "$word"; done)
	guests=$((guests + 1)) log=$dir/console-$race-$guests.log
	exec {stream}< <(exec env TIMEOUT=86400 ALLOW='.*' LOG="$log" CMD="$command -o -; echo end \$?" "$vm/run.sh")
	pid=$!
	ended='' instant=''
	follow
	exec {stream}<&-
}

# Read what a guest says until it ends, or hangs. Until it speaks it is built and booted.
follow() {
	local line patience=100000 status=0

	while :; do
		IFS= read -r -t "$patience" line <&"$stream" || { status=$?; break; }
		take_line "$line"
		patience=$PATIENCE
	done
	fate=ended
	((status <= 128)) || fate=hung
	kill "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
}

take_line() {
	case $1 in
	begun,*) instant=${1##*,} ;;
	'end '*) ended=${1#end } ;;
	'# dmarig-csv'* | channel,*) [[ -s $rows ]] || [[ $1 == '#'* ]] || echo "$1" >>"$rows" ;;
	'# '*) say "${1#'# '}" ;;
	*,*) echo "$1" >>"$out" ;;
	esac
}

# The kernel's own words: the first that a judge of logs knows, and where it was
own_words() {
	local words where

	words=$({ "$vm/judge" "$log" || true; } | { grep -vE '^judge|cut here|Call [Tt]race' || true; } | head -n 1 |
		sed -E 's/^\[[^]]*\] ?//; s/ stuck for .*/ stuck/' | tr -d '\r' | tr ',"' ';_')
	where=$(sed -nE 's/.* ([A-Za-z0-9_]+)\+0x[0-9a-f/x]+ \[([A-Za-z0-9_]+)\].*/\1/p' "$log" | { grep -v '^dmarig' || true; } | head -n 1)
	echo "${words:-the guest $fate without a word}${where:+; in $where}"
}

# The guest is gone in the middle of an instant
note_death() {
	[[ -n $instant ]] || die 3 "the guest has ended before an instant, see $log"
	echo "$CHANNEL,,,$MACHINE,$race,$instant,crash,kernel-silent,,$(own_words)" >>"$out"
}

# Behind an instant that has killed a guest the next is left out, then twice as many: a window is crossed in a few.
walk() {
	local from=0 skip step deaths=0 last=-1

	skip=0
	while ((deaths < DEATHS)); do
		guest --every-instant "$race" --instants "$INSTANTS" --from "$from"
		[[ -z $ended ]] || return 0
		deaths=$((deaths + 1))
		note_death
		[[ $instant != alone ]] || return 0
		step=$(awk -F, '$7 == "pass" { if (n++) { print $6 - was; exit } was = $6 }' "$out")
		if ((last == from)); then skip=$((2 * skip)); else skip=${step:-16}; fi
		from=$((${instant%+} + skip)) last=$from
	done
	say "$race: $deaths guests were enough; what is behind $from ns was not visited"
}

# Of each outcome: race, verdict, rule, instants, the first and the last, and what it was
outcomes() {
	awk -F, '
	{
		text = $0
		for (i = 0; i < 8; i++) sub(/[^,]*,/, "", text)
		gsub(/"/, "", text)
		sub(/^,+/, "", text)
		sub(/,+$/, "", text)
		key = $5 "\t" $7 "\t" $8 "\t" text
		if (!(key in nr)) { order[++n] = key; first[key] = $6 }
		nr[key]++
		last[key] = $6
	}
	END {
		for (i = 1; i <= n; i++) {
			split(order[i], cell, "\t")
			if (cell[3] == "") cell[3] = "-"
			printf "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", cell[1], cell[2], cell[3], nr[order[i]], first[order[i]], last[order[i]], cell[4]
		}
	}' "$out"
}

# again RULE INSTANT: how often it is broken again, in fresh guests
again() {
	local i nr=0 rule=$1 when=$2 seen

	seen=$out
	for ((i = 0; i < AGAIN; i++)); do
		out=$dir/again
		: >"$out"
		guest --every-instant "$race" --instant "$when"
		[[ -n $ended ]] || note_death
		! cut -d, -f8 "$out" | grep -qx "$rule" || nr=$((nr + 1))
	done
	rm -f "$dir/again"
	out=$seen
	echo "$nr times of $AGAIN in fresh guests"
}

tell() {
	local name verdict rule nr first last text

	while IFS=$'\t' read -r name verdict rule nr first last text; do
		printf '%-12s %-6s %6s  %8s .. %-8s %s%s\n' "$name" "$verdict" "$nr" "$first" "$last" "${rule/#-/} " "$text"
		[[ $verdict == fail || $verdict == crash ]] || continue
		failed=$((failed + 1))
		((AGAIN == 0)) || echo "             again at $first: $(again "$rule" "$first")"
		echo "             MACHINE=$MACHINE RACES=$race INSTANT=$first make instants"
	done < <(outcomes)
}

main() {
	local rows guests=0 failed=0 race out log stream pid ended instant fate

	choose_channel 3
	: "${CLOCK:=$([[ $MACHINE == uml ]] && echo instant || echo instructions)}"
	export QEMU_EXTRA APPEND MACHINE FLAVOUR CLOCK
	dir=${OUTPUT:-$top/results/$(date -u +%Y%m%dT%H%M%SZ)-instants}
	mkdir -p "$dir"
	rows=$dir/instants.csv
	echo '# dmarig-csv 1' >"$rows"
	echo 'channel,driver,kernel,machine,race,instant,verdict,rule,outcome,text' >>"$rows"
	for race in $RACES; do
		out=$dir/$race.rows
		: >"$out"
		if [[ -n $INSTANT ]]; then
			guest --every-instant "$race" --instant "$INSTANT"
			[[ -n $ended ]] || note_death
		else
			walk
		fi
		tell
		cat "$out" >>"$rows"
		rm -f "$out"
	done
	say "$guests guests, $failed outcomes that break a rule; the rows are ${rows#"$PWD"/}"
	((failed == 0)) || exit 1
}

main
