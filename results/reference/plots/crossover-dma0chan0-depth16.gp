file = "crossover-dma0chan0-depth16"
title = "Coherent against streaming memory\ndma0chan0 (xilinx-zynqmp-dma), depth 16, versal, Linux 6.12.117-dmarig"
plots = "../../../userspace/plots"
nr = 1
array name[1]
array blocks[1]
array marks[1]
name[1] = "memcpy"
blocks[1] = 2
marks[1] = ""
load plots."/style.gp"
load plots."/crossover.gp"
