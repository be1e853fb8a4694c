# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Ways of getting memory to a device, by throughput, each as a multiple of coherent memory: above 1 it wins.

page_width = width; page_height = height
@draw
@few_sizes
ylabel = "throughput, coherent memory is 1"
xlabel = "transfer size [bytes]"
yformat = "%.2g"
@panels
set yrange [0:(high > 1 ? high : 1)*1.1]
set arrow 100 from graph 0, first 1 to graph 1, first 1 nohead lc rgb "#444444" dashtype (4,4)
do for [p=1:nr] {
	set title name[p] noenhanced
	@left_only
	@bottom_only
	@one_key
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title label(p-1, i)
}
unset multiplot
