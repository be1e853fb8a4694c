# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The score of explore-faults.sh: explore-faults.csv, explore-sound.csv and the rates, in this order. Fails where
# a sound controller had an alarm, or fewer than 90 % of the faults that were found take at most six calls.

function median(list, n,   i, k, swap) {
	for (i = 1; i <= n; i++)
		for (k = i; k > 1 && list[k] < list[k - 1]; k--) {
			swap = list[k]
			list[k] = list[k - 1]
			list[k - 1] = swap
		}
	return n ? list[int((n + 1) / 2)] : 0
}

FNR == 1 { part++; next }

part == 1 {
	faults++
	if ($2 == "-") {
		escaped = escaped " " $1
		next
	}
	after[++found] = $3 + 0
	before += $4
	length_after += $5
	short += $5 <= 6
	if ($3 + 0 > worst) { worst = $3 + 0; worst_of = $1 }
}

part == 2 {
	sound += $2
	sound_calls += $3
	combinations++
	if ($4 != "-") {
		alarms++
		alarmed = alarmed "\n  " $1 ": " $4
	}
}

part == 3 { rate += $1 * 1e6 / ($3 ? $3 : 1); calls += $2 * 1e6 / ($3 ? $3 : 1) }

END {
	if (faults) {
		printf "%d of %d faults found, after %d sequences (median), %d at worst (%s)\n", found, faults,
			median(after, found), worst, worst_of
		if (found)
			printf "%.1f calls before, %.1f after shrinking; %d (%.1f %%) in at most 6\n", before / found,
				length_after / found, short, 100 * short / found
		print "escaped:" (escaped == "" ? " none" : escaped)
	}
	if (combinations)
		printf "%d sequences, %d calls on %d sound controllers: %d alarms%s\n", sound, sound_calls,
			combinations, alarms, alarmed
	if (rate)
		printf "%d sequences, %d calls a second\n", rate, calls
	exit alarms > 0 || (found && short < 0.9 * found)
}
