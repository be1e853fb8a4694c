# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A report card in KTAP, as `dmarig check` prints it, as lines of a result.txt: TEST pass, fail or skip. What
# is known to fail is skipped.

/^    (not )?ok [0-9]+ / {
	bad = /^    not /
	skip = / # (SKIP|XFAIL)( |$)/
	print $(bad ? 4 : 3), skip ? "skip" : bad ? "fail" : "pass"
	fflush()
}
