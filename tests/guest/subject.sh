#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Any device as the subject of op=none: bound by driver_override, mapped for like any other, and given back.
. "${0%/*}/lib.sh"

SUBJECT=/sys/bus/platform/drivers/dmarig_subject
short="duration_ms=0 transfers=50 warmup_ms=0"
errors=$(dma_errors)
sim_new m
dev=$(chan_device)
bus=/sys/bus/platform/devices/$dev

# subject_chan: the channel that dmarig_subject has for the device
subject_chan() { awk -F '\t' -v dev="$dev" '$2 == "dmarig_subject" && $3 == dev { print $1 }' $RIG/channels; }

check "its own driver lets it go" put $SIM_DRIVER/unbind "$dev"
refuses "no device is a subject by itself" put $SUBJECT/bind "$dev"
check "driver_override makes it one" put "$bus/driver_override" dmarig_subject
check "it is bound" put $SUBJECT/bind "$dev"
chan=$(subject_chan)
check "and has a channel" test -n "$chan"
for how in "mapping=single" "mapping=sg sg_entries=16 size=64k" "mapping=coherent" "mapping=premapped flow=dev_to_mem" \
	   "mapping=single fresh=1 threads=2"; do
	# shellcheck disable=SC2086 # a list
	ends_well "op=none" channel="$chan" op=none verify=0 $how
	check "on the device" is "$(result t device)" "$dev"
done
ends_well "by the name of its driver" channel=dmarig_subject op=none verify=0
ends_badly "channel=$chan op=memcpy: $chan (dmarig_subject) can only do *" channel="$chan" op=memcpy
if [ -f $DMA_DEBUG/dump ]; then
	check "nothing stays mapped" is "$(grep -c -E "(^| )$dev " $DMA_DEBUG/dump)" 0
fi

# While a run has it, it cannot go.
run_new t channel="$chan" op=none verify=0 mapping=coherent duration_ms=60000
put $RIG/t/live 1
wait_until measures t
put $SUBJECT/unbind "$dev" &
pid=$!
sleep 0.3
check "unbinding waits for the run" test -d "/proc/$pid"
put $RIG/t/live 0
wait $pid
check "and goes on when it has ended" is $? 0
check "the channel is gone" is "$(subject_chan)" ""
rmdir $RIG/t
check "the device is given back" put "$bus/driver_override" ""
check "to its own driver" put $SIM_DRIVER/bind "$dev"
chan=$(head -n 1 $SIM/m/channel_names)
ends_well "which drives it as before" channel="$chan" $short
rmdir $RIG/t
sim_gone m
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
