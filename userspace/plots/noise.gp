# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# With something else going on, and without: throughput, then the p99 of a transfer, over size. Each
# panel has an axis of its own; the legend is below, as what it tells apart has long names.

set terminal svg size 1000,500 dynamic font "sans,12" background rgb background
set output file.".svg"
@few_sizes
set logscale y
array least[nr]
array most_[nr]
do for [p=1:nr] {
	stats data(p-1) using 3 nooutput
	least[p] = STATS_min/1.5
	stats data(p-1) using 4 nooutput
	most_[p] = STATS_max*1.5
}
stats data(0) using 1 nooutput
set xrange [STATS_min/1.2:STATS_max*1.2]
# A panel may be less than a decade high, where decades alone would leave it without a number.
rate(v) = v < 1e6 ? sprintf("%g kB/s", v/1e3) : v < 1e9 ? sprintf("%g MB/s", v/1e6) : sprintf("%g GB/s", v/1e9)
time_(v) = v < 1e3 ? sprintf("%g ns", v) : v < 1e6 ? sprintf("%g us", v/1e3) : sprintf("%g ms", v/1e6)
set multiplot layout 1,nr title title noenhanced \
	margins screen 95.0/1000,1-20.0/1000,160.0/500,1-85.0/500 spacing screen 95.0/1000,0
do for [p=1:nr] {
	set title name[p] noenhanced
	set yrange [least[p]:most_[p]]
	set ytics ("" 1)
	do for [e=1:11] {
		do for [m in "1 2 5"] {
			set ytics add ((p == 1 ? rate(m*10.0**e) : time_(m*10.0**e)) m*10.0**e)
		}
	}
	if (p == 1) { set key at screen 0.5, screen 95.0/500 center top vertical Left reverse noenhanced maxrows 4 } else { unset key }
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title label(p-1, i)
}
unset multiplot
