#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make card: builds what is stale, boots, asks all rules of one channel and prints the card. A guest
# that does not survive a rule costs that rule, not the card: the rest is asked in a fresh one. The rules
# are dealt out to as many guests at once as there are processors, since one that waits for its kernel to
# notice a lockup does nothing else.
#
# From the environment, beside what run.sh takes:
#   CHANNEL         whose card; else the machine's usual channel, or a simulated one
#   KNOBS RULES     more knobs; only these rules
#   BEFORE          a shell command for each guest, before rules are asked there
#   OUTPUT          where the card is written; else a dated directory of results
#   RULE_TIMEOUT    seconds after which a rule without an answer has hung the guest
#   KNOWN           a file of known failures, or none; else configs/known-failures
#   GIVE_UP         so many guests of a share in a row that answer nothing are enough
#   SHARDS          guests at once
#   COVERAGE        1: which lines of the driver ran, by which rule: a line on the card, and OUTPUT/coverage
#   COVERED         directories of earlier cards of the same driver, as of another channel: what they ran counts, too
#
# Exit status: that of dmarig card; 1 when the card is not complete.

source "$(dirname "$0")/../vm/lib.sh"
source "$(dirname "$0")/channel.sh"

load_world "${WORLD:=}"
: "${MACHINE:=virt}" "${FLAVOUR:=debug}" "${CHANNEL:=}" "${KNOBS:=}" "${RULES:=}" "${OUTPUT:=}" "${BEFORE:=}"
: "${RULE_TIMEOUT:=40}" "${GIVE_UP:=8}" "${SHARDS:=$(($(nproc) < 4 ? $(nproc) : 4))}" "${QEMU_EXTRA:=}" "${APPEND:=}"
: "${COVERAGE:=}" "${COVERED:=}"

# No more guests at once than there are rules to be asked
choose_shards() {
	local rules

	read -ra rules <<<"$RULES"
	((${#rules[@]} == 0 || ${#rules[@]} >= SHARDS)) || SHARDS=${#rules[@]}
}

# The command of a guest, going on behind rule $1
command_after() {
	local word

	[[ -z $BEFORE ]] || echo "$BEFORE"
	printf 'DMARIG_MACHINE=%q dmarig check' "$MACHINE"
	for word in $CHANNEL $RULES $KNOBS --shard "$shard/$SHARDS" ${1:+--after "$1"} ${COVERAGE:+--coverage}; do
		printf ' %q' "$word"
	done
	echo " -o -; echo end \$?"
	[[ -z $COVERAGE ]] || echo "$unload_counting"
}

# Unloading runs lines, too. It comes last, as a driver may not survive it.
# shellcheck disable=SC2016 # for the guest's shell
unload_counting='rmmod $(cat /dmarig/modules/drivers.list 2>/dev/null || echo dmarig_sim) 2>/dev/null
sed "s/^/coverage,(unload),/" /sys/kernel/debug/dmarig_gcov/data'

progress() { [[ ! -t 2 ]] || printf '\r\033[K%s' "${1:+dmarig: $1}" >&2; }

# A line of what a guest streams: rows, and in the end the status of the command.
take_line() {
	local channel driver device kernel machine name rest

	case $1 in
	'# '* | channel,*) ((guests > 1)) || echo "$1" >>"$part.rows" ;;
	'end '*) ended=${1#end } ;;
	coverage,*) echo "$1" >>"$part.coverage" ;;
	*)
		echo "$1" >>"$part.rows"
		IFS=, read -r channel driver device kernel machine name rest <<<"$1"
		if [[ $name == "$rule" ]]; then
			answered=$((answered + 1)) answers=$((answers + 1)) last=$rest
			return
		fi
		rule=$name
		progress "$answers answered, asking $channel of $driver ($device) on $machine, kernel $kernel: $name"
		;;
	esac
}

# Read what a guest says until it ends, or hangs.
follow() {
	local line status=0 patience=100000

	while :; do
		# Until it speaks it is built and booted, and run.sh has an eye on that.
		IFS= read -r -t "$patience" line <&"$stream" || { status=$?; break; }
		take_line "$line"
		patience=$RULE_TIMEOUT
	done
	((status <= 128)) || { hung=1; kill "$guest" 2>/dev/null || true; }
	guest_status=0
	wait "$guest" || guest_status=$?
	guest=
	progress
}

# One guest, which goes on behind the rule that the one before ended with
ask_guest() {
	local stream

	guests=$((guests + 1)) answered=0 ended='' hung='' last=''
	log=$dir/console-$shard-$guests.log
	exec {stream}< <(exec env CMD="$(command_after "$rule")" ALLOW='.*' LOG="$log" MACHINE="$MACHINE" \
		FLAVOUR="$FLAVOUR" QEMU_EXTRA="$QEMU_EXTRA" APPEND="$APPEND" "$vm/run.sh")
	guest=$!
	follow
	exec {stream}<&-
}

# Where it was: the first calls of the first trace that tell more than that there is a trace
calls_of() {
	awk '/Call [Tt]race/ && !n { trace = 1; next }
		trace && !/^ +[?]? *[A-Za-z_0-9.]+( from |[+]0x)/ { trace = 0 }
		trace {
			name = $1
			sub(/[+]0x.*/, "", name)
			if (name !~ /^([?]|_raw_|dump_|show_stack|panic|unwind_)/ && n < 4)
				calls = calls (n++ ? ", " : "in ") name
		}
		END { if (n) print calls }' "$1"
}

# The kernel's own words since it was last asked something, in one line
own_words() {
	local since=$part.since first panic

	tac "$log" | sed '/dmarig: asking /q' | tac | sed -E 's/\r$//; s/^\[[^]]*\] ?//' >"$since"
	first=$({ "$vm/judge" "$since" || true; } |
		grep -vE '^judge|cut here|Call [Tt]race|Kernel panic' | head -n 1 || true)
	panic=$(grep -m 1 'Kernel panic' "$since" || true)
	printf '%s\n' "$first" "$(calls_of "$since")" "$panic" | grep . | paste -sd '~' | sed 's/~/; /g'
	rm -f "$since"
}

# The log of a guest that was given up says so when its emulator did not answer.
who_hung() {
	grep -q '^dmarig: the emulator itself does not answer$' "$log" && echo "the emulator" || echo "the machine"
}

# The guest is gone in the middle of a rule: the log knows which, as the row may be lost.
note_crash() {
	local words asked

	asked=$(sed -n 's/.*dmarig: asking \([a-z0-9-]*\).*/\1/p' "$log" 2>/dev/null | tail -n 1)
	[[ -n $asked ]] || die "$((guest_status ? guest_status : 1))" "the guest has ended before a rule was asked, see $log"
	rule=$asked
	words=$(own_words)
	[[ -z $hung ]] || words="$(who_hung) hung: no verdict in $RULE_TIMEOUT s${words:+; $words}"
	echo "$rule=$words" >>"$part.crashes"
	say "$rule: ${words:-the guest is gone without a word}"
}

# Is there anything left to ask? With 2 and 3 the guest has said what is wrong.
goes_on() {
	if [[ -z $ended ]]; then
		note_crash
	elif ((ended > 1)) && [[ $answers == 0 ]]; then
		exit "$ended"
	elif [[ $last == *,crash,* ]]; then
		say "$rule: the kernel complained"
	elif ((ended > 1)) && [[ $last == *,broken,* ]]; then
		say "$rule: could not be asked, perhaps because of what came before it"
	else
		return 1
	fi
	((answered > 1)) && barren=0 || barren=$((barren + 1))
	((barren < GIVE_UP)) || { given_up=1; say "given up: $GIVE_UP guests in a row answered nothing; the rules behind $rule were not asked"; return 1; }
}

# One share of the rules, in one guest after the other. Its exit status is that of a guest that could
# not ask at all, or 1 when it was given up.
ask_share() {
	local shard=$1 part=$work/$1 guests=0 answers=0 barren=0 given_up='' rule=''
	local log answered ended hung last guest_status

	guest=
	trap '[[ -z $guest ]] || kill "$guest" 2>/dev/null || true' EXIT
	trap 'exit 143' TERM
	: >"$part.rows"
	: >"$part.crashes"
	ask_guest
	while goes_on; do
		ask_guest
	done
	echo "$guests" >"$part.guests"
	[[ -z $given_up ]] || exit 1
}

# Wait for all shares. Status: the worst of theirs
wait_for_shares() {
	local pid status=0 worst=0

	for pid in "${shares[@]}"; do
		wait "$pid" || status=$?
		((status <= worst)) || worst=$status
	done
	return "$worst"
}

# The rows of all shares as one guest would have said them: one rule of each in turn, as they were dealt.
# A rule's rows are where its first one is, in the order they came.
join_shares() {
	awk -F, '
	/^#/ || $1 == "channel" { if (!said[$0]++) print; next }
	{
		if (FILENAME != file) { file = FILENAME; share++; nr = 0 }
		if (!(($6, share) in place)) { place[$6, share] = ++nr; most = nr > most ? nr : most }
		key = place[$6, share] "," share
		lines[key] = lines[key] $0 "\n"
	}
	END { for (i = 1; i <= most; i++) for (s = 1; s <= share; s++) printf "%s", lines[i "," s] }' "$@"
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
	((${#shares[@]} == 0)) || kill "${shares[@]}" 2>/dev/null || true
	rm -rf "$work"
}

main() {
	local dir=${OUTPUT:-$top/results/$(date -u +%Y%m%dT%H%M%SZ)-card} words crashes=() status=0 worst=0 i
	shares=()

	choose_channel 3
	# The driver under test may be one of the rig's own.
	[[ $COVERAGE != 1 || $CHANNEL != dmarig_* ]] || COVERAGE=$CHANNEL
	export COVERAGE
	choose_shards
	make -s -C "$top" -f "$scripts/tool.mk" OUT=build/tool-native >&2
	mkdir -p "$dir"
	work=$(mktemp -d)
	trap clean_up EXIT
	for ((i = 1; i <= SHARDS; i++)); do
		(ask_share "$i") &
		shares+=($!)
	done
	wait_for_shares || worst=$?
	shares=()
	((worst <= 1)) || exit "$worst"
	[[ -z $COVERAGE ]] || compgen -G "$work/*.coverage" >/dev/null || die 1 "no guest has said what it counted"
	join_shares "$work"/*.rows >"$dir/rows.csv"
	while IFS= read -r words; do crashes+=(--crash "$words"); done < <(cat "$work"/*.crashes)
	"$top/build/tool-native/dmarig" card "$dir/rows.csv" ${KNOWN:+--known "$KNOWN"} "${crashes[@]}" -o "$dir" || status=$?
	# shellcheck disable=SC2046,SC2086 # names
	[[ -z $COVERAGE ]] || "$suites/covered.sh" "$MACHINE" "$dir/coverage" "$work"/*.coverage \
		${COVERED:+$(printf "%s/coverage/told " $COVERED)} | tee -a "$dir/card.txt"
	say "$SECONDS s, guests: $(($(cat "$work"/*.guests | paste -sd +))); the card is ${dir#"$PWD"/}/card.txt"
	((worst == 0)) || status=1
	exit "$status"
}

main
