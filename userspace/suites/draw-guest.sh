#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Goes before a suite's script for the guest: combinations of quirks, and the share of a guest. Both want PART,
# I/N for every Nth line from the Ith, and SIM.
# shellcheck disable=SC2154 # those whose script follows set them

# draw COUNT SEED [QUIRKS]: so many random combinations without these, a line each; of a group there is one at
# most
draw() {
	awk -F '\t' -v count="$1" -v seed="$2" -v without="$3" '
	BEGIN { split(without, words, "[ \n]"); for (i in words) left_out[words[i]] = 1 }
	$1 != "" && !($1 in left_out) { name[++n] = $1; group[n] = $3 }
	END {
		srand(seed)
		for (; count > 0; count--) {
			line = ""
			split("", taken)
			for (i = 1; i <= n; i++) {
				if (rand() * 7 >= 1 || (group[i] != "-" && group[i] in taken))
					continue
				taken[group[i]] = 1
				line = line (line == "" ? "" : ",") name[i]
			}
			print line == "" ? "none" : line
		}
	}' "$SIM/quirks"
}

# mine: of the lines, those of this part
mine() { awk -v at="${PART%/*}" -v of="${PART#*/}" 'NR % of == at % of'; }
