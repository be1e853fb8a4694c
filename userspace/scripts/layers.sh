#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Holds every #include "..." to the table in the file floors: it goes down, or stays within its unit. Prints
# file, line and both floors of an #include that does not, and names that the table lacks or has too many.
#
#   layers.sh [DIRECTORY]    of a checkout; this one by default

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"

# The table, then every #include as FILE:LINE:PATH with roots module and userspace
includes() {
	find module userspace -name '*.[ch]' | sort | xargs grep -HnE '^[[:space:]]*#[[:space:]]*include "' |
		sed -E 's/^([^:]*:[0-9]*:).*include "([^"]*)".*/\1\2/'
}

sources() { find module userspace -name '*.[ch]' | sort; }

judge() {
	awk -F: '
	# A unit as a pattern: a folder, or a file with either suffix
	function pattern(name) {
		gsub(/\./, "\\.", name)
		gsub(/\*/, "[^/]*", name)
		if (name ~ /\/$/)
			return "^" name
		return "^" name (name ~ /\\\.[ch]$/ ? "$" : "\\.[ch]$")
	}
	function add(line,    units, names, i, j, n, m) {
		floors += line !~ /^[[:space:]]/
		n = split(line, units, " ")
		for (i = 1; i <= n; i++) {
			m = split(units[i], names, ",")
			for (j = 1; j <= m; j++) {
				members++
				regex[members] = pattern(names[j])
				name[members] = names[j]
				floor[members] = floors
				unit[members] = units[i]
			}
		}
	}
	function member(file,    i, best) {
		if (!(file in known)) {
			best = 0
			for (i = 1; i <= members; i++)
				if (file ~ regex[i] && length(regex[i]) > length(regex[best]))
					best = i
			known[file] = best
			used[best]
		}
		return known[file]
	}
	function fault(text) { print text; bad = 1 }
	# Where an #include of @from leads: both roots are searched, and the folder of the file last
	function resolve(from, path,    folder) {
		if (("module/" path) in exists)
			return "module/" path
		if (("userspace/" path) in exists)
			return "userspace/" path
		folder = from
		sub(/[^\/]*$/, "", folder)
		return (folder path) in exists ? folder path : ""
	}
	function check(from, line, path,    to, a, b) {
		to = resolve(from, path)
		if (to == "")
			return fault(from ":" line ": \"" path "\" is in neither root")
		a = member(from)
		b = member(to)
		if (!a || !b || unit[a] == unit[b] || floor[b] < floor[a])
			return
		fault(from ":" line ": includes " to ", which is " \
			(floor[b] > floor[a] ? "above it: floor " floor[b] " from floor " : "beside it, both on floor ") floor[a])
	}
	FILENAME == ARGV[1] { if ($0 !~ /^(#|[[:space:]]*$)/) add($0); next }
	FILENAME == ARGV[2] {
		exists[$0]
		if (!member($0))
			fault($0 ": stands on no floor, see userspace/scripts/floors")
		next
	}
	{ check($1, $2, $3) }
	END {
		for (i = 1; i <= members; i++)
			if (!(i in used))
				fault("userspace/scripts/floors: there is no " name[i])
		exit bad
	}
	' "$here/floors" <(sources) <(includes)
}

judge
