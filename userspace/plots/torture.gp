# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Scenarios downwards, a panel a measure with an axis of its own, machines told apart; bars are the range
# where a scenario was run several times.

# Before there are ranges, outside which stats sees nothing
array top[nr]
do for [p=1:nr] { stats data(p-1) using (column(4)) nooutput; top[p] = STATS_max > 0 ? STATS_max : 1 }
load plots."/rows.gp"
width = left + 3 * 250 + 40
height = 150 + 22 * nr_row_name
set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
set grid ytics xtics
set key at screen 0.5,1-45.0/height center vertical maxrows 1 Left reverse noenhanced samplen 2 width 2
@headline
set multiplot layout 1,nr \
	margins screen left/width,1-25.0/width,50.0/height,1-90.0/height spacing screen 30.0/width,0
array scale[3] = ["rate", "share", "gap"]
do for [p=1:nr] {
	set title name[p] noenhanced offset 0,-0.5
	if (scale[p] eq "rate") { set logscale x; set xrange [*:*]; set xtics autofreq; set format x "%.0s%c" }
	if (scale[p] eq "share") { unset logscale; set xrange [0:1.02]; set xtics 0,0.25,1; set format x "%g" }
	if (scale[p] eq "gap") { set xrange [0:1.05*top[p]]; set xtics 0,step(top[p]) }
	if (p == 2) { @no_rows }
	plot for [i=0:blocks[p]-1] data(p-1) index i using 2:($1+aside(i, blocks[p])):3:4 \
		with xerrorbars linestyle style_of(i) linewidth 1 title label(p-1, i)
	unset key
	unset label
}
unset multiplot
