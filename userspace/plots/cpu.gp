# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# CPU time a GiB over size, a curve for every mapping, and for the CPU that copies.

@draw_lone
set title title noenhanced
if (narrow) { @few_sizes } else { @sizes }
set logscale y
set format y "%.1s %cs"
set ylabel "CPU time a GiB, workers, softirqs and interrupts"
plot for [i=0:blocks[1]-1] data(0) index i using 1:2:3:4 with yerrorlines ls style_of(i) \
	title label(0, i)
