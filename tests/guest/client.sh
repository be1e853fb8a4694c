#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Channels that only a device tree hands out: their names, and slave transfers through them. Wants the
# overlay `client`, and for a register's address a machine that has memory which is no RAM: zynq.
. "${0%/*}/lib.sh"

DRIVER=/sys/bus/platform/drivers/dmarig_client
OCM=0xfffc0000		# on-chip memory of zynq, 256 KiB
node=client

if ! grep -q "^$node:" $RIG/channels; then
	skip "channels from a device tree" "this machine's has no client node, see DT=client"
	finish
	exit
fi
errors=$(dma_errors)

# state NAME: what the list says of it
state() { awk -F '\t' -v name="$1" '$1 == name { print $4 }' $RIG/channels; }
# behind NAME: dmaengine's own name for it
behind() { sed -n "s/^$1	.* is=\([^ ]*\).*/\1/p" $RIG/channels; }
node_names() { cut -f1 $RIG/channels | grep "^$node:" | tr '\n' ' '; }

check "every name of dma-names is listed" is "$(node_names | tr ' ' '\n' | sort | tr -d '\n')" \
	"$node:rx0$node:rx1$node:tx0$node:tx1"
check "as free" is "$(state $node:tx0)" free
own=$(behind $node:tx0)
check "with the channel behind it" like "$own" 'dma*chan*'
check "which is listed too" is "$(state "$own")" free
check "their names are all different channels" \
	is "$(sed -n 's/.* is=//p' $RIG/channels | sort -u | grep -c .)" 4

# Claiming
check "a run has a channel by that name" is "$(point channel=$node:tx0) $(run_error t)" "done "
check "the one behind it" is "$(result t channels)" "$own"
check "which is free again" is "$(state "$own")" free
run_new holder channel=$node:tx0 duration_ms=3600000
check "a long run starts" put $RIG/holder/live 1
check "and has it under both names" is "$(state $node:tx0), $(state "$own")" "busy holder, busy holder"
check "dmaengine knows who" grep -q "dmarig:holder" /sys/kernel/debug/dmaengine/summary
check "a second is refused" is "$(point channel=$node:tx0)" failed
check "as it is held" like "$(run_error t)" "channel=$node:tx0: $own is held by run holder"
check "under its own name as well" is "$(point channel="$own")" failed
check "another name is had meanwhile" is "$(point channel=$node:rx0) $(run_error t)" "done "
check "what it cannot do is refused" is "$(point channel=$node:rx0 op=xor)" failed
check "and what it can is named" like "$(run_error t)" "channel=$node:rx0 op=xor: dma* can only do *slave*"
check "and it is free still" is "$(state $node:rx0)" free
check "no such name" is "$(point channel=$node:rx9)" failed
check "is no such channel" like "$(run_error t)" "channel=$node:rx9: no free channel*"

# Its device goes while a run has the channel
check "the run measures" wait_until measures holder
check "the device is unbound meanwhile" put $DRIVER/unbind "$node"
check "its names are gone" is "$(node_names)" ""
check "no run has a channel by them" is "$(point channel=$node:rx0)" failed
check "the run still has its channel" is "$(state "$own")" "busy holder"
check "and goes on" wait_until measures holder "$(ended holder)"
put $RIG/holder/live 0
cat $RIG/holder/wait >/dev/null
check "until it is stopped" is "$(run_error holder)" "stopped before the measuring window closed"
rmdir $RIG/holder
check "then the channel is free" is "$(state "$own")" free
check "the device is bound again" put $DRIVER/bind "$node"
check "and its names are back" is "$(state $node:tx0)" free
check "a run has one" is "$(point channel=$node:tx0) $(run_error t)" "done "

# slave CHANNEL PEER OP FLOW [KNOB=VALUE...]
slave() {
	_chan=$1 _peer=$2 _op=$3 _flow=$4
	shift 4
	state=$(point channel="$_chan" peer="$_peer" op="$_op" flow="$_flow" verify=1 duration_ms=0 \
		warmup_ms=0 transfers=50 "$@")
	check "op=$_op peer=$_peer flow=$_flow $*" is "$state $(run_error t)" "done "
	check "every transfer was verified" over "$(result t verified)" 49
}

# slaves PEER: what goes out on tx0, what comes in on rx0
slaves() {
	for op in slave_single slave_sg; do
		slave $node:tx0 "$1" $op mem_to_dev size=4096
		slave $node:rx0 "$1" $op dev_to_mem size=4096
	done
	slave $node:tx0 "$1" slave_single mem_to_dev size=64 dst_width=1
	slave $node:tx0 "$1" slave_single mem_to_dev size=16k dst_width=8 dst_burst=4
	slave $node:rx0 "$1" slave_single dev_to_mem size=16k src_width=2 src_burst=8
	slave $node:rx0 "$1" slave_sg dev_to_mem size=16k mapping=coherent
}

slaves memory
check "a driver that has no use for a descriptor twice is not asked to" \
	is "$(point channel=$node:rx0 op=slave_sg peer=memory flow=dev_to_mem mapping=coherent reuse=1)" failed
check "and the capability named" like "$(run_error t)" "reuse=1: * by its descriptor_reuse"
check "a width it does not have is refused" \
	is "$(point channel=$node:tx0 op=slave_single peer=memory flow=mem_to_dev dst_width=16)" failed
check "with those it has" like "$(run_error t)" 'dst_width=16: * can do *1,2,4,8 bytes*'

check "a register's address is refused" \
	is "$(point channel=$node:tx0 op=slave_single peer=$OCM flow=mem_to_dev)" failed
check "unless the module was told" like "$(run_error t)" '*unlock_peer_address=1*'
rmdir $RIG/t
rmmod dmarig
check "the module is loaded again, unlocked" insmod "${0%/*}/../../modules/dmarig.ko" unlock_peer_address=1
check "and bound again" is "$(state $node:tx0)" free
if [ "$(cat /proc/device-tree/model)" = "Xilinx ZC702 board" ]; then
	slaves $OCM
	slave $node:tx0 0xfffe0000 slave_single mem_to_dev size=4096
else
	skip "a register's address" "only zynq's on-chip memory is known here"
fi
check "an address in memory is refused" \
	is "$(point channel=$node:tx0 op=slave_single peer=0x1000000 flow=mem_to_dev)" failed
check "as that is no register" like "$(run_error t)" "*the kernel's memory is there*"
rmdir $RIG/t
if [ -n "$errors" ]; then
	check "dma-debug counted no error" is "$(dma_errors)" "$errors"
else
	skip "dma-debug counted no error" "this kernel has no DMA_API_DEBUG"
fi
finish
