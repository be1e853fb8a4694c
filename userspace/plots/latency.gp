# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Percentiles of the whole latency over size, a panel for every mapping, all with the same axes.

page_width = width; page_height = height
@draw
@few_sizes
set logscale y
ylabel = "latency, map to unmap"
xlabel = "transfer size [bytes]"
@panels
do for [p=1:nr] {
	set title name[p] noenhanced
	if ((p-1) % columns == 0) { set ylabel ylabel; set ytics @times } else { unset ylabel; set ytics @no_times }
	@bottom_only
	@one_key
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title label(p-1, i)
}
unset multiplot
