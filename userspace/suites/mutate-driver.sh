#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# make mutate-driver: a driver with one line changed, again and again, and who notices. Lines that rules reached are
# changed, see mutants.awk; of each mutant those rules are asked first that reached its line, the quick ones before
# the others, then all others, until one fails. What rules let pass is explored. Then dmatest gets the same mutants. A
# mutant that a guest does not survive has a fresh one after it.
#
# From the environment, beside what run.sh takes:
#   CHANNEL KNOBS   as for make card
#   MUTANTS (60) SEED (1)   how many are drawn, and which
#   WHERE           in these lines alone, as 120-140,155
#   ONLY            of these only, as m017 m018; or K/N: every Nth from the Kth
#   EXPLORE (300)   sequences for what rules let pass; 0: none
#   DMATEST (1)     0: not by dmatest
#   CARD            the directory of a card with coverage; else one is made first
#   OUTPUT          where the table goes, and what it is made of; an earlier one is gone on with
#   PATIENCE (90)   seconds without a word after which a guest hangs
#
# Exit status: 0, also where mutants survive; 3 where none can be made.

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${MACHINE:=virt}" "${KERNEL:=6.12}" "${FLAVOUR:=debug}" "${CHANNEL:=}" "${KNOBS:=}" "${DRIVER:=}" "${OUTPUT:=}"
: "${MUTANTS:=60}" "${SEED:=1}" "${ONLY:=}" "${WHERE:=}" "${EXPLORE:=300}" "${DMATEST:=1}" "${CARD:=}" "${PATIENCE:=90}" "${APPEND:=}"

# What the machine file says, unless the caller has said it.
choose() {
	CARD_CHANNEL='' CARD_KNOBS=''
	load_machine "$MACHINE"
	: "${CHANNEL:=${CARD_CHANNEL:-dma0chan0}}"
	KNOBS="$CARD_KNOBS $KNOBS"
	export APPEND="watchdog_thresh=3 $APPEND" MACHINE KERNEL FLAVOUR
	if [[ -z $DRIVER ]]; then
		[[ -n $DRIVERS ]] || die 2 "machine $MACHINE has no driver of its own: name one, as DRIVER=/path/to/driver.c"
		DRIVER=$(find "$("$vm/kernel.sh" source "${KERNEL/#debian*/6.12}")/drivers/dma" -name "${DRIVERS%% *}.c" | head -n 1)
	fi
	[[ $DRIVER == *.c && -f $DRIVER ]] || die 3 "DRIVER=$DRIVER: mutants are made of one .c file"
	DRIVER=$(realpath "$DRIVER")
	name=$(basename "$DRIVER" .c)
	dir=${OUTPUT:-$top/results/$(date -u +%Y%m%dT%H%M%SZ)-mutate-$name}
	mkdir -p "$dir"
}

# The card with coverage: what rules reached, and what they say of the driver as it is
make_card() {
	[[ -z $CARD ]] || return 0
	CARD=$dir/card
	[[ -f $CARD/coverage/lines.csv ]] || OUTPUT=$CARD COVERAGE=1 CHANNEL=$CHANNEL "$suites/card.sh" >"$dir/card.out" || true
	[[ -f $CARD/coverage/lines.csv ]] || die 3 "there is no card to begin with, see $dir/card.out"
}

# Of each rule of the card: what became of it, whether it is on the list of what this driver is known to fail, and ms
standing() {
	awk -v driver="$(awk -F, 'NR > 2 { print $2; exit }' "$CARD/card.csv")" -F ' *= *' '
	FNR == NR && /^\[/ { mine = 0 }
	FNR == NR && $1 == "driver" { mine = $2 == driver }
	FNR == NR && mine && $1 == "rule" { n = split($2, names, /, */); for (i = 1; i <= n; i++) listed[names[i]] }
	FNR == NR { next }
	# Beside the verdict stand texts in quotes that may have commas.
	FNR > 2 && match($0, /,(pass|known),.*,(on|filtered|disabled|absent),[0-9]+,/) {
		split($0, column, ",")
		n = split(substr($0, RSTART, RLENGTH - 1), rest, ",")
		print column[6], rest[2] (/=[^, ]*,crash,/ ? "-crash" : ""), (column[6] in listed) + 0, rest[n]
	}' "$top/configs/known-failures" "$CARD/card.csv"
}

# The rules that pass and are not known to fail now and then, the quick ones first
sound_rules() { standing | awk '$2 == "pass" && !$3' | sort -k4,4n; }

# Those that it is known to fail, if it survives that: another failure of theirs counts
known_rules() { standing | awk '$3 && $2 != "known-crash" { print $1 }' | paste -sd' '; }

# Mutants, each with its rules in order
draw() {
	mkdir -p "$dir/source"
	awk -v wanted="$DRIVER" -v dir="$dir/source" -v nr="$MUTANTS" -v seed="$SEED" -v only="$WHERE" -f "$suites/mutants.awk" \
		"$CARD/coverage/lines.csv" "$DRIVER" >"$dir/mutants"
	[[ -s $dir/mutants ]] || die 3 "no rule reached a line of $DRIVER that could be changed"
	sound_rules >"$dir/sound"
	awk -F'\t' -v dir="$dir/add" '
	FNR == NR { split($0, part, " "); order[++nr] = part[1]; next }
	{
		n = split($6, names, " ")
		delete first
		for (i = 1; i <= n; i++) first[names[i]]
		text = ""
		for (i = 1; i <= nr; i++) if (order[i] in first) text = text " " order[i]
		for (i = 1; i <= nr; i++) if (!(order[i] in first)) text = text " " order[i]
		print text > (dir "/" $1 ".rules")
		close(dir "/" $1 ".rules")
	}' "$dir/sound" "$dir/mutants"
	cut -d' ' -f1 "$dir/sound" | paste -sd' ' >"$dir/add/m000.rules"
}

# Kbuild in the folder of the mutants, for these
write_kbuild() {
	{
		printf 'obj-m := %s\n' "$(printf '%s.o ' "$@")"
		printf 'ccflags-y := -I%s %s\n' "$(dirname "$DRIVER")" "$(private_headers "$kernel_dir")"
	} >"$dir/source/Kbuild"
}

# All that compile, as modules. One that does not keeps the others from being linked, so there are two rounds.
compile() {
	local names good=() one

	mapfile -t names < <(cut -f1 "$dir/mutants")
	kernel_dir=$("$vm/kernel.sh" image "$MACHINE" "$KERNEL" "$FLAVOUR")
	write_kbuild m000 "${names[@]}"
	slowly "mutants: compiling" "$dir/build.log" "$MUTANTS" \
		kmod_make "$kernel_dir/build" "$dir/source" -k 2>/dev/null || true
	for one in m000 "${names[@]}"; do
		[[ ! -f $dir/source/$one.o ]] || good+=("$one")
	done
	((${#good[@]} > 1)) || die 3 "no mutant of $DRIVER compiles, see $dir/build.log"
	write_kbuild "${good[@]}"
	kmod_make "$kernel_dir/build" "$dir/source" >>"$dir/build.log" 2>&1 || die 3 "mutants cannot be linked, see $dir/build.log"
	cp -t "$dir/add" "$dir"/source/*.ko
	printf '%s\n' "${good[@]:1}" >"$dir/good"
}

# Those to be asked: that compile, that ONLY names, and that have no answer yet of this kind
waiting() {
	local kind=$1

	awk -v only="$ONLY" -v kind="$kind" -F'\t' '
	FILENAME ~ /answers$/ && kind == "known" && $2 == "rules" && $3 == "caught" { answered[$1] }
	FILENAME ~ /answers$/ { if ($2 == kind) answered[$1]; next }
	{
		nr++
		if ($1 in answered)
			next
		if (only ~ /^[0-9]+\/[0-9]+$/) {
			split(only, part, "/")
			if ((nr - part[1]) % part[2])
				next
		} else if (only != "" && index(" " only " ", " " $1 " ") == 0) {
			next
		}
		print $1
	}' "$dir/answers" "$dir/good"
}

# note OUTCOME BY TEXT: the answer of the mutant that was begun. What a rule says that the driver fails now and then, and
# the death of a guest, which a busy computer may cause, count the second time: the mutant is asked again.
note() {
	local kind=$kind

	case $mutant,$kind,$1,$3 in
	m000,* | *,survived,*) ;;
	*,known,* | *'the guest did not survive'*)
		grep -q "^$mutant"$'\t'"suspect-$kind"$'\t' "$dir/answers" || kind=suspect-$kind ;;
	esac
	printf '%s\t%s\t%s\t%s\t%d\t%s\n' "$mutant" "$kind" "$1" "$2" $((SECONDS - since)) "$3" >>"$dir/answers"
	say "$mutant: $1${2:+ by $2}, $((SECONDS - since)) s"
	mutant=
}

# A line of what a guest streams
take_line() {
	local how

	case $1 in
	'begin '*) mutant=${1#begin } since=$SECONDS row='' text='' want='' ;;
	'end '*)
		ended=1
		how=${1#end "$mutant" }
		case $how in
		survived) note survived '' '' ;;
		rules) note caught "$(cut -d, -f6 <<<"$row")" "" ;;
		known) note caught "$(sed -E 's/^not ok [0-9]+ //; s/ .*//' <<<"$text")" "$want" ;;
		*) note caught "$how" "$text" ;;
		esac
		# A kernel that has complained watches no more, and of these not all say whether it has.
		case $how,$row,$text in
		rules,*,crash,* | explore,* | known,* | dmatest,*BUG* | dmatest,*WARNING* | dmatest,*possible*) over=1 ;;
		esac ;;
	over) over=1 ;;
	explore,begun,*) row=$1 ;;
	'known,# want '*) [[ -n $text ]] || want=${1#known,# } ;;
	'known,not ok '*) [[ -n $text ]] || text=${1#known,} ;;
	known,*) ;;
	explore,* | dmatest,*) text=${1#*,} ;;
	dma*,*) row=$1 ;;
	esac
}

# The rule that was asked when the guest went
asked_last() { sed -n 's/.*dmarig: asking \([a-z0-9-]*\).*/\1/p' "$log" 2>/dev/null | tail -n 1; }

# One guest, for these mutants, until it ends, dies, hangs, or its channel no longer works
ask_guest() {
	local stream line patience=100000 over='' row text want ended by

	guests=$((guests + 1)) log=$dir/console.log mutant='' ended='' row='' text='' want=''
	exec {stream}< <(exec env CMD="MUTANTS='$*' CHANNEL='$CHANNEL' KNOBS='$KNOBS' EXPLORE=$EXPLORE KIND=$kind
$(cat "$suites/mutate-guest.sh")" ADD="$dir/add" TIMEOUT=86400 ALLOW='.*' LOG="$log" "$vm/run.sh" 2>"$dir/guest.log")
	guest=$!
	while IFS= read -r -t "$patience" line <&"$stream"; do
		take_line "$line"
		[[ -z $over ]] || break
		patience=$PATIENCE
	done
	kill "$guest" 2>/dev/null || true
	wait "$guest" 2>/dev/null || true
	guest=
	exec {stream}<&-
	# What a guest said last may be lost with it; its log tells that a rule was asked all the same.
	[[ -n $mutant$ended ]] || [[ -z $(asked_last) ]] || mutant=$1 since=$((SECONDS - 1))
	[[ -n $mutant ]] || return 0
	case $kind,$row in
	dmatest,*) by=dmatest ;;
	known,*)
		by=$(asked_last)
		# One that the driver has passed or failed by luck may be what has killed it.
		if ! standing | grep -q "^$by known "; then
			note survived '' "the guest did not survive $by, as is known"
			return
		fi ;;
	*,explore,*) by=explore text=${row#explore,begun,} ;;
	*) by=$(asked_last) ;;
	esac
	note caught "${by:-(load)}" "the guest did not survive it${text:+: $text}"
}

# ask KIND: rules or dmatest, of all that wait
ask() {
	local kind=$1 names before barren=0

	while mapfile -t names < <(waiting "$kind") && ((${#names[@]})); do
		before=$(wc -l <"$dir/answers")
		ask_guest "${names[@]}"
		(($(wc -l <"$dir/answers") > before)) && barren=0 || barren=$((barren + 1))
		((barren < 3)) || die 3 "three guests have ended before a mutant was asked, see $dir/guest.log and $dir/console.log"
	done
}

# The driver as it is must pass what mutants are asked; what it fails here is asked of none.
control() {
	local kind=control row rule

	! grep -q $'^m000\tcontrol\tsurvived' "$dir/answers" || return 0
	for _ in 1 2 3 4 5 6; do
		ask_guest m000
		row=$(grep -P '^m000\tcontrol' "$dir/answers" | tail -n 1)
		[[ $row != *$'\tsurvived\t'* ]] || return 0
		rule=$(cut -f4 <<<"$row")
		say "the driver as it is fails $rule: no mutant is asked that"
		[[ $rule != explore ]] || { EXPLORE=0; echo 0 >"$dir/explore"; continue; }
		sed -i "s/ $rule\b//g; s/^$rule\b//" "$dir"/add/*.rules
	done
	die 3 "the driver as it is fails too much, see $dir/answers"
}

# The same of those that it is known to fail: one that now and then fails in another way is dropped.
control_known() {
	local kind=known row

	grep -q $'^m000\tknown\tsurvived' "$dir/answers" && return
	while [[ -s $dir/add/known ]]; do
		ask_guest m000
		row=$(grep -P '^m000\tknown' "$dir/answers" | tail -n 1)
		[[ $row != *$'\tsurvived\t'* ]] || return 0
		say "the driver as it is fails $(cut -f4 <<<"$row") in another way than is known: it is not asked"
		sed -i "s/\b$(cut -f4 <<<"$row")\b//" "$dir/add/known"
		grep -q '[a-z]' "$dir/add/known" || : >"$dir/add/known"
	done
}

main() {
	local name dir kernel_dir mutant guests=0 since log

	guest=
	trap '[[ -z $guest ]] || kill "$guest" 2>/dev/null || true' EXIT
	trap 'exit 143' TERM
	choose
	make_card
	mkdir -p "$dir/add"
	touch "$dir/answers"
	if [[ ! -f $dir/good ]]; then
		draw
		compile
	fi
	control
	[[ ! -f $dir/explore ]] || EXPLORE=0
	ask rules
	[[ -f $dir/add/known ]] || known_rules >"$dir/add/known"
	control_known
	[[ ! -s $dir/add/known ]] || ask known
	[[ $DMATEST == 0 ]] || ask dmatest
	awk -v table="$dir/mutants.csv" -v source="$name.c" -f "$suites/mutate.awk" \
		"$top/configs/equivalent-mutants" "$dir/mutants" "$dir/good" "$dir/answers"
	say "$SECONDS s, guests: $guests; the table is ${dir#"$PWD"/}/mutants.csv"
}

main
