# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Makes C of configs/kernel-log: a row a pattern, L(kind, name, means, sample, burst, ms, pattern), where
# samples have a newline between them. A line that does not keep the file's format ends
# the build.

function fail(why) {
	printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
	failed = 1
	exit 1
}

# A text in the quotes of C; %c keeps awks from taking backslashes apart in their own ways.
function quoted(text,  i, c, out) {
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		out = out (c == "\\" || c == "\"" ? sprintf("%c", 92) c : c)
	}
	return "\"" out "\""
}

function close_section() {
	if (name != "" && !("pattern" in has))
		fail("[" name "] has no pattern")
}

/^[ \t]*(#|$)/ { next }
/^\[[a-z0-9-]+\]$/ {
	close_section()
	name = substr($0, 2, length($0) - 2)
	if (name in names)
		fail("[" name "] is there already")
	names[name] = 1
	split("", has)
	samples = ""
	next
}
{
	key = $1
	value = substr($0, length(key) + 4)
	if (name == "" || $2 != "=" || value == "")
		fail("want [NAME], KEY = VALUE or a comment")
	if (key == "sample")
		samples = samples (samples == "" ? "" : "\\n\"\n\t\t\"") substr(quoted(value), 2, length(quoted(value)) - 2)
	else if (key in has)
		fail(key " stands in this section twice")
	has[key] = value
}
key == "kind" && value !~ /^(splat|report|frame|blind|remark|harmless)$/ { fail("there is no kind " value) }
key == "limit" && value !~ /^[1-9][0-9]* in [1-9][0-9]* ms$/ { fail("limit: want N in MS ms") }
key !~ /^(kind|means|sample|limit|pattern)$/ { fail("there is no key " key) }
key == "pattern" {
	if (!("kind" in has) || !("means" in has) || samples == "")
		fail("[" name "] wants kind, means and sample before its pattern")
	split(("limit" in has) ? has["limit"] : "0 in 0", limit, " ")
	printf "L(%s, \"%s\",\n\t%s,\n\t\t\"%s\",\n\t%d, %d, %s)\n", has["kind"], name,
		quoted(has["means"]), samples, limit[1], limit[3], quoted(value)
}
END {
	if (!failed)
		close_section()
}
