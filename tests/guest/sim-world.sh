#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The worlds a simulated controller can be put in: addresses that are not physical ones, its own
# map-ops, a node of the device tree. What the kernel hands out must lead where it should.
. "${0%/*}/lib.sh"

NODES=/sys/firmware/devicetree/base

# good WHAT [KNOB=VALUE...]: a run of 200 transfers on $chan ends well
good() {
	_what=$1
	shift
	check "$_what" is "$(point channel="$chan" depth=4 duration_ms=0 transfers=200 "$@") $(run_error t)" "done "
}

# absent WHAT ATTRIBUTE=VALUE...: the controller does not go live
absent() {
	_what=$1
	shift
	if sim_new w "$@"; then not_ok "$_what"; else ok "$_what"; fi
	sim_gone w
}

errors=$(dma_errors)
for offset in 4096 1073741824 4294967296; do
	# Addresses of 32 bits end before such an offset does.
	if ! sim_new w offset=$offset; then
		sim_gone w
		skip "offset=$offset" "$(dmesg | sed -n 's/.*dmarig_sim[^:]*: offset=/offset=/p' | tail -n 1)"
		continue
	fi
	good "offset=$offset: every address leads to its memory"
	good "offset=$offset: coherent memory too" mapping=coherent
	sim_gone w
done
absent "offset=4095: pages would be torn apart" offset=4095

if sim_new w map_ops=1; then
	check "map_ops=1 is seen" like "$(grep "^$chan	" $RIG/channels)" "*ops*"
	for mapping in single page coherent noncoherent pool premapped; do
		good "map_ops=1 mapping=$mapping" mapping=$mapping
	done
	good "map_ops=1 op=xor" op=xor sources=8
	put $SIM/w/fault corrupt_byte
	check "map_ops=1: a wrong byte is seen" is "$(point channel="$chan")" failed
	sim_gone w
	absent "map_ops=1 offset=4096: one or the other" map_ops=1 offset=4096
else
	sim_gone w
	check "map_ops=1: refused with a sentence" like "$(dmesg | grep map_ops= | tail -n 1)" "*this kernel has no map-ops*"
fi

node=$(cd $NODES 2>/dev/null && find . -maxdepth 1 -type d -name '*@*' | sed -n '1{s/^\.//p;q}')
if [ -n "$node" ]; then
	if sim_new w of_node="$node"; then
		check "of_node=$node is the device's" like "$(readlink -f /sys/bus/platform/drivers/dmarig_sim/dmarig_sim.*/of_node)" "*$node"
		good "of_node=$node: transfers"
	else
		check "of_node=$node: refused with a sentence" like "$(dmesg | grep of_node= | tail -n 1)" "*only arm64*"
	fi
	sim_gone w
	absent "of_node with coherent=0: the tree decides" of_node="$node" coherent=0
else
	skip "of_node" "this machine has no device tree"
fi
absent "a node that is not there" of_node=/no/such/node
[ -d "$RIG/t" ] && rmdir $RIG/t
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
