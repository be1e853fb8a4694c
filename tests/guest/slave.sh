#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Slave ops with a register in memory and through a pair of channels: what is verified, and what is
# refused before anything starts.
. "${0%/*}/lib.sh"

errors=$(dma_errors)
short="warmup_ms=0 duration_ms=0 transfers=50"

# good WHAT [KNOB=VALUE...]: such a run ends well
good() {
	_name=$1
	shift
	# shellcheck disable=SC2086 # a list of knobs
	state=$(point $short "$@")
	check "$_name: $*" is "$state $(run_error t)" "done "
}

# bad SENTENCE [KNOB=VALUE...]: such a run is refused, or fails, and says so
bad() {
	_want=$1
	shift
	# shellcheck disable=SC2086 # a list of knobs
	state=$(point $short "$@")
	check "fails: $*" is "$state" failed
	check "with $_want" like "$(run_error t)" "$_want"
}

ops=$(cut -f1 $RIG/ops | grep -E '^(slave_single|slave_sg|peripheral_vec)$')

sim_new register
reg=$chan
vec_missing=
point channel="$reg" op=peripheral_vec peer=memory flow=dev_to_mem $short >/dev/null
case $(run_error t) in *"this kernel does not know it"*) vec_missing=1 ;; esac
for op in $ops; do
	if [ "$op" = peripheral_vec ] && [ -n "$vec_missing" ]; then
		skip "op=$op" "this kernel does not know it"
		continue
	fi
	for mapping in single coherent noncoherent pool; do
		good register channel="$reg" op="$op" peer=memory flow=dev_to_mem mapping=$mapping depth=4 batch=2
		good register channel="$reg" op="$op" peer=memory flow=mem_to_dev mapping=$mapping
	done
done
for width in 1 2 4 8; do
	good "width $width" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev dst_width=$width dst_burst=8
	good "width $width" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem src_width=$width src_window=4
	good "window" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev dst_width=$width dst_window=4
done
good "any size" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem random=size alignment=4 size=16k
good "polled" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem completion=poll depth=4
good "by fence" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem completion=fence depth=4

bad "op=slave_sg peer=none: want memory*" channel="$reg" op=slave_sg
bad "*dst_width=3: *can do 1,2,4,8 bytes, by its dst_addr_widths" channel="$reg" op=slave_sg peer=memory \
	flow=mem_to_dev dst_width=3 size=4095
bad "*dst_burst=17: *max_burst" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev dst_burst=17
bad "*multiple of dst_width=4" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev size=4097
bad "*at least the 64 bytes*" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev size=32 dst_window=16
bad "*module parameter unlock_peer_address=1*" channel="$reg" op=slave_sg peer=0xfffc0000 flow=mem_to_dev
put $SIM/register/fault corrupt_byte
bad "*the register holds*" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem
put $SIM/register/fault none
sim_gone register

sim_new pair channels=4 pairs=1
tx=$(sed -n 1p "$SIM/pair/channel_names") rx=$(sed -n 2p "$SIM/pair/channel_names")
tx2=$(sed -n 3p "$SIM/pair/channel_names") rx2=$(sed -n 4p "$SIM/pair/channel_names")
for op in slave_single slave_sg; do
	for completion in irq poll fence; do
		good "a pair" channel="$tx" op=$op peer="$rx" completion=$completion depth=4 batch=2
	done
done
good "odd sizes" channel="$tx" op=slave_sg peer="$rx" random=size size=64k alignment=4 depth=8
good "two pairs" channel="$tx,$tx2" op=slave_sg peer="$rx,$rx2" depth=4
good "any memory" channel="$tx" op=slave_sg peer="$rx" mapping=coherent depth=4
check "the list tells tx" like "$(grep "^$tx	" $RIG/channels)" "*directions=mem_to_dev *"
bad "*cannot do mem_to_dev, by its directions" channel="$rx" op=slave_sg peer="$tx"
bad "*want a peer for each*" channel="$tx,$tx2" op=slave_sg peer="$rx"
bad "channel=nobody: no free channel*" channel="$tx" op=slave_sg peer=nobody
bad "*held by run t" channel="$tx" op=slave_sg peer="$tx"
put $SIM/pair/fault corrupt_byte
bad "*wrong data*" channel="$tx" op=slave_sg peer="$rx"
put $SIM/pair/fault lost_interrupt
bad "*never announced" channel="$tx" op=slave_sg peer="$rx" timeout_ms=200
check "and counted" over "$(result t lost)" 0
put $SIM/pair/fault stuck
bad "*not complete after*" channel="$tx" op=slave_sg peer="$rx" timeout_ms=200
put $SIM/pair/fault double_callback
bad "*announced twice*" channel="$tx" op=slave_sg peer="$rx"
put $SIM/pair/fault none
good "and it works again" channel="$tx" op=slave_sg peer="$rx"
rmdir $RIG/t
sim_gone pair
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
