# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# New to old over size, a panel for throughput and one for p99: points with their intervals, side by
# side where sizes are the same. Solid line: no difference; dashed: where it begins to fail.

set terminal svg size width,height dynamic font "sans,12" background rgb background
set output file.".svg"
@few_sizes
ylabel = "new / old, with 95 % interval"
xlabel = "transfer size [bytes]"
yformat = "%.2f"
least = low < 1 ? low : 1
most_of_all = high > 1 ? high : 1
do for [p=1:nr] {
	do for [m=1:words(marks[p])] {
		x = real(word(marks[p], m))
		least = x < least ? x : least
		most_of_all = x > most_of_all ? x : most_of_all
	}
}
room = (most_of_all - least) * 0.08
beside(x, i, n) = x * 2 ** (0.12 * (i - (n - 1) / 2.0))
@panels
unset logscale y
set yrange [least-room:most_of_all+room]
do for [p=1:nr] {
	set title name[p] noenhanced
	unset arrow
	set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lc rgb "#444444" lw 1.2
	do for [m=1:words(marks[p])] {
		x = real(word(marks[p], m))
		set arrow 1+m from graph 0, first x to graph 1, first x nohead lc rgb "#444444" dashtype (4,4)
	}
	@left_only
	@bottom_only
	@one_key
	plot for [i=0:blocks[p]-1] data(p-1) index i using (beside($1, i, blocks[p])):2:3:4 \
		with yerrorbars ls style_of(i) title columnheader(1)
}
unset multiplot
