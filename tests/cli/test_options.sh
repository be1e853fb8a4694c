#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Options: every command that has an option refuses a value out of its range, and names the option, the
# value and the range; --help has the range, too.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

# refused RANGE COMMAND... OPTION VALUE: the last two words of the command line are
refused() {
	local range=$1 option value
	shift
	option=${*: -2:1} value=${*: -1}
	try "$@"
	says "$1 $option $value is refused" 2 "^dmarig: $option $value: want $range"
}

printf 'depth = 1\n' >"$root/one.conf"
kb='a number from 1 to 16777216 KiB'
for command in run "sweep $root/one.conf"; do
	for value in 12x 0 '' -1 16777217; do
		# shellcheck disable=SC2086 # a file may be part of it
		refused "$kb" $command --buffer-kb "$value"
	done
done
refused 'a number from 1 to 10000$' sweep "$root/one.conf" --reps 0
refused 'a number from 1 to 10000$' sweep "$root/one.conf" --reps 3,5
refused 'a number from 0 to ' sweep "$root/one.conf" --seed 1z
refused 'a number from 0 to ' torture "$root/one.conf" --seed 12x
refused 'a number from 0 to ' mutation --seed x
refused 'a number from 1 to 86400 s$' mutation --seconds 12x
refused 'a number from 1 to 86400 s$' mutation --seconds 0
for value in 1,x '' 0 1,2,3,4,5,6,7,8,9; do
	refused 'up to 8 numbers from 1' mutation --rates "$value"
done
refused '0% to 10000%' compare a b --fail-slower 5x
refused '0% to 10000%' compare a b --fail-later -1
refused 'up to 60 letters' run --name a/b
refused 'up to 60 letters' check --name .a
check "none of them has begun anything" no_runs_left

try run --ouptut x
says "an option that is not there names the nearest" 2 'bad option --ouptut, did you mean --output' \
	'usage: dmarig run'
try run -q
says "a letter that is not there is named" 2 'bad option -q$'
try run --output
says "a value that is missing is asked for" 2 '--output: its value is missing, DIR'
try run -o
says "by its letter as well" 2 '--output: its value is missing, DIR'
try run --trace=yes
says "a flag takes no value" 2 '--trace takes no value'
try check --help=me
says "nor does --help" 2 '--help takes no value'

commands=$("$TOOL" help | awk '/^    / { print $1 }')
check "help lists the commands" test "$(wc -w <<<"$commands")" -ge 13
for command in $commands; do
	try help "$command"
	cp "$root/out" "$root/help"
	try "$command" --help
	check "$command --help is dmarig help $command" cmp -s "$root/out" "$root/help"
	check "and within 100 columns" awk 'length > 100 { exit 1 }' "$root/out"
done
try run depth=4 -h
says "-h is enough, wherever it stands" 0
check "and prints the same" out_has '^usage: dmarig run \[KNOB=VALUE\]\.\.\. \[OPTION\]\.\.\.$'
check "each option with its range" out_has 'trace buffer per CPU \(1 to 16777216 KiB\)$'
try help mutation
check "and with its default" out_has '\(1 to 86400 s; default 10\)$'
end
