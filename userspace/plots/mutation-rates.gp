# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The outcomes of the faults, a bar a rate, from caught as meant to never committed: the parts differ in how
# dark they are, so that it can be read in grey.

load plots."/rows.gp"
width = 860
height = 180 + 40 * nr_row_name
set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
@headline
set lmargin at screen 130.0/width
set rmargin at screen 1-30.0/width
set tmargin at screen 1-95.0/height
set bmargin at screen 70.0/height
set key at screen 0.5,1-58.0/height center vertical maxrows 2 Left reverse noenhanced samplen 2 width 1
set yrange [nr_row_name-0.4:-0.6]
set ytics ()
do for [i=1:nr_row_name] { set ytics add ("1 in ".row_name[i] i-1) noenhanced }
set ylabel "rate of the fault" offset -1,0
set xlabel "faults"
set xrange [0:*]
set grid noytics xtics
colours = "#1b3a6b #a9c8e8 #d1495b #ffffff"
array below[nr_row_name]
do for [i=1:nr_row_name] { below[i] = 0 }
add(row, n) = (was = below[row], below[row] = below[row] + n, was)
set style fill solid border lc rgb "#222222"
plot for [i=0:blocks[1]-1] data(0) index i \
	using (from = add(int($1)+1, $2), from + $2/2):1:(from):(from+$2):($1-0.3):($1+0.3) \
	with boxxyerror linecolor rgb word(colours, i+1) title label(0, i)
