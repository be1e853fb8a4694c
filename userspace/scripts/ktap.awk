# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# KTAP of lines "ok - WHAT" or "not ok - WHAT", which were written one by one: they get numbers, and
# the version and the plan before them. Other lines become notes.

/^(not )?ok / {
	verdict = /^ok / ? "ok" : "not ok"
	sub(/^(not )?ok (- )?/, "")
	line[++lines] = verdict " " (++tests) " - " $0
	next
}

{ line[++lines] = (/^#/ ? "" : "# ") $0 }

END {
	print "KTAP version 1\n1.." tests + 0
	for (i = 1; i <= lines; i++)
		print line[i]
}
