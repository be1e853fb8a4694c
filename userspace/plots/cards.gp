# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Report cards side by side: a rule a row, a controller a column. Verdicts differ in shape and in how dark
# they are, as well as in colour.

load plots."/rows.gp"
widest = 6
do for [i=1:nr_column_name] { widest = strlen(column_name[i]) > widest ? strlen(column_name[i]) : widest }
cell = 20 + 7.2 * widest
width = left + cell * nr_column_name + 30
width = width < 620 ? 620 : width
height = 130 + 17 * nr_row_name
set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
@headline
set lmargin at screen left/width
set rmargin at screen (left + cell * nr_column_name)/width
set tmargin at screen 1-100.0/height
set bmargin at screen 12.0/height
set border 0
set xrange [-0.5:nr_column_name-0.5]
unset xtics
set x2range [-0.5:nr_column_name-0.5]
set x2tics () noenhanced scale 0
do for [i=1:nr_column_name] { set x2tics add (column_name[i] i-1) noenhanced }
set ytics scale 0
set grid ytics noxtics
set key at screen 0.5,1-42.0/height center vertical maxrows 1 Left reverse samplen 1 width 2
colour(what) = what eq "passed" ? "#3d8a63" : what eq "crashed" ? "#1a1a1a" : what eq "failed" ? "#9c1024" : what eq "skipped" ? "#9a9a9a" : what eq "known to fail" ? "#4a6fa5" : "#5a3d00"
shape(what) = what eq "passed" ? 7 : what eq "crashed" ? 2 : what eq "failed" ? 5 : what eq "skipped" ? 6 : what eq "known to fail" ? 8 : 9
large(what) = what eq "passed" ? 0.75 : what eq "crashed" ? 1.3 : what eq "failed" ? 1.15 : what eq "skipped" ? 0.55 : what eq "known to fail" ? 1.15 : 1.3
plot for [i=0:blocks[1]-1] data(0) index i using (int($1) % nr_column_name):(int($1) / nr_column_name) \
	with points pointtype shape(curve_name[i+1]) pointsize large(curve_name[i+1]) linecolor rgb colour(curve_name[i+1]) \
	title label(0, i)
