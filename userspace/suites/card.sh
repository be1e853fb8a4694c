#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make card: builds what is stale, boots, asks all rules of one channel and prints the card. A guest
# that does not survive a rule costs that rule, not the card: the rest is asked in a fresh one.
#
# From the environment, beside what run.sh takes:
#   CHANNEL         whose card; else the machine's usual channel, or a simulated one
#   KNOBS RULES     more knobs; only these rules
#   BEFORE          a shell command for each guest, before rules are asked there
#   OUTPUT          where the card is written; else a dated directory of results
#   RULE_TIMEOUT    seconds after which a rule without an answer has hung the guest
#   KNOWN           a file of known failures, or none; else configs/known-failures
#   GIVE_UP         so many guests in a row that answer nothing are enough
#
# Exit status: that of dmarig card; 1 when the card is not complete.

source "$(dirname "$0")/../vm/lib.sh"

load_world "${WORLD:=}"
: "${MACHINE:=virt}" "${FLAVOUR:=debug}" "${CHANNEL:=}" "${KNOBS:=}" "${RULES:=}" "${OUTPUT:=}" "${BEFORE:=}"
: "${RULE_TIMEOUT:=40}" "${GIVE_UP:=8}" "${QEMU_EXTRA:=}" "${APPEND:=}"

# usual VARIABLE: what the machine has for this channel
usual() {
	local name=$1_${CHANNEL//[^a-zA-Z0-9_]/_}

	echo "${!name:-}"
}

# What the machine file says, unless the caller has said it.
choose_channel() {
	CARD_CHANNEL='' CARD_KNOBS=''
	load_machine "$MACHINE"
	: "${CHANNEL:=$CARD_CHANNEL}"
	KNOBS="$CARD_KNOBS $(usual CARD_KNOBS) $KNOBS"
	QEMU_EXTRA="$(usual CARD_QEMU)${QEMU_EXTRA:+ $QEMU_EXTRA}"
	# A processor that does not come back is soon known.
	APPEND="watchdog_thresh=4 $(usual CARD_APPEND) $APPEND"
}

# The command of a guest, going on behind rule $1
command_after() {
	local word

	[[ -z $BEFORE ]] || echo "$BEFORE"
	printf 'DMARIG_MACHINE=%q dmarig check' "$MACHINE"
	for word in $CHANNEL $RULES $KNOBS ${1:+--after "$1"}; do
		printf ' %q' "$word"
	done
	echo " -o -; echo end \$?"
}

progress() { [[ ! -t 2 ]] || printf '\r\033[K%s' "${1:+dmarig: $1}" >&2; }

# A line of what a guest streams: rows, and in the end the status of the command.
take_line() {
	local channel driver device kernel machine name rest

	case $1 in
	'# '* | channel,*) ((guests > 1)) || echo "$1" >>"$rows" ;;
	'end '*) ended=${1#end } ;;
	*)
		echo "$1" >>"$rows"
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
	log=$dir/console-$guests.log
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
	local since=$dir/.since first panic

	tac "$log" | sed '/dmarig: asking /q' | tac | sed -E 's/\r$//; s/^\[[^]]*\] ?//' >"$since"
	first=$({ "$vm/judge" "$since" || true; } |
		grep -vE '^judge|cut here|Call [Tt]race|Kernel panic' | head -n 1 || true)
	panic=$(grep -m 1 'Kernel panic' "$since" || true)
	printf '%s\n' "$first" "$(calls_of "$since")" "$panic" | grep . | paste -sd '~' | sed 's/~/; /g'
	rm -f "$since"
}

# The guest is gone in the middle of a rule: the log knows which, as the row may be lost.
note_crash() {
	local words asked

	asked=$(sed -n 's/.*dmarig: asking \([a-z0-9-]*\).*/\1/p' "$log" 2>/dev/null | tail -n 1)
	[[ -n $asked ]] || die "$((guest_status ? guest_status : 1))" "the guest has ended before a rule was asked, see $log"
	rule=$asked
	words=$(own_words)
	[[ -z $hung ]] || words="the machine hung: no verdict in $RULE_TIMEOUT s${words:+; $words}"
	crashes+=(--crash "$rule=$words")
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

# shellcheck disable=SC2317 # called by the trap
clean_up() { [[ -z $guest ]] || kill "$guest" 2>/dev/null || true; }

main() {
	local dir=${OUTPUT:-$top/results/$(date -u +%Y%m%dT%H%M%SZ)-card} rows crashes=() status=0
	local guests=0 answers=0 barren=0 given_up='' rule='' log answered ended hung last guest_status
	guest=

	choose_channel
	make -s -C "$top" -f "$scripts/tool.mk" OUT=build/tool-native >&2
	mkdir -p "$dir"
	rows=$dir/rows.csv
	: >"$rows"
	trap clean_up EXIT
	ask_guest
	while goes_on; do
		ask_guest
	done
	"$top/build/tool-native/dmarig" card "$rows" ${KNOWN:+--known "$KNOWN"} "${crashes[@]}" -o "$dir" || status=$?
	say "$SECONDS s, guests: $guests; the card is ${dir#"$PWD"/}/card.txt"
	[[ -z $given_up ]] || status=1
	exit "$status"
}

main
