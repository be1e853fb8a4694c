# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Transfers per second over depth, a panel for every mapping and a curve for every size.

page_width = width; page_height = height
@draw
set logscale x 2
set logscale y
ylabel = "transfers/s"
xlabel = "transfers outstanding"
yformat = "%.0s%c"
@panels
do for [p=1:nr] {
	set title name[p] noenhanced
	@left_only
	@bottom_only
	@one_key
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title label(p-1, i)
}
unset multiplot
