# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Coherent against streaming memory, all else equal, and the size where one overtakes the other.

page_width = width; page_height = height
@draw
@few_sizes
set logscale y
ylabel = "throughput"
xlabel = "transfer size [bytes]"
yformat = "%.0s %cB/s"
@panels
do for [p=1:nr] {
	set title name[p] noenhanced
	unset arrow
	unset label
	@left_only
	@bottom_only
	@one_key
	do for [m=1:words(marks[p])] {
		x = real(word(marks[p], m))
		set arrow m from x, graph 0 to x, graph 1 nohead lc rgb "#444444" dashtype (4,4)
		set label m sprintf("%.3g %s", x >= 1024 ? x/1024 : x, x >= 1024 ? "KiB" : "bytes") \
			at x, graph 0.06 left offset 0.5,0
	}
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title label(p-1, i)
}
unset multiplot
