#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# What modules that count have told, in sum and for each who made them count, and prints one line of it. It knows
# neither cards nor guests.
#
#   covered.sh MACHINE DIRECTORY FILE...    a line of a FILE is coverage,WHO,WORDS, the words those of dmarig_gcov;
#                                           a FILE that is a folder has .gcda files, and is WHO
#
# Into DIRECTORY go rules.csv (who reached how much, and what nobody else did), lines.csv (each line that has code,
# and who reached it), unreached.txt (the lines that nobody did), cover.info, html, which genhtml makes of it, and told, the lines
# of all FILEs, to be added to those of another time.
#
# From the environment:
#   OWN     a pattern of the sources that count; else all .c files
#   STRIP   a pattern of what their paths have in front and do not need

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/../vm/lib.sh"

: "${OWN:=[.]c$}" "${STRIP:=^$}"

# unpack_folder FOLDER: the same of files that are there. Where the notes are not beside them, the path below the
# folder is that of where they were compiled.
unpack_folder() {
	local file name stem to=$work/1+${1##*/}

	mkdir -p "$to"
	while IFS= read -r file; do
		stem=${file%.gcda}
		[[ -f $stem.gcno ]] || stem=${stem#"$1"}
		[[ -f $stem.gcno ]] || continue
		name=${stem//\//_}
		ln -sf "$(realpath "$file")" "$to/$name.gcda"
		ln -sf "$(realpath "$stem.gcno")" "$to/$name.gcno"
	done < <(find "$1" -name '*.gcda')
}

# unpack FILE...: a .gcda of each line, beside a link to the notes, in a folder for each WHO and share
unpack() {
	local folder name notes bytes files=()

	for name; do
		if [[ -d $name ]]; then unpack_folder "$name"; else files+=("$name"); fi
	done
	((${#files[@]})) || return 0
	awk -f "$suites/gcda.awk" "${files[@]}" |
		while IFS=$'\t' read -r folder name notes bytes; do
			mkdir -p "$work/$folder"
			printf '%b' "$bytes" >"$work/$folder/$name.gcda"
			ln -sf "$notes" "$work/$folder/$name.gcno"
		done
}

keep() {
	local file

	for file; do
		[[ ! -f $file ]] || cat "$file"
	done >"$work/told"
	mv "$work/told" "$dir/told"
}

# What gcov says of each folder, behind a line that says whose it is
read_all() {
	local folder

	for folder in "$work"/*/; do
		folder=${folder%/}
		echo "@who ${folder##*/*+}"
		(cd "$top" && "${CROSS}gcov" -b -c -t "$folder"/*.gcda 2>/dev/null) || true
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
	dir=$(realpath "$dir")
	unpack "$@"
	keep "$@"
	read_all | awk -v own="$OWN" -v strip="$STRIP" -v dir="$dir" -f "$suites/covered.awk"
	if command -v genhtml >/dev/null; then
		(cd "$top" && genhtml -q --branch-coverage --no-function-coverage -o "$dir/html" "$dir/cover.info" >&2)
	else
		say "no page of what was reached: genhtml is in package lcov, which make deps FOR=coverage installs"
	fi
}

main "$@"
