#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# What modules that count have told, in sum and for each who made them count, and prints one line of it. It knows
# neither cards nor guests.
#
#   covered.sh MACHINE DIRECTORY FILE...    a line of a FILE is coverage,WHO,WORDS, the words those of dmarig_gcov
#
# Into DIRECTORY go rules.csv (who reached how much, and what nobody else did), lines.csv (each line that has code,
# and who reached it), unreached.txt (the lines that nobody did), cover.info, and html, which genhtml makes of it.
#
# From the environment:
#   OWN     a pattern of the sources that count; else all .c files

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${OWN:=[.]c$}"

# unpack FILE...: a .gcda of each line, beside a link to the notes, in a folder for each WHO and share
unpack() {
	local folder name notes bytes

	awk -f "$suites/gcda.awk" "$@" |
		while IFS=$'\t' read -r folder name notes bytes; do
			mkdir -p "$work/$folder"
			printf '%b' "$bytes" >"$work/$folder/$name.gcda"
			ln -sf "$notes" "$work/$folder/$name.gcno"
		done
}

# What gcov says of each folder, behind a line that says whose it is
read_all() {
	local folder

	for folder in "$work"/*/; do
		folder=${folder%/}
		echo "@who ${folder##*/*+}"
		(cd "$folder" && "${CROSS}gcov" -b -c -t ./*.gcda 2>/dev/null) || true
	done
}

main() {
	local machine=$1 dir=$2 work
	shift 2

	load_machine "$machine"
	work=$(mktemp -d)
	# shellcheck disable=SC2064 # as it is now
	trap "rm -rf '$work'" EXIT
	mkdir -p "$dir"
	unpack "$@"
	read_all | awk -v own="$OWN" -v dir="$dir" -f "$suites/covered.awk"
	if command -v genhtml >/dev/null; then
		genhtml -q --branch-coverage --no-function-coverage -o "$dir/html" "$dir/cover.info" >&2
	else
		say "no page of what was reached: genhtml is in package lcov, which make deps FOR=coverage installs"
	fi
}

main "$@"
