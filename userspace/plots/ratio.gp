# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# New to old over size, a panel for throughput and one for p99: points with their intervals, side by
# side where sizes are the same. Solid line: no difference; dashed: where it begins to fail.

keys = 20 * blocks[most]
height = 450 + keys
set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
@few_sizes
set xlabel "transfer size [bytes]"
beside(x, i, n) = x * 2 ** (0.14 * (i - (n - 1) / 2.0))
bottom = low < 1 ? low : 1
top = high > 1 ? high : 1
do for [p=1:nr] {
	limit = real(marks[p])
	bottom = limit < bottom ? limit : bottom
	top = limit > top ? limit : top
}
do for [p=1:nr] {
	stats data(p-1) using 1 nooutput
	left = p == 1 || STATS_min < left ? STATS_min : left
	right = p == 1 || STATS_max > right ? STATS_max : right
}
set xrange [left/2:right*2]
set yrange [bottom-0.08*(top-bottom):top+0.08*(top-bottom)]
set format y "%.2f"
set multiplot layout 1,nr title title noenhanced margins screen 95.0/width,1-25.0/width,(95.0+keys)/height,1-85.0/height spacing screen 65.0/width,0
do for [p=1:nr] {
	set title name[p] noenhanced
	if (p == 1) { set ylabel "new / old, with 95 % interval" } else { unset ylabel }
	if (p == most) {
		set key at screen 95.0/width, screen (20.0+keys)/height left top Left reverse vertical maxrows 99 noenhanced
	} else { unset key }
	set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lc rgb "#444444" lw 1.4
	set arrow 2 from graph 0, first real(marks[p]) to graph 1, first real(marks[p]) nohead \
		lc rgb "#444444" dashtype (4,4)
	plot for [i=0:blocks[p]-1] data(p-1) index i using (beside($1, i, blocks[p])):2:3:4 \
		with yerrorbars ls style_of(i) title label(p-1, i)
}
unset multiplot
