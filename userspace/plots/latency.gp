# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Percentiles of the whole latency over size, a panel for every mapping, all with the same axes.

set terminal svg size 860,140+300*rows_of(nr) dynamic font "sans,12"
set output file.".svg"
@sizes
set logscale y
set xtics rotate by -45
set format y ""
set yrange [*:*]
low = 1e30; high = 0
do for [p=1:nr] {
	stats data(p-1) using 2 nooutput
	low = STATS_min < low ? STATS_min : low
	high = STATS_max > high ? STATS_max : high
}
set yrange [low/1.5:high*1.5]
set ytics ("100 ns" 100, "1 us" 1e3, "10 us" 1e4, "100 us" 1e5, "1 ms" 1e6, "10 ms" 1e7, "100 ms" 1e8, "1 s" 1e9)
set key outside right top
set multiplot layout rows_of(nr),columns_of(nr) title title
set ylabel "map to unmap"
do for [p=1:nr] {
	set title name[p]
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title columnheader(1)
}
unset multiplot
