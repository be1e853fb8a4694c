#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Unloading: refused while anything is there, clean when nothing is.
. "${0%/*}/lib.sh"

module=$(find / -xdev -name dmarig.ko 2>/dev/null | head -n1)
any_chan
run_new t channel="$chan" duration_ms=60000
put $RIG/t/live 1
refuses "rmmod while a run is live" rmmod dmarig
check "and the run goes on" is "$(cat $RIG/t/live)" 1
put $RIG/t/live 0
refuses "rmmod while a run's directory is there" rmmod dmarig
rmdir $RIG/t
errors=$(dma_errors)
rounds=0
for i in 1 2 3 4 5; do
	rmmod dmarig && [ ! -d $RIG ] && insmod "$module" || break
	[ "$(point channel="$chan" transfers=10)" = done ] || break
	rmdir $RIG/t
	rounds=$i
done
check "five times: unload, load, run" is "$rounds" 5
check "dma-debug counted no error" is "$(dma_errors)" "$errors"
if [ -d $SIM/any ]; then
	# Under KASAN, where it matters: what dma_chan_name() looks at goes with the device.
	sim_new leaving channels=2
	other=$(sed -n 2p $SIM/leaving/channel_names)
	dev=$(chan_device)
	mkdir $RIG/holder
	put $RIG/holder/channel "$other"
	put $RIG/holder/expose 64k
	check "a run that only holds a channel" put $RIG/holder/live 1
	run_new t channel="$chan" duration_ms=60000
	check "and one that loads another" put $RIG/t/live 1
	check "the device can be unbound meanwhile" put $SIM_DRIVER/unbind "$dev"
	cat $RIG/t/wait >/dev/null
	check "the error of one names its channel" like "$(run_error t)" "$chan: worker 0 transfer *"
	check "that of the other is listed" like "$(grep "^$other	" $RIG/channels)" \
		"$other	none	$dev	busy holder	*"
	chan=$other
	refused "channel=$chan: $chan is held by run holder*"
	put $RIG/holder/live 0
	rmdir $RIG/holder $RIG/t
	sim_gone leaving

	refuses "rmmod of the simulator while a controller is live" rmmod dmarig_sim
	check "the controller goes" sim_gone any
fi
finish
