#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Slave ops with a register in memory and through a pair of channels: data is verified, and illegal
# settings are refused before anything starts.
. "${0%/*}/lib.sh"

errors=$(dma_errors)
short="warmup_ms=0 duration_ms=0 transfers=50"

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
		ends_well register channel="$reg" op="$op" peer=memory flow=dev_to_mem mapping=$mapping depth=4 batch=2
		ends_well register channel="$reg" op="$op" peer=memory flow=mem_to_dev mapping=$mapping
	done
done
for width in 1 2 4 8; do
	ends_well "width $width" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev dst_width=$width dst_burst=8
	ends_well "width $width" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem src_width=$width src_window=4
	ends_well "window" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev dst_width=$width dst_window=4
done
ends_well "any size" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem random=size alignment=4 size=16k
ends_well "polled" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem completion=poll depth=4
ends_well "by fence" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem completion=fence depth=4

# What a driver wants in peripheral_config is its own business; the simulated one takes bytes whose sum is 0.
bytes="channel=$reg op=slave_sg peer=memory flow=dev_to_mem"
# shellcheck disable=SC2086 # a list of knobs
point $bytes peripheral_config=5a5a $short >/dev/null
case $(run_error t) in
*"dma_slave_config has no peripheral_config"*) skip "peripheral_config" "this kernel's dma_slave_config has none" ;;
*)
	# shellcheck disable=SC2086 # a list of knobs
	ends_well "bytes for the peripheral" $bytes peripheral_config=5a01207b
	# shellcheck disable=SC2086 # likewise
	ends_badly "*refuses its dmaengine_slave_config() (-22)" $bytes peripheral_config=5a5b ;;
esac

# From one register to another: the far one must hold what the near one does, and memory stays as it was.
for op in slave_single slave_sg; do
	ends_well "between registers" channel="$reg" op=$op peer=memory flow=dev_to_dev
done
ends_well "words of two widths" channel="$reg" op=slave_sg peer=memory flow=dev_to_dev src_width=8 dst_width=2 dst_window=4
ends_well "round and round" channel="$reg" op=cyclic peer=memory flow=dev_to_dev size=4k period=1k verify=0
ends_badly "flow=dev_to_dev: want as many bytes of src_width=2*" channel="$reg" op=slave_sg peer=memory flow=dev_to_dev src_width=2
put $SIM/register/fault dev_to_dev_to_memory
ends_badly "*byte 0 of 4096 was written, by a transfer between registers" channel="$reg" op=slave_sg peer=memory flow=dev_to_dev
put $SIM/register/fault dev_to_dev_reversed
ends_badly "*byte 0 of the far register is*" channel="$reg" op=slave_sg peer=memory flow=dev_to_dev
put $SIM/register/fault none

ends_badly "op=slave_sg peer=none: want memory*" channel="$reg" op=slave_sg
ends_badly "*dst_width=3: *can do 1,2,4,8 bytes, by its dst_addr_widths" channel="$reg" op=slave_sg peer=memory \
	flow=mem_to_dev dst_width=3 size=4095
ends_badly "*dst_burst=17: *max_burst" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev dst_burst=17
ends_badly "*multiple of dst_width=4" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev size=4097
ends_badly "size=4096 alignment=1: want a multiple of src_width=4" channel="$reg" op=slave_sg peer=memory \
	flow=dev_to_mem mapping=sg sg_entries=3
ends_badly "*at least the 64 bytes*" channel="$reg" op=slave_sg peer=memory flow=mem_to_dev size=32 dst_window=16
ends_badly "*module parameter unlock_peer_address=1*" channel="$reg" op=slave_sg peer=0xfffc0000 flow=mem_to_dev
put $SIM/register/fault corrupt_byte
ends_badly "*the register holds*" channel="$reg" op=slave_sg peer=memory flow=dev_to_mem
put $SIM/register/fault none
sim_gone register

sim_new register quirks=no_dev_to_dev
ends_badly "*cannot do dev_to_dev, by its directions" channel="$chan" op=slave_sg peer=memory flow=dev_to_dev
sim_gone register

# Nobody has told these where their registers are.
sim_new apart channels=2
ends_badly "*the channel reported*as failed*" channel="$chan" op=slave_sg peer="$(sed -n 2p "$SIM/apart/channel_names")"
sim_gone apart

sim_new pair channels=4 pairs=1 metadata_bytes=256
tx=$(sed -n 1p "$SIM/pair/channel_names") rx=$(sed -n 2p "$SIM/pair/channel_names")
tx2=$(sed -n 3p "$SIM/pair/channel_names") rx2=$(sed -n 4p "$SIM/pair/channel_names")
for op in slave_single slave_sg; do
	for completion in irq poll fence; do
		ends_well "a pair" channel="$tx" op=$op peer="$rx" completion=$completion depth=4 batch=2
	done
done
ends_well "odd sizes" channel="$tx" op=slave_sg peer="$rx" random=size size=64k alignment=4 depth=8
ends_well "two pairs" channel="$tx,$tx2" op=slave_sg peer="$rx,$rx2" depth=4
ends_well "any memory" channel="$tx" op=slave_sg peer="$rx" mapping=coherent depth=4
check "the list tells tx" like "$(grep "^$tx	" $RIG/channels)" "*directions=mem_to_dev *"
ends_badly "*cannot do mem_to_dev, by its directions" channel="$rx" op=slave_sg peer="$tx"
ends_badly "*want a peer for each*" channel="$tx,$tx2" op=slave_sg peer="$rx"
ends_badly "channel=nobody: no free channel*" channel="$tx" op=slave_sg peer=nobody
ends_badly "*held by run t" channel="$tx" op=slave_sg peer="$tx"
put $SIM/pair/fault corrupt_byte
ends_badly "*wrong data*" channel="$tx" op=slave_sg peer="$rx"
put $SIM/pair/fault lost_interrupt
ends_badly "*never announced" channel="$tx" op=slave_sg peer="$rx" timeout_ms=200
check "and counted" over "$(result t lost)" 0
put $SIM/pair/fault stuck
ends_badly "*not complete after*" channel="$tx" op=slave_sg peer="$rx" timeout_ms=200
put $SIM/pair/fault double_callback
ends_badly "*announced twice*" channel="$tx" op=slave_sg peer="$rx"
put $SIM/pair/fault none
ends_well "and it works again" channel="$tx" op=slave_sg peer="$rx"
for mode in client engine; do
	ends_well "metadata" channel="$tx" op=slave_sg peer="$rx" metadata=64 metadata_mode=$mode depth=4
done
ends_badly "*metadata=4096*" channel="$tx" op=slave_sg peer="$rx" metadata=4096
ends_badly "*only there during a callback" channel="$tx" op=slave_sg peer="$rx" metadata=64 metadata_mode=engine \
	completion=poll
for completion in irq poll fence; do
	ends_well "descriptors used again" channel="$tx" op=slave_sg peer="$rx" reuse=1 mapping=coherent depth=4 \
		completion=$completion
done
ends_badly "*its addresses change*" channel="$tx" op=slave_sg peer="$rx" reuse=1
rmdir $RIG/t
sim_gone pair
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
