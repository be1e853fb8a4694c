# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Judges perf-growth.sh's lines, "subject,unit,size,seconds,kib": a table of each subject, and the exponent of
# its time over its size, by least squares on their logarithms. Of several lines of one size the least time
# counts, and the most memory.
# What grows faster than wanted, takes too long at its largest size, or was not measured falls short, and the
# status is 1.

function log_of(x) { return log(x > 0 ? x : 1e-9) }

# The exponent of what is in a column over the size
function exponent(subject, column,    i, n, x, y, sx, sy, sxx, sxy) {
	n = sizes[subject]
	for (i = 1; i <= n; i++) {
		x = log_of(size[subject, i])
		y = log_of(value[subject, size[subject, i], column])
		sx += x; sy += y; sxx += x * x; sxy += x * y
	}
	return (n * sxy - sx * sy) / (n * sxx - sx * sx)
}

function verdict(bad) {
	short += bad
	return bad ? "  FALLS SHORT" : ""
}

# limit SUBJECT: at its largest size
function limits(subject,    largest, s, kib) {
	largest = size[subject, sizes[subject]]
	s = value[subject, largest, "s"]
	kib = value[subject, largest, "kib"]
	if (subject in most_s)
		printf "  at %d: %.3g s  (want at most %g s)%s\n", largest, s, most_s[subject],
			verdict(s > most_s[subject])
	if (subject in most_kib)
		printf "  at %d: %d MiB  (want at most %d MiB)%s\n", largest, kib / 1024, most_kib[subject] / 1024,
			verdict(kib > most_kib[subject])
}

function show(subject,    i, n, e) {
	print "\n" subject " over " unit[subject]
	for (i = 1; i <= sizes[subject]; i++) {
		n = size[subject, i]
		printf "  %9d %10.4f s", n, value[subject, n, "s"]
		if (value[subject, n, "kib"])
			printf " %8.1f MiB", value[subject, n, "kib"] / 1024
		print ""
	}
	if (sizes[subject] < 2) {
		print "  one size has no exponent" verdict(1)
		return
	}
	e = exponent(subject, "s")
	printf "  exponent of time %.2f  (want at most 1.1)%s\n", e, verdict(e > 1.1)
	if (subject in flat) {
		e = exponent(subject, "kib")
		printf "  exponent of memory %.2f  (want at most 0.1)%s\n", e, verdict(e > 0.1)
	}
	limits(subject)
}

BEGIN {
	FS = ","
	nr = split("compare,report,report and figures,list,sweep,run,trace", wanted, ",")
	most_s["compare"] = most_s["report"] = 10
	most_kib["compare"] = 1048576
	most_s["list"] = 0.1
	flat["sweep"] = flat["trace"]
}

NF == 5 && $3 > 0 {
	if (!(($1, $3, "s") in value)) {
		size[$1, ++sizes[$1]] = $3
		value[$1, $3, "s"] = $4 + 0
	}
	unit[$1] = $2
	if ($4 + 0 < value[$1, $3, "s"])
		value[$1, $3, "s"] = $4 + 0
	if ($5 + 0 > value[$1, $3, "kib"])
		value[$1, $3, "kib"] = $5 + 0
}

END {
	print "time and memory over size, on one core"
	for (i = 1; i <= nr; i++) {
		if (wanted[i] in sizes)
			show(wanted[i])
		else
			print "\n" wanted[i] " was not measured" verdict(1)
	}
	exit short > 0
}
