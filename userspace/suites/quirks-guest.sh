#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for quirks.sh: cards of controllers with quirks, and faults on such controllers. Prints
# lines "card,NAMES,passed,skipped,failed,RULES" and "fault,NAME,NAMES,OUTCOME,RULE,TEXT"; names have
# blanks between them, so that they can be columns. And the table below, as "hidden,FAULT,QUIRK,WHY".
#   PART=I/N       every Nth of the cards and faults, from the Ith
#   COMBINATIONS   random ones, beside every quirk alone
#   FAULTS         1: the faults, too
#   TRIES SECONDS_EACH   of a fault: combinations until one lets it be asked about, and how long to try
#   SEED

SIM=/sys/kernel/config/dmarig_sim
: "${PART:=1/1}" "${COMBINATIONS:=0}" "${FAULTS:=0}" "${TRIES:=6}" "${SECONDS_EACH:=2}" "${SEED:=1}"

# FAULT QUIRK WHY: under the quirk the fault does nothing that a client could see or may complain of, so it is
# tried under others.
hidden='
no_order_unsaid no_order every status is DMA_OUT_OF_ORDER anyway
starves_channel one_engine the others wait, too: while the one engine is held nobody goes on
cyclic_residue_total residue_none the residue is 0 at all times, and so never too long
residue_other_cookie directions_unsaid what residue means is said nowhere where dma_get_slave_caps() fails'

# hiding FAULT: the quirks that hide it
hiding() { echo "$hidden" | awk -v fault="$1" '$1 == fault { print $2 }'; }

blanks() { echo "$1" | tr , ' '; }

# make QUIRKS: a controller as dmarig check makes its own, with these; false where they leave it nothing to do
make() {
	made=$SIM/quirks-suite-$((nr_made += 1))
	mkdir "$made" || return 1
	for kv in latency_ns=100000 bandwidth_mbps=20 channels=2 period_ns=1000000 "quirks=$1"; do
		echo "${kv#*=}" >"$made/${kv%%=*}"
	done
	if ! echo 1 >"$made/live" 2>/dev/null; then
		rmdir "$made"
		return 1
	fi
	chan=$(head -n 1 "$made/channel_names")
}

# unmake: false where somebody holds it, and then it stays
unmake() { echo 0 >"$made/live" && rmdir "$made"; }

# card QUIRKS: what fails is a false alarm, as the controller is sound
card() {
	make "$1" || return
	dmarig check "$chan" peer=memory timeout_ms=2000 size=1024 -o /tmp/card >/tmp/card.ktap 2>/tmp/card.log
	skipped=$(grep -c '^    ok .*# SKIP' /tmp/card.ktap)
	passed=$(($(grep -c '^    ok ' /tmp/card.ktap) - skipped))
	rules=$(sed -n 's/^    not ok [0-9]* //p' /tmp/card.ktap | tr '\n' ' ')
	failed=$(grep -c '^    not ok ' /tmp/card.ktap)
	# A channel that was asked nothing has no card, and a score would count it as a good one.
	if [ $((passed + failed)) = 0 ]; then
		rules="$(tail -n 1 /tmp/card.log | tr ',' ';') asked nothing"
		failed=1
	fi
	if ! unmake 2>/dev/null; then
		rules="$rules and its controller cannot be removed"
		failed=$((failed + 1))
	fi
	echo "card,$(blanks "$1"),$passed,$skipped,$failed,$rules"
	[ "$failed" = 0 ] || sed -n '/# want/p; /WARNING/p; /BUG/p' /tmp/card.ktap /tmp/card.log | cut -c1-300 | sed 's/^/note,/'
	rm -rf /tmp/card
}

# try_fault NAME SEED: under combinations, until one lets it be committed and asked about
try_fault() {
	outcome=not-asked
	for quirks in $(draw "$TRIES" "$2" "$(hiding "$1")"); do
		make "$quirks" || continue
		unmake
		rm -rf /tmp/trial
		dmarig mutation --quirks "$quirks" --rates 1 --seconds "$SECONDS_EACH" --seed "$2" -o /tmp/trial "$1" >/tmp/trial.log 2>&1
		row=$(tail -n +3 /tmp/trial/mutation.csv 2>/dev/null | head -n 1)
		by=$(echo "$row" | cut -d, -f4)
		case "$row,$(tail -n 2 /tmp/trial.log)" in
		"$1",1,yes,*) outcome=caught; break ;;
		*'not asked'* | *'never committed'* | ,*) continue ;;
		*) outcome=escaped; break ;;
		esac
	done
	said=$(echo "$row" | cut -d, -f9- | sed -E -e 's/^("([^"]|"")*").*/\1/' -e t -e 's/,.*//')
	echo "fault,$1,$(blanks "$quirks"),$outcome,$by,$said"
}

{
	echo none
	cut -f1 $SIM/quirks | grep .
	draw "$COMBINATIONS" "$SEED"
} | mine >/tmp/combinations
while read -r quirks; do card "$quirks"; done </tmp/combinations
[ "$FAULTS" = 1 ] || exit 0
echo "$hidden" | sed -n 's/^\([^ ]*\) \([^ ]*\) \(.*\)/\1,\2,"\3"/p' | mine | sed 's/^/hidden,/'
n=0
awk -F '\t' '$3 != "-" && $1 != "" { print $1 }' $SIM/faults | mine >/tmp/faults
while read -r fault; do
	n=$((n + 1))
	try_fault "$fault" $((SEED * 1000 + n))
done </tmp/faults
