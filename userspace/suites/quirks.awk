# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The score of quirks.csv and quirks-faults.csv. Status 1 when a rule failed on a sound controller, when
# there are too few cards to tell, when less than 95 of 100 faults that could be asked about were caught, or
# when more than 10 of 100 could not be.
FNR == 1 { file++; next }
file == 1 {
	cards++
	passed += $2
	skipped += $3
	failed += $4
	if ($4 > 0)
		print "false alarm with " $1 ": " $5
	nothing += $2 + $4 == 0 || $5 ~ /asked nothing/
}
file == 2 {
	faults[$3]++
	if ($3 != "caught")
		named[$3] = named[$3] "\n  " $1 " with " $2
}
END {
	printf "%d cards: %d answers right, %d questions that could not be asked, %d false alarms, %d asked nothing\n",
		cards, passed, skipped, failed - nothing, nothing
	asked = faults["caught"] + faults["escaped"]
	printf "%d faults, each under a random combination: %d caught of %d, %d could not be asked about\n",
		asked + faults["not-asked"], faults["caught"], asked, faults["not-asked"]
	if (named["escaped"] != "")
		print "escaped:" named["escaped"]
	if (named["not-asked"] != "")
		print "not asked:" named["not-asked"]
	# Some combinations leave a channel nothing to do, and are no card.
	bad = failed > 0 || cards < wanted / 2
	escapes = asked == 0 || faults["caught"] < 0.95 * asked || faults["not-asked"] > 0.1 * (asked + faults["not-asked"])
	print (bad ? "not ok" : "ok") " 1 - no rule fails on a sound controller, whatever quirks it has"
	print (escapes ? "not ok" : "ok") " 2 - faults are caught under quirks, too"
	exit bad || escapes
}
