file = "latency-dma0chan0-depth16"
title = "Latency over transfer size\ndma0chan0 (xilinx-zynqmp-dma), depth 16, versal, Linux 6.12.117-dmarig"
plots = "../../../userspace/plots"
nr = 4
array name[4]
array blocks[4]
array marks[4]
name[1] = "memcpy single"
blocks[1] = 4
marks[1] = ""
name[2] = "memcpy coherent"
blocks[2] = 4
marks[2] = ""
name[3] = "cpu single"
blocks[3] = 4
marks[3] = ""
name[4] = "cpu coherent"
blocks[4] = 4
marks[4] = ""
load plots."/style.gp"
load plots."/latency.gp"
