#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Cyclic transfers: periods are counted, timed and verified, round after round.
. "${0%/*}/lib.sh"

errors=$(dma_errors)
short="op=cyclic warmup_ms=0 duration_ms=0 transfers=60 period=512 size=4k"

sim_new register period_ns=2000000
reg=$chan
for mapping in single page sg coherent noncoherent premapped; do
	ends_well "received" channel="$reg" peer=memory flow=dev_to_mem mapping=$mapping
	check "and verified" over "$(result t verified)" 50
	ends_well "sent" channel="$reg" peer=memory flow=mem_to_dev mapping=$mapping
done
check "intervals are about the period's" like "$(result t interval_p50_ns)" "[12]??????"
check "bytes are those of the periods" is "$(result t bytes)" $(($(result t done) * 512))
check "nothing was missed" is "$(result t periods_missed)" 0
ends_well "a normal transfer afterwards" op=slave_sg channel="$reg" peer=memory flow=dev_to_mem transfers=20
ends_well "two periods" channel="$reg" peer=memory flow=dev_to_mem size=1k
put $SIM/register/bandwidth_mbps 10	# so that the residue moves within a period, too
for period in 512 4k; do
	ends_well "polled" channel="$reg" peer=memory flow=dev_to_mem completion=poll period=$period
	check "and verified" over "$(result t verified)" 50
	ends_well "polled" channel="$reg" peer=memory flow=mem_to_dev completion=poll period=$period
done
put $SIM/register/bandwidth_mbps 0
ends_well "one period" channel="$reg" peer=memory flow=dev_to_mem period=4k
check "is verified" over "$(result t verified)" 50
ends_well "one period" channel="$reg" peer=memory flow=mem_to_dev period=4k
ends_badly "completion with op=cyclic*" channel="$reg" peer=memory flow=dev_to_mem completion=fence
ends_well "not verified" channel="$reg" peer=memory flow=dev_to_mem verify=0
ends_badly "period=1000 does not divide*" channel="$reg" peer=memory flow=dev_to_mem period=1000
ends_badly "depth with op=cyclic*" channel="$reg" peer=memory flow=dev_to_mem depth=2
ends_badly "sg_entries=9 with op=cyclic: only * take lists" channel="$reg" peer=memory flow=dev_to_mem mapping=sg_chained sg_entries=9
for mapping in noncontiguous dmabuf; do
	ends_badly "verify=1 with op=cyclic mapping=$mapping: *want verify=0" channel="$reg" peer=memory flow=dev_to_mem mapping=$mapping
done
ends_well "not looked at" channel="$reg" peer=memory flow=dev_to_mem mapping=noncontiguous verify=0
ends_well "looked at where it arrives" channel="$reg" peer=memory flow=mem_to_dev mapping=noncontiguous
put $SIM/register/fault corrupt_byte
ends_badly "*wrong data*" channel="$reg" peer=memory flow=dev_to_mem
ends_badly "*wrong data*" channel="$reg" peer=memory flow=dev_to_mem period=4k
put $SIM/register/fault lone_period_once
ends_badly "*no period ended within*" channel="$reg" peer=memory flow=dev_to_mem timeout_ms=300 period=4k
put $SIM/register/fault ring_needs_interrupt
ends_badly "*no period ended within*" channel="$reg" peer=memory flow=dev_to_mem timeout_ms=300 completion=poll
put $SIM/register/fault stuck
ends_badly "*no period ended within*" channel="$reg" peer=memory flow=dev_to_mem timeout_ms=300
put $SIM/register/fault none
ends_well "and it works again" channel="$reg" peer=memory flow=dev_to_mem
sim_gone register

sim_new coarse quirks=residue_by_segment
refused "completion=poll op=cyclic period=4096: * says nothing of periods*" op=cyclic peer=memory flow=dev_to_mem completion=poll period=4k
sim_new coarse quirks=residue_by_descriptor
refused "completion=poll op=cyclic period=1024: * says nothing of periods*" op=cyclic peer=memory flow=dev_to_mem completion=poll
rmdir $RIG/t
sim_gone coarse

# Parts of what the device has, where a part more than that would undo what it wrote: caches that it
# passes by, and memory that the tool has handed in.
export DMARIG_MACHINE=guest
with_tool() { dmarig run channel="$chan" peer=memory flow=dev_to_mem "$@" >/tmp/cyclic 2>&1 || { sed 's/^/# /' /tmp/cyclic; return 1; }; }
for coherent in 1 0; do
	sim_new parts period_ns=2000000 coherent=$coherent || { sim_gone parts; skip "coherent=$coherent" "devices here are coherent"; continue; }
	for mapping in single page sg noncoherent premapped; do
		ends_well "parts, coherent=$coherent" channel="$chan" peer=memory flow=dev_to_mem mapping=$mapping dst_offset=128
		check "and verified" over "$(result t verified)" 50
	done
	for knobs in mapping=user "mapping=dmabuf verify=0"; do
		command -v dmarig >/dev/null || { skip "$knobs" "no dmarig in this guest"; continue; }
		[ -e /dev/dma_heap/system ] || [ "${knobs#*dmabuf}" = "$knobs" ] || { skip "$knobs" "nobody here exports dma_bufs"; continue; }
		# shellcheck disable=SC2086 # lists
		check "parts, coherent=$coherent: $knobs" with_tool $short $knobs
	done
	[ $coherent = 1 ] || ends_badly "period=512 dst_offset=100 mapping=single: *not coherent*want multiples of *, or verify=0" channel="$chan" \
		peer=memory flow=dev_to_mem dst_offset=100
	sim_gone parts
done

sim_new pair channels=2 pairs=1 period_ns=2000000
tx=$(sed -n 1p "$SIM/pair/channel_names") rx=$(sed -n 2p "$SIM/pair/channel_names")
ends_well "round and round a pair" channel="$tx" peer="$rx"
check "was verified" over "$(result t verified)" 50
rmdir $RIG/t
sim_gone pair
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
