# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# How often which latency was seen: both axes logarithmic, as the tail is what matters.

set terminal svg size 860,480 dynamic font "sans,12"
set output file.".svg"
set title title
set logscale xy
set xtics ("100 ns" 100, "1 us" 1e3, "10 us" 1e4, "100 us" 1e5, "1 ms" 1e6, "10 ms" 1e7, "100 ms" 1e8, "1 s" 1e9)
set xlabel "latency, map to unmap (12 bins an octave)"
set ylabel "transfers per bin, all repetitions"
set yrange [0.8:*]
set format y "10^{%L}"
plot for [i=0:blocks[1]-1] data(0) index i using 1:2 with linespoints ls style_of(i) pointsize 0.4 \
	title columnheader(1)
