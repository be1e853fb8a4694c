file = "throughput-dma0chan0-depth16"
title = "Throughput over transfer size\ndma0chan0 (xilinx-zynqmp-dma), depth 16, versal, Linux 6.12.117-dmarig"
plots = "../../../userspace/plots"
nr = 1
array name[1]
array blocks[1]
array marks[1]
name[1] = ""
blocks[1] = 4
marks[1] = ""
load plots."/style.gp"
load plots."/throughput.gp"
