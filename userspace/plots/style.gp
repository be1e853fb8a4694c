# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The style of every figure. Curves differ in colour, in lightness, in dash and in the shape of their
# points, so that they can be told apart in grey and by everybody.

set encoding utf8
set datafile separator whitespace

set style line 1 linecolor rgb "#1b3a6b" linewidth 1.8 dashtype 1       pointtype 7  pointsize 0.6
set style line 2 linecolor rgb "#d1495b" linewidth 1.8 dashtype (8,3)   pointtype 5  pointsize 0.6
set style line 3 linecolor rgb "#2a9d6f" linewidth 1.8 dashtype (3,3)   pointtype 9  pointsize 0.7
set style line 4 linecolor rgb "#e08e0b" linewidth 1.8 dashtype (9,3,2,3) pointtype 11 pointsize 0.7
set style line 5 linecolor rgb "#7b5ea7" linewidth 1.8 dashtype (12,4)  pointtype 13 pointsize 0.7
set style line 6 linecolor rgb "#111111" linewidth 1.8 dashtype (2,4)   pointtype 6  pointsize 0.6
set style line 7 linecolor rgb "#4aa3c7" linewidth 1.8 dashtype (6,2,2,2,2,2) pointtype 4 pointsize 0.6
set style line 8 linecolor rgb "#8c5a2b" linewidth 1.8 dashtype (4,6)   pointtype 8  pointsize 0.7
set style line 9 linecolor rgb "#5c5c5c" linewidth 1.8 dashtype (10,2)  pointtype 10 pointsize 0.7
set style line 10 linecolor rgb "#b0307a" linewidth 1.8 dashtype (2,2)  pointtype 12 pointsize 0.7
set style line 11 linecolor rgb "#5b7f1e" linewidth 1.8 dashtype (7,5)  pointtype 3  pointsize 0.6
set style line 12 linecolor rgb "#202060" linewidth 1.8 dashtype (1,2)  pointtype 1  pointsize 0.6
style_of(i) = 1 + (i % 12)

# Every figure is drawn twice: the second time for a phone, as wide as its screen, a panel below the
# other and the legend below them. A script says by `narrows` that it can be drawn so; suffix is for the
# name of the file.
narrow = exists("narrow") ? narrow : 0
narrows = 0
suffix = narrow ? ".narrow" : ""
most = 1
do for [p=1:nr] { most = blocks[p] > blocks[most] ? p : most }
key_lines = 17 * blocks[most] + 8
lone_width = narrow ? 390 : 860
lone_height = narrow ? 330 + key_lines : 480
draw = 'narrows = 1; set terminal svg size page_width,page_height dynamic font (narrow ? "sans,11" : "sans,12") background rgb background; set output file.suffix.".svg"'
draw_lone = 'page_width = lone_width; page_height = lone_height; @draw; if (narrow) { set key below left vertical maxrows 99 Left reverse noenhanced spacing 1.1 samplen 3; set xtics rotate by -45; set bmargin at screen (key_lines+75.0)/page_height }'
# Titles are wrapped at blanks where there is little room.
line_ = ""
wrapped = ""
if (narrow) {
	do for [i=1:words(title)] {
		word_ = word(title, i)
		if (strlen(line_) + strlen(word_) > 44) { wrapped = wrapped.line_."\n"; line_ = word_ } else { line_ = line_.(strlen(line_) ? " " : "").word_ }
	}
	title = wrapped.line_
}

set border 3 linecolor rgb "#444444"
set tics nomirror out
set grid linecolor rgb "#dddddd" linetype 1 linewidth 0.6
set key outside right top vertical Left reverse noenhanced spacing 1.3 samplen 4
set bars 0.6

# A panel's data: block i has x, median, least, most of a curve; and what that is called.
data(p) = sprintf("%s.%d.dat", file, p)
label(p, i) = value(sprintf("label_%d_%d", p, i))

background = "#ffffff"

# Transfer sizes in powers of two, in the words of the knob.
sizes = 'set logscale x 2; set xlabel "transfer size [bytes]"; set xtics ("16" 16, "64" 64, "256" 256, "1k" 1024, "4k" 4096, "16k" 16384, "64k" 65536, "256k" 262144, "1M" 1048576, "4M" 4194304)'
# The same where there is little room
few_sizes = 'set logscale x 2; set xlabel "transfer size [bytes]"; set xtics ("64" 64, "" 256 1, "1k" 1024, "" 4096 1, "16k" 16384, "" 65536 1, "256k" 262144, "" 1048576 1, "4M" 4194304)'
times = '("10 ns" 10, "100 ns" 100, "1 us" 1e3, "10 us" 1e4, "100 us" 1e5, "1 ms" 1e6, "10 ms" 1e7, "100 ms" 1e8, "1 s" 1e9)'
no_times = '("" 10, "" 100, "" 1e3, "" 1e4, "" 1e5, "" 1e6, "" 1e7, "" 1e8, "" 1e9)'

# Several panels: the same axes for all, named at the left and at the bottom only, and one legend.
columns = narrow ? 1 : nr <= 3 ? nr : nr == 4 ? 2 : 3
rows = (nr + columns - 1) / columns
width = narrow ? 390 : columns == 1 ? 860 : 280 + 250 * columns
height = narrow ? 160 + key_lines + 260 * rows : 150 + 280 * rows
# A panel of nothing but zeroes has no say in it.
low = 1e30; high = 0
do for [p=1:nr] {
	STATS_min = low
	stats data(p-1) using (column(3) > 0 ? column(3) : NaN) nooutput
	low = STATS_min < low ? STATS_min : low
	STATS_max = high
	stats data(p-1) using (column(4) > 0 ? column(4) : NaN) nooutput
	high = STATS_max > high ? STATS_max : high
}
narrow_panels = 'set multiplot layout rows,columns title title noenhanced margins screen 70.0/width,1-15.0/width,(70.0+key_lines)/height,1-100.0/height spacing screen 0,70.0/height'
full_panels = 'set multiplot layout rows,columns title title noenhanced margins screen 95.0/width,1-175.0/width,70.0/height,1-100.0/height spacing screen 25.0/width,90.0/height'
panels = 'set title offset 0,-0.5; set yrange [low/1.6:high*1.6]; if (narrow) { @narrow_panels } else { @full_panels }'
# The same with a legend of long names
full_wide_panels = 'set multiplot layout rows,columns title title noenhanced margins screen 95.0/width,1-265.0/width,70.0/height,1-100.0/height spacing screen 25.0/width,90.0/height'
wide_panels = 'set title offset 0,-0.5; set yrange [low/1.6:high*1.6]; if (narrow) { @narrow_panels } else { @full_wide_panels }'
wide_key = 'if (p == most) { if (narrow) { @narrow_key } else { set key at screen 1-255.0/width, screen 1-100.0/height left top Left reverse vertical noenhanced spacing 0.95 font ",11" maxrows 12 samplen 3 } } else { unset key }'
left_only = 'if ((p-1) % columns == 0) { set ylabel ylabel; set format y yformat } else { unset ylabel; set format y "" }'
bottom_only = 'if (p > nr - columns) { set xlabel xlabel } else { unset xlabel }'
narrow_key = 'set key at screen 10.0/width, screen (key_lines+5.0)/height left top Left reverse vertical noenhanced spacing 1.1 maxrows 99 samplen 3'
one_key = 'if (p == most) { if (narrow) { @narrow_key } else { set key at screen 1-165.0/width, screen 1-100.0/height left top Left reverse vertical noenhanced } } else { unset key }'
