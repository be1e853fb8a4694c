# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Points downwards, a panel a percentile: which part of the time each segment has, in their order; at the
# end of a bar, how long all of it is. Neighbours differ in lightness, for print in grey.

load plots."/rows.gp"
width = left + 2 * 330 + 40
height = 150 + 26 * nr_row_name
set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
array colour[7] = ["#1b3a6b", "#a9cbe8", "#2a7d5f", "#f4dc8c", "#8c2f39", "#f2b6a0", "#5c5c5c"]
colour_of(i) = colour[1 + (i % 7)]
scaled(ns) = ns >= 999.5e6 ? sprintf("%.3g s", ns / 1e9) : ns >= 999.5e3 ? sprintf("%.3g ms", ns / 1e6) : ns >= 999.5 ? sprintf("%.3g us", ns / 1e3) : sprintf("%.3g ns", ns)
set style fill solid 1.0 border rgb "#ffffff"
set xrange [0:125]
set xtics 0,25,100
set grid xtics noytics
set key at screen 0.5,1-45.0/height center vertical maxrows 1 Left reverse noenhanced samplen 1.2 width 1
@headline
set multiplot layout 1,nr \
	margins screen left/width,1-25.0/width,60.0/height,1-90.0/height spacing screen 30.0/width,0
do for [p=1:nr] {
	set title name[p] noenhanced offset 0,-0.5
	set xlabel "part of the time [%]"
	if (p == 2) { @no_rows }
	plot for [i=0:blocks[p]-2] data(p-1) index i using 2:1:3:4:($1-0.36):($1+0.36) \
		with boxxyerror linecolor rgb colour_of(i) title label(p-1, i), \
		data(p-1) index blocks[p]-1 using (101):1:(scaled($2)) with labels left font ",10" notitle
	unset key
	unset label
}
unset multiplot
