file = "crossover-dma0chan0-depth1"
title = "Coherent against streaming memory\ndma0chan0 (xilinx-zynqmp-dma), depth 1, versal, Linux 6.12.117-dmarig"
plots = "../../../userspace/plots"
nr = 2
array name[2]
array blocks[2]
array marks[2]
name[1] = "memcpy"
blocks[1] = 2
marks[1] = ""
name[2] = "cpu"
blocks[2] = 2
marks[2] = ""
load plots."/style.gp"
load plots."/crossover.gp"
