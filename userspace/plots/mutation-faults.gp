# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Transfers until each fault was caught, a shape a rate. A fault that was not caught is a
# cross where trying ended.

load plots."/rows.gp"
width = 860
height = 170 + 17 * nr_row_name
set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
@headline
set lmargin at screen left/width
set rmargin at screen 1-30.0/width
set tmargin at screen 1-80.0/height
set bmargin at screen 70.0/height
set key at screen 0.5,1-48.0/height center vertical maxrows 1 Left reverse noenhanced samplen 2 width 1
set logscale x
set format x "%.0s%c"
set xrange [0.8:*]
set xlabel "transfers"
set grid ytics xtics
is_missed(what) = what eq "escaped" || what eq "never committed"
nr_caught = 0
do for [i=1:blocks[1]] { nr_caught = nr_caught + !is_missed(curve_name[i]) }
shape(i) = curve_name[i+1] eq "escaped" ? 2 : curve_name[i+1] eq "never committed" ? 1 : word("7 5 9 11 13", 1 + i % 5) + 0
colour(i) = is_missed(curve_name[i+1]) ? "#111111" : word("#1b3a6b #d1495b #2a9d6f #e08e0b #7b5ea7", 1 + i % 5)
large(i) = is_missed(curve_name[i+1]) ? 1.1 : 0.7
height_of(i) = is_missed(curve_name[i+1]) ? 0 : aside(i, nr_caught)
plot for [i=0:blocks[1]-1] data(0) index i using 2:($1+height_of(i)) with points \
	pointtype shape(i) pointsize large(i) linewidth 2 linecolor rgb colour(i) title label(0, i)
