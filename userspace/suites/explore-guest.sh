#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for explore-faults.sh. Prints lines "fault,NAME,RULE,AFTER,BEFORE,LENGTH,SEQUENCE" for each
# fault, RULE being "-" for one that escaped; "sound,QUIRKS,SEQUENCES,CALLS,RULE" for controllers without a fault,
# RULE being "-" where there was no alarm, with names divided by blanks; and "begin" and "end,SEQUENCES,CALLS" around
# those, so that they can be timed from outside.
#   PART=I/N         every Nth, from the Ith
#   FAULTS           names, or all that a rule is meant to catch
#   SEQUENCES        at most, for a fault
#   SOUND QUIET      sequences on a sound controller, and on each combination of quirks
#   COMBINATIONS SEED

SIM=/sys/kernel/config/dmarig_sim
: "${PART:=1/1}" "${FAULTS:=all}" "${SEQUENCES:=4000}" "${SOUND:=0}" "${QUIET:=0}" "${COMBINATIONS:=0}" "${SEED:=1}"

# cell COLUMN: of the first finding; the texts, which may have commas, come after all others
cell() {
	awk -F, -v column="$1" 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR == 3 { print $at[column] }' /tmp/explored/explore.csv
}

# explored ARGUMENT...: the result in /tmp/explored; $sequences and $calls are those that were made
explored() {
	rm -rf /tmp/explored
	dmarig explore -o /tmp/explored --findings 1 --known none "$@" >/tmp/explored.txt 2>&1
	status=$?
	sequences=$(sed -n 's/^dmarig: \([0-9]*\) sequences, .*/\1/p' /tmp/explored.txt)
	calls=$(sed -n 's/^dmarig: [0-9]* sequences, \([0-9]*\) calls.*/\1/p' /tmp/explored.txt)
}

sound() {
	explored --quirks "$1" -n "$2" seed="$SEED"
	rule=-
	[ $status = 1 ] && rule=$(cell rule)
	[ $status -lt 2 ] || rule="$(tail -n 1 /tmp/explored.txt | tr ',' ';')"
	echo "sound,$(echo "$1" | tr , ' '),${sequences:-0},${calls:-0},$rule"
	[ "$rule" = - ] || sed 's/^/note,/' /tmp/explored.txt
}

fault() {
	explored --fault "$1" -n "$SEQUENCES" timeout_ms=300 seed="$SEED"
	if [ $status = 1 ]; then
		echo "fault,$1,$(cell rule),$(cell sequences),$(cell before),$(cell after),$(cell sequence)"
	elif [ $status = 0 ]; then
		echo "fault,$1,-,${sequences:-0},,,"
	else
		echo "fault,$1,-,,,,$(tail -n 1 /tmp/explored.txt | tr ',' ';')"
	fi
}

if [ "$SOUND" != 0 ]; then
	echo begin
	sound none "$SOUND"
	echo "end,$sequences,$calls"
fi
draw "$COMBINATIONS" "$SEED" | mine >/tmp/combinations
# What has rings alone cannot be explored, and says so.
grep -v cyclic_only /tmp/combinations >/tmp/askable
while read -r quirks; do sound "$quirks" "$QUIET"; done </tmp/askable
case $FAULTS in
all) awk -F '\t' '$3 != "-" && $1 != "" { print $1 }' $SIM/faults ;;
*) echo "$FAULTS" | tr ' ' '\n' ;;
esac | mine >/tmp/faults
while read -r name; do
	[ -z "$name" ] || fault "$name"
done </tmp/faults
