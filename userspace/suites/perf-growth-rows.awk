# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Makes a sweep.csv of as many rows as wanted from the first row of a real one, for perf-growth.sh: points of
# four mappings, twelve sizes, three depths and four channels, times as many alignments and offsets as it
# takes, with the same number of repetitions each and some noise.
#
#   -v rows=    how many
#   -v reps=    repetitions of a point
#   -v faster=  a factor
#   -v seed=    of the noise

function place(p) {
	$at["mapping"] = mapping[1 + p % 4]; p = int(p / 4)
	$at["size"] = 64 * 2 ^ (p % 12); p = int(p / 12)
	$at["depth"] = 4 ^ (p % 3); p = int(p / 3)
	$at["channel"] = $at["channels"] = "dma0chan" p % 4; p = int(p / 4)
	$at["alignment"] = 2 ^ (p % 8); p = int(p / 8)
	$at["src_offset"] = p
}

function noise() { return 1 + (rand() + rand() + rand() - 1.5) / 30 }

BEGIN {
	FS = OFS = ","
	srand(seed)
	split("coherent single noncoherent pool", mapping, " ")
}

NR < 3 { print }

NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }

NR == 3 {
	for (row = 0; row < rows; row++) {
		place(int(row / reps))
		$at["point"] = int(row / reps)
		$at["rep"] = row % reps
		$at["bytes_per_s"] = int(1e8 * noise() * faster)
		$at["total_p99_ns"] = int(5e4 * noise() / faster)
		print
	}
	exit
}
