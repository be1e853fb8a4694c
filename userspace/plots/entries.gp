# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Lists over their number of entries: throughput, then what mapping and unmapping cost. Each panel has an
# axis of its own; the legend is below, as what it tells apart has long names.

set terminal svg size 1100,460 dynamic font "sans,12" background rgb background
set output file.".svg"
set logscale x 2
set logscale y
set xlabel "entries of the list"
set xtics (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
stats data(0) using 1 nooutput
set xrange [STATS_min/1.1:STATS_max*1.1]
array least[nr]
array most_[nr]
do for [p=1:nr] {
	stats data(p-1) using 3 nooutput
	least[p] = STATS_min/1.5
	stats data(p-1) using 4 nooutput
	most_[p] = STATS_max*1.5
}
# Less than a decade high, so decades alone would leave a panel without a number.
name_time(ns) = ns < 1e3 ? sprintf("%g ns", ns) : ns < 1e6 ? sprintf("%g us", ns/1e3) : sprintf("%g ms", ns/1e6)
name_rate(b) = b < 1e6 ? sprintf("%g kB/s", b/1e3) : b < 1e9 ? sprintf("%g MB/s", b/1e6) : sprintf("%g GB/s", b/1e9)
set multiplot layout 1,nr title title noenhanced \
	margins screen 80.0/1100,1-20.0/1100,140.0/460,1-85.0/460 spacing screen 85.0/1100,0
do for [p=1:nr] {
	set title name[p] noenhanced
	set yrange [least[p]:most_[p]]
	set ytics ("" 1)
	do for [e=1:11] {
		do for [m in "1 2 5"] {
			value = m*10.0**e
			set ytics add ((p == 1 ? name_rate(value) : name_time(value)) value)
		}
	}
	if (p == 1) { set key at screen 0.5, screen 75.0/460 center top vertical Left reverse noenhanced } else { unset key }
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title label(p-1, i)
}
unset multiplot
