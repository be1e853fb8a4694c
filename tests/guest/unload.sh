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
	refuses "rmmod of the simulator while a controller is live" rmmod dmarig_sim
	check "the controller goes" sim_gone any
fi
finish
