# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# How every figure looks. Curves differ in colour, in lightness, in dash and in the shape of their
# points, so that they can be told apart in grey and by everybody.

set encoding utf8
set datafile separator whitespace
set object 1 rectangle from screen 0,0 to screen 1,1 behind fillcolor rgb "white" fillstyle solid noborder

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

set border 3 linecolor rgb "#444444"
set tics nomirror out
set grid linecolor rgb "#dddddd" linetype 1 linewidth 0.6
set key outside right top vertical Left reverse spacing 1.3 samplen 4
set bars 0.6

# A panel's data: block i has its label as first line, then x, median, least, most.
data(p) = sprintf("%s.%d.dat", file, p)

columns_of(n) = n <= 1 ? 1 : n <= 4 ? 2 : 3
rows_of(n) = (n + columns_of(n) - 1) / columns_of(n)

# Transfer sizes in powers of two, in the words of the knob.
sizes = 'set logscale x 2; set xtics ("16" 16, "64" 64, "256" 256, "1k" 1024, "4k" 4096, "16k" 16384, "64k" 65536, "256k" 262144, "1M" 1048576, "4M" 4194304); set xlabel "transfer size [bytes]"'
