# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Prints the score of mutation.csv: for each rate the number of faults caught, and the names of the others. The
# columns that count have no commas in them and come first. Status 1 when less than 95 of 100 were
# caught at a rate of one in 1000 or more.
NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i; next }
NR > 2 {
	rate = $at["rate"]
	if (!(rate in tried))
		order[++n] = rate
	tried[rate]++
	if ($at["caught"] == "yes") {
		caught[rate]++
		if ($at["by"] == $at["meant"])
			meant[rate]++
		else
			others[rate] = others[rate] " " $at["fault"] "(" $at["by"] ")"
	} else if ($at["committed"] == 0) {
		never[rate] = never[rate] " " $at["fault"]
	} else {
		escaped[rate] = escaped[rate] " " $at["fault"]
	}
}
END {
	for (i = 1; i <= n; i++) {
		r = order[i]
		printf "1 in %d: %d of %d faults caught (%.1f %%), %d by the rule that is meant to\n", r,
			caught[r], tried[r], 100 * caught[r] / tried[r], meant[r]
		if (escaped[r] != "")
			print "  escaped:" escaped[r]
		if (never[r] != "")
			print "  never committed:" never[r]
		if (others[r] != "")
			print "  caught by another rule:" others[r]
		if (r <= 1000 && caught[r] < 0.95 * tried[r])
			bad = 1
	}
	exit bad
}
