# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Transfers per second over depth, a panel for every mapping and a curve for every size.

set terminal svg size 860,140+300*rows_of(nr) dynamic font "sans,12"
set output file.".svg"
set logscale x 2
set logscale y
set xlabel "transfers outstanding"
set ylabel "transfers/s"
set format y "%.0s%c"
set multiplot layout rows_of(nr),columns_of(nr) title title
do for [p=1:nr] {
	set title name[p]
	plot for [i=0:blocks[p]-1] data(p-1) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
		title columnheader(1)
}
unset multiplot
