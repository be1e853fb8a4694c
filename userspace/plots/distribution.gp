# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The frequency of each latency. Both axes are logarithmic, because the tail matters most.

@draw_lone
set title title noenhanced
set logscale xy
set xtics @times
set xlabel "latency, map to unmap (6 bins an octave; an empty bin is a gap)"
set ylabel "transfers per bin, all repetitions"
set yrange [0.8:*]
set format y "10^{%L}"
plot for [i=0:blocks[1]-1] data(0) index i using 1:2 with linespoints ls style_of(i) pointsize 0.4 \
	title label(0, i)
