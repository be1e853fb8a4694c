# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Coherent against streaming memory, all else equal, and the size where one overtakes the other.

set terminal svg size 860,140+320*rows_of(nr) dynamic font "sans,12"
set output file.".svg"
@sizes
set logscale y
set format y "%.0s%cB/s"
set ylabel "throughput [bytes/s]"
set multiplot layout rows_of(nr),columns_of(nr) title title
do for [p=1:nr] {
	set title name[p]
	unset arrow
	unset label
	do for [m=1:words(marks[p])] {
		x = real(word(marks[p], m))
		set arrow m from x, graph 0 to x, graph 1 nohead lc rgb "#444444" dashtype (4,4)
		set label m sprintf(" %.3g %s", x >= 1024 ? x/1024 : x, x >= 1024 ? "KiB" : "bytes") \
			at x, graph 0.06 left
	}
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title columnheader(1)
}
unset multiplot
