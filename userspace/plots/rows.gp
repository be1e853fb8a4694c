# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Figures whose rows are words: rules, scenarios, faults. The first is at the top.

longest = 0
do for [i=1:nr_row_name] { longest = strlen(row_name[i]) > longest ? strlen(row_name[i]) : longest }
left = 30 + 6.9 * longest
set yrange [nr_row_name-0.5:-0.5]
set ytics () noenhanced
do for [i=1:nr_row_name] { set ytics add (row_name[i] i-1) noenhanced }
set xtics noenhanced
# Whiskers at one height for several curves would hide each other.
aside(i, of) = of < 2 ? 0 : 0.44 * (i / (of - 1.0) - 0.5)
# The title in the middle of the figure, not of its axes, where the legend is as well.
headline = 'unset title; set label 1000 title at screen 0.5,1-20.0/height center font ",13" noenhanced'
no_rows = 'set ytics (); do for [i=1:nr_row_name] { set ytics add ("" i-1) }'
# Of 1, 2 or 5 times a power of ten: about four of them up to there
step(most) = (raw = most / 4.0, unit = 10.0**floor(log10(raw)), raw / unit > 5 ? 10 * unit : raw / unit > 2 ? 5 * unit : raw / unit > 1 ? 2 * unit : unit)
