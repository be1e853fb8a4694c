# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Every result beside the first level of its series, in the order they were measured; a dashed line is a
# step.

page_width = narrow ? 390 : 900
page_height = nr * 280 + 130 + key_lines
@draw
set multiplot layout nr,1 title title noenhanced margins screen 90.0/page_width,1-25.0/page_width,(70.0+key_lines)/page_height,1-80.0/page_height spacing screen 0,60.0/page_height
set format y "%.3f"
do for [p=1:nr] {
	set title name[p] noenhanced offset 0,-0.5
	set ylabel "beside the first level"
	unset arrow
	if (p == nr) { set xlabel "result" } else { unset xlabel }
	# Less than a percent up and down is not worth the whole height.
	stats data(p-1) using 2 nooutput
	set yrange [(STATS_min < 0.98 ? STATS_min - 0.005 : 0.98):(STATS_max > 1.02 ? STATS_max + 0.005 : 1.02)]
	do for [m=1:words(marks[p])] {
		x = real(word(marks[p], m))
		set arrow m from x, graph 0 to x, graph 1 nohead lc rgb "#444444" dashtype (4,4)
	}
	if (p == most) { set key at screen 10.0/page_width, screen (key_lines+5.0)/page_height left top Left reverse vertical noenhanced spacing 1.1 maxrows 99 samplen 3 } else { unset key }
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2 with linespoints ls style_of(i) title label(p-1, i)
}
unset multiplot
