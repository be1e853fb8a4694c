#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Cyclic transfers: periods are counted, timed and verified, round after round.
. "${0%/*}/lib.sh"

errors=$(dma_errors)
short="op=cyclic warmup_ms=0 duration_ms=0 transfers=60 period=512 size=4k"

# good WHAT [KNOB=VALUE...]: such a run ends well
good() {
	_name=$1
	shift
	# shellcheck disable=SC2086 # a list of knobs
	state=$(point $short "$@")
	check "$_name: $*" is "$state $(run_error t)" "done "
}

bad() {
	_want=$1
	shift
	# shellcheck disable=SC2086 # a list of knobs
	state=$(point $short "$@")
	check "fails: $*" is "$state" failed
	check "with $_want" like "$(run_error t)" "$_want"
}

sim_new register period_ns=2000000
reg=$chan
for mapping in single coherent noncoherent premapped; do
	good "received" channel="$reg" peer=memory flow=dev_to_mem mapping=$mapping
	check "and verified" over "$(result t verified)" 50
	good "sent" channel="$reg" peer=memory flow=mem_to_dev mapping=$mapping
done
check "intervals are about the period's" like "$(result t interval_p50_ns)" "[12]??????"
check "bytes are those of the periods" is "$(result t bytes)" $(($(result t done) * 512))
check "nothing was missed" is "$(result t periods_missed)" 0
good "a normal transfer afterwards" op=slave_sg channel="$reg" peer=memory flow=dev_to_mem transfers=20
good "two periods" channel="$reg" peer=memory flow=dev_to_mem size=1k
good "not verified" channel="$reg" peer=memory flow=dev_to_mem verify=0
bad "period=1000 does not divide*" channel="$reg" peer=memory flow=dev_to_mem period=1000
bad "depth with op=cyclic*" channel="$reg" peer=memory flow=dev_to_mem depth=2
put $SIM/register/fault corrupt_byte
bad "*wrong data*" channel="$reg" peer=memory flow=dev_to_mem
put $SIM/register/fault stuck
bad "*no period ended within*" channel="$reg" peer=memory flow=dev_to_mem timeout_ms=300
put $SIM/register/fault none
good "and it works again" channel="$reg" peer=memory flow=dev_to_mem
sim_gone register

sim_new pair channels=2 pairs=1 period_ns=2000000
tx=$(sed -n 1p "$SIM/pair/channel_names") rx=$(sed -n 2p "$SIM/pair/channel_names")
good "round and round a pair" channel="$tx" peer="$rx"
check "was verified" over "$(result t verified)" 50
rmdir $RIG/t
sim_gone pair
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
