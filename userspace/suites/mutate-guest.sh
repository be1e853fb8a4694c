#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Runs in the guest, for mutate-driver.sh: loads one mutant of a driver after the other and asks it rules, until one
# fails. /dmarig/add has NAME.ko and NAME.rules. m000 is the driver as it is: it must still work after each mutant
# that was caught, or what follows would pay for that one. Prints, beside the rows of dmarig check:
#
#   begin NAME        then its rows; "explore,..." before those of dmarig explore; "dmatest,TEXT"; "known,..." for KTAP
#   end NAME HOW      survived, (load), rules, known, explore, dmatest: who caught it
#   over              the channel no longer works here
#
#   MUTANTS CHANNEL KNOBS
#   EXPLORE           sequences for one that rules let pass; 0: none
#   KIND              dmatest: that, instead of rules; known: only rules that the driver is known to fail, which count
#                     where they fail in another way

add=/dmarig/add

unload() {
	rmmod "$(cat /tmp/loaded 2>/dev/null || cat /dmarig/modules/drivers.list 2>/dev/null)" 2>/dev/null
	rm -f /tmp/loaded
}

# Is the channel there? A probe may take its time.
is_there() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		! dmarig list 2>/dev/null | grep -q "^$CHANNEL " || return 0
		sleep 0.2
	done
	return 1
}

load() {
	insmod "$add/$1.ko" || return 1
	echo "$1" >/tmp/loaded
	is_there
}

dmatest() {
	dir=/sys/module/dmatest/parameters
	marks=$(dmesg | wc -l)
	insmod /dmarig/modules/dmatest.ko 2>/dev/null
	echo 2000 >$dir/timeout
	echo 200 >$dir/iterations
	echo "$CHANNEL" >$dir/channel 2>/dev/null
	echo 1 >$dir/run
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		[ "$(cat $dir/run)" = N ] || { sleep 1; continue; }
		break
	done
	dmesg | tail -n +$((marks + 1)) >/tmp/said
	rmmod dmatest 2>/dev/null
	if grep -E 'BUG|WARNING|DMA-API: .*:|possible|INFO: ' /tmp/said >/tmp/bad; then
		:
	elif ! grep 'summary' /tmp/said >/tmp/bad; then
		echo "it never ended" >/tmp/bad
	elif grep -q 'summary [0-9]* tests, 0 failures' /tmp/bad; then
		return 0
	fi
	sed 's/^/dmatest,/' /tmp/bad | head -n 1
	return 1
}

# works: does the driver as it is pass what the mutant before it was asked?
works() {
	load m000 2>/dev/null || return 1
	if [ "$KIND" = dmatest ]; then
		dmatest >/dev/null
	else
		# shellcheck disable=SC2086 # knobs are words
		dmarig check "$CHANNEL" completes $KNOBS -o /tmp/card >/dev/null 2>&1
	fi
}

# Those that the driver is known to fail: how they do is judged by the tool
ask_known() {
	# shellcheck disable=SC2046,SC2086 # names and knobs are words
	{ dmarig check $CHANNEL $(cat "$add/known") $KNOBS -o /tmp/known 2>/dev/null
		[ $? != 1 ] || echo >/tmp/found; } | sed 's/^ */known,/'
	[ ! -e /tmp/found ] || how=known
	rm -rf /tmp/found /tmp/known
}

# ask NAME: who caught it
# shellcheck disable=SC2046,SC2086 # names and knobs are words
ask() {
	[ "$KIND" != known ] || { ask_known; return; }
	if [ "$KIND" = dmatest ]; then
		dmatest >/tmp/line && how=survived || how=dmatest
		cat /tmp/line
		return
	fi
	dmarig check $CHANNEL $(cat "$add/$1.rules") $KNOBS --stop -o - || { how=rules; return; }
	[ "$EXPLORE" -gt 0 ] || return
	# Each sequence is told, so that one that hangs is known from many that take their time.
	{ dmarig explore $CHANNEL $KNOBS -n "$EXPLORE" --findings 1 -o - 2>/dev/null
		[ $? != 1 ] || echo >/tmp/found; } | sed 's/^/explore,/'
	[ ! -e /tmp/found ] || how=explore
	rm -f /tmp/found
}

for name in $MUTANTS; do
	unload
	echo "begin $name"
	how=survived
	if load "$name" 2>/tmp/why; then ask "$name"; else how='(load)'; fi
	echo "end $name $how"
	[ "$how" != survived ] || continue
	unload
	if ! works; then
		echo over
		break
	fi
	rm -rf /tmp/card
done
