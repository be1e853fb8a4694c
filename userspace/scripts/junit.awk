# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# JUnit XML of files of TAP, a suite a file, which is called as the file is without its ending. The last
# words of a file without a test are its error. Input in UTF-8.
#
#   LC_ALL=C awk -f junit.awk FILE...

function quoted(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	gsub(/"/, "\\&quot;", text)
	gsub(/\t/, "    ", text)
	gsub(/[\001-\037\177]/, "?", text)
	return text
}

function end_test() {
	if (name == "")
		return
	cases = cases "    <testcase classname=\"" suite "\" name=\"" quoted(name) "\">"
	if (result == "skipped")
		cases = cases "<skipped message=\"" quoted(reason) "\"/>"
	else if (result == "failed")
		cases = cases "<failure message=\"" quoted(notes == "" ? "not ok" : notes) "\"/>"
	cases = cases "</testcase>\n"
	name = notes = ""
}

function end_suite() {
	if (suite == "")
		return
	end_test()
	if (!tests) {
		cases = "    <testcase classname=\"" suite "\" name=\"" suite "\"><error message=\"" \
			quoted("no test: " last) "\"/></testcase>\n"
		tests = errors = 1
	}
	printf "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n%s  </testsuite>\n",
		suite, tests, failures, errors, skips, cases
	suite = cases = last = ""
	tests = failures = errors = skips = 0
}

function begin_suite(file) {
	end_suite()
	suite = file
	sub(/.*\//, "", suite)
	sub(/\.[a-z]*$/, "", suite)
	suite = quoted(suite)
}

BEGIN { print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>" }

FNR == 1 { begin_suite(FILENAME) }

/^[ ]*(not )?ok / {
	end_test()
	tests++
	result = /^ *ok / ? "passed" : "failed"
	failures += result == "failed"
	name = $0
	sub(/^ *(not )?ok */, "", name)
	sub(/^[0-9]+ */, "", name)
	sub(/^- /, "", name)
	if (match(name, / # (SKIP|XFAIL) ?/)) {
		reason = substr(name, RSTART + RLENGTH)
		name = substr(name, 1, RSTART - 1)
		failures -= result == "failed"
		result = "skipped"
		skips++
	}
	if (name == "")
		name = "test " tests
	next
}

result == "failed" && /^ *#/ {
	sub(/^ *# ?/, "")
	notes = notes (notes == "" ? "" : "; ") $0
}

{ last = $0 }

END {
	end_suite()
	print "</testsuites>"
}
