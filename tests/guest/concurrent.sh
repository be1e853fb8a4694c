#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Several runs at once, several channels in a run, and one channel that two runs want.
. "${0%/*}/lib.sh"

sim_new many channels=3
chans=$(cat $SIM/many/channel_names)
first=$(echo "$chans" | head -n1)
for c in $chans; do
	run_new "c$c" channel="$c" duration_ms=60000
done
for c in $chans; do
	put "$RIG/c$c/live" 1
done
run_new t channel="$first"
refuses "a channel that a run holds" put $RIG/t/live 1
check "error names the holder" is "$(run_error t)" "channel=$first: $first is held by run c$first"
check "channels shows the holder" sh -c "grep -q '^$first	.*	busy c$first	' $RIG/channels"
for c in $chans; do
	check "run on $c is live beside the others" is "$(cat "$RIG/c$c/live")" 1
	put "$RIG/c$c/live" 0
	check "and it moved data" over "$(result "c$c" verified)" 0
	rmdir "$RIG/c$c"
done
all=$(echo $chans | tr ' ' ,)
check "three channels in one run" is "$(point channel="$all" depth=2)" "done"
check "have a worker each" is "$(result t workers)" 3
check "a driver's name claims a channel a time" \
	is "$(point channel=dmarig_sim,dmarig_sim,dmarig_sim)" done
check "three of them, all different" is "$(result t channels | tr + '\n' | sort -u | grep -c .)" 3
check "one more than there are is refused" is "$(point channel=dmarig_sim,dmarig_sim,dmarig_sim,dmarig_sim)" failed
check "nothing is held after that" is "$(grep -c '	dmarig_sim	.*	free	' $RIG/channels)" 3

for i in 1 2 3 4 5 6; do
	(run_new "p$i" channel=dmarig_sim duration_ms=50 && run_go "p$i" >"/tmp/p$i"; rmdir "$RIG/p$i") &
done
wait
check "six runs raced for three channels and each ended" \
	is "$(cat /tmp/p1 /tmp/p2 /tmp/p3 /tmp/p4 /tmp/p5 /tmp/p6 | grep -cE '^(done|failed)$')" 6
check "at least three of them well" over "$(cat /tmp/p? | grep -c '^done$')" 2
rmdir $RIG/t
check "the controller goes" sim_gone many
any_chan || sim_new busy
short="channel=$chan duration_ms=300"
ends_well "workers share what descriptors a channel has" threads=4 depth=16
finish
