#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Writes the manual pages. The tool prints them from its own rows; the rules and the faults, whose rows only
# the modules have, are added to the pages of their commands.
#
#   man.sh TOOL OUT

set -euo pipefail
tool=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
cd "$(dirname "$0")/../.."

# page NAME TOPIC
page() { "$tool" help --man "$2" >"$out/$1"; }

# What the preprocessor makes of the list: row(NAME, "RULE", "HELP" "MORE") each.
faults() {
	local list

	list=$(grep -rl 'define SIM_FAULTS' module --include='*.h')
	printf '#include "%s"\nSIM_FAULTS(row)\n' "$list" | cpp -P -I. - | sed 's/" *"\([^,)]\)/\1/g' |
		grep -oE 'row\([a-z_0-9]+, *"[^"]*", *"[^"]*"\)' |
		sed -E 's/row\(([^,]*), *"([^"]*)", *"([^"]*)"\)/\1\t\2\t\3/'
}

# A row of roff from NAME, more, and what it means, by tab
items() {
	awk -F '\t' -v more="$1" '
		function roff(text) { gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); return text }
		{ print ".TP\n.B " roff($1); print "\\&" roff($3)
		  if ($2 != "-") print ".br\n(" more roff($2) ")" }'
}

main() {
	local command

	page dmarig.1 dmarig
	page dmarig-conf.5 conf
	page dmarig-csv.5 csv
	for command in $("$tool" help | awk '/^    / { print $1 }'); do
		page "dmarig-$command.1" "$command"
	done
	{ echo '.SH FAULTS'; faults | items 'caught by the rule '; } >>"$out/dmarig-mutation.1"
	# shellcheck disable=SC2046 # names of files
	{ echo '.SH RULES'; awk -f userspace/scripts/rules.awk $(grep -rlE '^const struct rule rules_' module) |
		items ''; } >>"$out/dmarig-check.1"
}

main
