#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The things that documents name exist: files, links, commits, commands, targets, knobs, names in tables.
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

documents=(README.md CONTRIBUTING.md NEWS results/README.md results/cards/README.md Documentation/*.rst)

# none NAME WHAT: passes when the file holds no line, and shows them otherwise
none() {
	cp "$2" "$root/err"
	check "$1" test ! -s "$2"
}

# Each as DOCUMENT:WORD. A path begins with a folder of the top level; * stands for what a name may be.
paths() {
	grep -oHE '(^|[^[:alnum:]_/.<-])(module|userspace|configs|results|tests|Documentation|\.ci)/[[:alnum:]_./*-]*' \
		"${documents[@]}" | sed -E 's/:[^[:alnum:].]/:/; s/[.]+$//; s/NAME/*/'
}

links() { grep -oHE '\]\([^)#]+' README.md CONTRIBUTING.md results/README.md results/cards/README.md | sed 's/\](//'; }

pages() { grep -oHE '(^|[^[:alnum:]_/.-])[a-z]+\.rst' Documentation/*.rst | sed -E 's/:[^[:alnum:]]/:/'; }

missing_paths() {
	paths | sort -u | while IFS=: read -r document path; do
		compgen -G "$path" >"$root/out" || compgen -G "$path.[ch]" >"$root/out" ||
			[[ $path == results/latest* ]] || git check-ignore -q "$path" ||
			echo "$document: $path"
	done
}

missing_links() {
	links | while IFS=: read -r document path; do
		[[ $path == //* || $path == *://* || -e $(dirname "$document")/$path ]] || echo "$document: $path"
	done
}

missing_pages() {
	pages | sort -u | while IFS=: read -r document path; do
		[[ -e Documentation/$path || $path == client.rst || $path == provider.rst ]] || echo "$document: $path"
	done
}

missing_commits() {
	grep -owE '[0-9a-f]{7}' Documentation/adding.rst | sort -u | while read -r commit; do
		git cat-file -e "$commit^{commit}" 2>/dev/null || echo "$commit"
	done
}

# after WORD: what is typed behind it, in code and in backquotes
after() {
	grep -ohE "(^ +(\\\$ )?|CMD='|\`)$1 [a-z][a-z-]*" "${documents[@]}" | grep -oE '[a-z-]+$' | sort -u
}

commands() { dmarig help | sed -nE 's/^    ([a-z]+) .*/\1/p' | sort; }
targets() { grep -oE '^[a-z-]+:' Makefile | tr -d : | sort -u; }
knobs() { cut -f 1 "$root/knobs" | sort; }
words() { awk -F'\t' -v knob="$1" '$1 == knob { print $4 }' "$root/knobs" | tr -s ', |' '\n' | sort; }
groups() { grep -rhoE '^const struct [a-z_]*rule rules_[a-z_]+' module/check | sed 's/.*rules_//' | sort; }

# used_knobs: of a run's command line, which ends at " -- " and at a remark
# latency_target is a key of run, no knob.
used_knobs() {
	grep -ohE "dmarig (run|sweep|fio|check) [^'\`]*" "${documents[@]}" | sed 's/ -- .*//; s/ #.*//' |
		grep -oE '(^| )[a-z_]+=' | tr -d " =" | grep -vx latency_target | sort -u
}

# first_column HEADING: of the tables of that heading
first_column() {
	awk -v heading="$1" '
		/^==+ +==+$/ { if (in_table == 1) in_table = rows ? 0 : 1; border = 1; rows = 0; next }
		border && $1 == heading && /^[a-z]+  / { in_table = 1 }
		{ border = 0 }
		in_table && /^[a-z]/ && $1 != heading { rows++; print $1 }
		/^$/ { in_table = 0 }' Documentation/*.rst | sort
}

# is_table_of HEADING COMMAND...: its names are those that the command prints
is_table_of() {
	local heading=$1
	shift
	diff <(first_column "$heading") <("$@") >"$root/err"
	check "the table of every $heading has what there is" test ! -s "$root/err"
}

"$FAKE_KNOBS" >"$root/knobs"
check "README is short" test "$(wc -l <README.md)" -le 120
check "documents name files" test "$(paths | wc -l)" -gt 50
missing_paths >"$root/missing"
none "which are there" "$root/missing"
missing_links >"$root/missing"
none "so are those that links lead to" "$root/missing"
missing_pages >"$root/missing"
none "and pages" "$root/missing"
if git rev-parse -q --verify ee4ccc3 >"$root/out" 2>&1; then
	missing_commits >"$root/missing"
	none "commits to look at are there" "$root/missing"
else
	report "" "commits to look at # SKIP this checkout has no history"
fi
comm -13 <(commands) <(after dmarig) >"$root/missing"
none "commands are the tool's" "$root/missing"
comm -13 <(targets) <(after make) >"$root/missing"
none "targets are the Makefile's" "$root/missing"
check "runs have knobs" test "$(used_knobs | wc -l)" -gt 10
comm -13 <(knobs) <(used_knobs) >"$root/missing"
none "which are the module's" "$root/missing"
for heading in op mapping completion; do
	is_table_of "$heading" words "$heading"
done
is_table_of group groups
machines() { find configs/machine -maxdepth 1 -type f -printf '%f\n' | sort; }
is_table_of machine machines
end
