#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The files of a simulated controller: the values they accept and refuse, and when; no client is needed.
. "${0%/*}/lib.sh"

nr_devices() { find "$SIM_DRIVER" -name 'dmarig_sim.*' | wc -l; }

# A value of each fixed attribute, and one out of range
mkdir "$SIM/c" || exit 1
for kv in channels=3 dma_mask=40 coherent=1 caps=memcpy engine=null latency_ns=5 bandwidth_mbps=7 \
	  fault=stuck fault_rate=9 fault_seed=11 pairs=1 packets=1 max_burst=4 period_ns=5000 \
	  caps=memset_sg,interleave,slave,cyclic offset=4096 map_ops=1 of_node=/a/b metadata_bytes=9 pq_continue=0; do
	check "$kv is accepted" put "$SIM/c/${kv%%=*}" "${kv#*=}"
	check "$kv is read back" is "$(cat "$SIM/c/${kv%%=*}")" "${kv#*=}"
done
for kv in channels=0 channels=65 channels=x dma_mask=23 dma_mask=65 coherent=2 caps=none caps= \
	  engine=warp latency_ns=10000000001 bandwidth_mbps=1000001 fault=gremlin fault_rate=0 \
	  fault_seed=18446744073709551616 pairs=2 packets=2 max_burst=0 max_burst=32769 period_ns=999 \
	  period_ns=1000000001 offset=281474976710657 metadata_bytes=257 pq_continue=2 map_ops=2; do
	refuses "$kv is refused" put "$SIM/c/${kv%%=*}" "${kv#*=}"
done
check "and changes nothing" is "$(cat "$SIM/c/channels")" 3
rmdir "$SIM/c"

# Live
before=$(nr_devices)
mkdir "$SIM/c"
put "$SIM/c/channels" 5
check "no channels before live" is "$(cat "$SIM/c/channel_names")" ""
check "live" put "$SIM/c/live" 1
check "a device has come" is "$(nr_devices)" $((before + 1))
check "five channels are named" is "$(wc -l <"$SIM/c/channel_names")" 5
check "and exist" test -d "/sys/class/dma/$(head -n 1 "$SIM/c/channel_names")"
for kv in channels=1 dma_mask=32 coherent=1 caps=memcpy engine=null fault=no_terminate pairs=1 packets=1 max_burst=1 offset=0 \
	  of_node=; do
	refuses "live: $kv is refused" put "$SIM/c/${kv%%=*}" "${kv#*=}"
done
for kv in latency_ns=1 bandwidth_mbps=1 fault=slow fault_rate=2 fault_seed=2 period_ns=2000; do
	check "live: $kv is accepted" put "$SIM/c/${kv%%=*}" "${kv#*=}"
done
refuses "live: the directory cannot be removed" rmdir "$SIM/c"
refuses "live: the module cannot be removed" rmmod dmarig_sim
check "live again is no error" put "$SIM/c/live" 1
check "not live" put "$SIM/c/live" 0
check "the device has gone" is "$(nr_devices)" "$before"
refuses "the module cannot be removed while a directory exists" rmmod dmarig_sim

# Set-up errors come back from the write
put "$SIM/c/dma_mask" 24
if put "$SIM/c/live" 1; then
	note "this machine has memory below 16 MiB to offer"
	put "$SIM/c/live" 0
else
	ok "a mask too narrow for this machine is an error of live"
	check "and leaves no device" is "$(nr_devices)" "$before"
fi
put "$SIM/c/dma_mask" 64

for kv in offset=4095 of_node=/no/such/node; do
	put "$SIM/c/${kv%%=*}" "${kv#*=}"
	refuses "$kv is an error of live" put "$SIM/c/live" 1
	case $kv in offset*) put "$SIM/c/offset" 0 ;; *) put "$SIM/c/of_node" "" ;; esac
done
put "$SIM/c/pairs" 1
refuses "pairs need an even number of channels" put "$SIM/c/live" 1
put "$SIM/c/pairs" 0

# Unbound behind our back
put "$SIM/c/live" 1
device=$(cd "$SIM_DRIVER" && echo dmarig_sim.*)
put "$SIM_DRIVER/unbind" "${device##* }"
check "unbound by hand: no channels" is "$(cat "$SIM/c/channel_names")" ""
check "unbound by hand: the driver can be bound again" put "$SIM_DRIVER/bind" "${device##* }"
check "with its channels" is "$(wc -l <"$SIM/c/channel_names")" 5
check "and taken down" put "$SIM/c/live" 0
rmdir "$SIM/c"

# Again and again
for engine in copy null; do
	mkdir "$SIM/c"
	put "$SIM/c/engine" $engine
	put "$SIM/c/channels" 64
	good=0
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		put "$SIM/c/live" 1 && put "$SIM/c/live" 0 && good=$((good + 1))
	done
	check "engine=$engine: 64 channels come and go ten times" is $good 10
	rmdir "$SIM/c"
done
check "every row of faults has a name and a sentence" sh -c "! grep -qv '^[a-z0-9_]*	[a-z].*' $SIM/faults"
finish
