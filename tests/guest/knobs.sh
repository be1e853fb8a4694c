#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every knob of the module's own list: its default, both ends of its range, one beyond, every word.
. "${0%/*}/lib.sh"

mkdir $RIG/t
tab=$(printf '\t')

takes() { put "$RIG/t/$1" "$2" && is "$(cat "$RIG/t/$1")" "$2"; }

knob_number() {
	min=${2%%..*}
	max=${2##*..}
	check "$1 takes its least, $min" takes "$1" "$min"
	check "$1 takes its most, $max" takes "$1" "$max"
	[ "$min" = 0 ] || refuses "$1 refuses $((min - 1))" put "$RIG/t/$1" $((min - 1))
	case $max in
	18446744073709551615) refuses "$1 refuses 2^64" put "$RIG/t/$1" 18446744073709551616 ;;
	*) refuses "$1 refuses $((max + 1))" put "$RIG/t/$1" $((max + 1)) ;;
	esac
	refuses "$1 refuses a word" put "$RIG/t/$1" many
	refuses "$1 refuses a negative number" put "$RIG/t/$1" -1
	check "$1 keeps its value when refusing" is "$(cat "$RIG/t/$1")" "$max"
}

knob_word() {
	for word in $(echo "$2" | tr -d ,); do
		check "$1 takes $word" takes "$1" "$word"
		check "and the list says what that is" grep -q "^$1$tab$word$tab." $RIG/words
	done
	refuses "$1 refuses a word that is not listed" put "$RIG/t/$1" nonsense
	check "and error lists the words" like "$(run_error t)" "$1=nonsense: want one of $2"
}

grep . $RIG/knobs >/tmp/knobs
while IFS="$tab" read -r name type initial range rest; do
	check "$name starts as $initial" is "$(cat "$RIG/t/$name")" "$initial"
	case $type in
	number | size | flag) knob_number "$name" "$range" ;;
	word) knob_word "$name" "$range" ;;
	text) check "$name takes text" takes "$name" "$initial" ;;
	*) not_ok "$name has a type this test knows: $type ($rest)" ;;
	esac
	put "$RIG/t/$name" "$initial"
done </tmp/knobs

check "peers are listed" is "$(names peers | tr "\n" " ")" "none channel memory address device "

check "a size may have a suffix" put $RIG/t/size 64k
check "which is 1024" is "$(cat $RIG/t/size)" 65536
refuses "a count may not" put $RIG/t/depth 1k
refuses "an empty value" put $RIG/t/depth ""
rmdir $RIG/t

any_chan
refused "batch=2 needs depth=2*" batch=2
refused "duration_ms=0 and transfers=0*" duration_ms=0
refused "size=100 is no multiple of alignment=64" size=100 alignment=64
refused "alignment=3: want a power of two" alignment=3
refused "verify=1 with op=none*" op=none
refused "completion=poll with op=cpu*" op=cpu completion=poll
refused "spin_us=5 with completion=poll*" spin_us=5 completion=poll
refused "cpu=irq with completion=poll*" cpu=irq completion=poll
refused "cpu=63: want any, irq or a list of online CPUs*" cpu=63
refused "cpu=x: want any, irq or a list*" cpu=x
refused "channel=nosuch: no free channel*" channel=nosuch
refused "channel=$chan: $chan is held by run t" channel="$chan,$chan"
check "nothing is held after a refusal" sh -c "grep -q '^$chan	.*	free	' $RIG/channels"
rmdir $RIG/t
finish
