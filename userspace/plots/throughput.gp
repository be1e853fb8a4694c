# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Throughput over size, a curve for every mapping.

@draw_lone
set title title noenhanced
if (narrow) { @few_sizes } else { @sizes }
set logscale y
set format y "%.0s %cB/s"
set ylabel "throughput, median and range of repetitions"
plot for [i=0:blocks[1]-1] data(0) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
	title label(0, i)
