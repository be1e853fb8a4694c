file = "depth-dma0chan0"
title = "Transfers per second over depth\ndma0chan0 (xilinx-zynqmp-dma), versal, Linux 6.12.117-dmarig"
plots = "../../../userspace/plots"
nr = 2
array name[2]
array blocks[2]
array marks[2]
name[1] = "memcpy single"
blocks[1] = 8
marks[1] = ""
name[2] = "memcpy coherent"
blocks[2] = 8
marks[2] = ""
load plots."/style.gp"
load plots."/depth.gp"
