# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Is a text KTAP, as the kernel's dev-tools/ktap.rst has it? It has its version, a plan for each level,
# tests numbered from 1 on, as many as planned, subtests that a test of the level above ends, and
# nothing that is none of these. What is wrong goes to stdout; the exit status is 1 then.
#
#   awk -f ktap.awk FILE

function wrong(what) {
	print FILENAME ":" FNR ": " what
	bad = 1
}

function end_level() {
	if (seen[level] != plan[level])
		wrong("planned " plan[level] " tests, have " seen[level])
	level--
}

{
	match($0, /^ */)
	depth = RLENGTH / 4
	text = substr($0, RLENGTH + 1)
}

text ~ /^KTAP version/ {
	if (text != "KTAP version 1")
		wrong("want KTAP version 1: " text)
	if (depth != level + (FNR > 1 ? 1 : 0))
		wrong("a version in the middle of a level")
	level = depth
	plan[level] = -1
	seen[level] = 0
	begun = 1
	next
}

FNR == 1 { wrong("does not begin with KTAP version 1") }

text ~ /^#/ { next }

text ~ /^1\.\.[0-9]+$/ {
	if (plan[level] >= 0 || seen[level])
		wrong("a second plan, or one behind tests")
	plan[level] = substr(text, 4) + 0
	next
}

text ~ /^(not )?ok [0-9]+( |$)/ {
	if (depth < level)
		end_level()
	if (depth != level)
		wrong("a test of level " depth " within level " level)
	sub(/^not /, "", text)
	split(text, word, " ")
	if (plan[level] < 0)
		wrong("a test before any plan")
	if (word[2] != ++seen[level])
		wrong("test " word[2] ", want " seen[level])
	if (gsub(/ # /, " # ", text) > 1 || (text ~ / # / && text !~ / # (SKIP|XFAIL|TODO|TIMEOUT|ERROR)( |$)/))
		wrong("no directive: " text)
	next
}

{ wrong("neither a test nor a note: " text) }

END {
	if (!begun || level != 0)
		wrong("ends within level " level)
	else
		end_level()
	exit bad
}
