#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Properties of single mappings: the end of their memory, memory that is shared, and that all of it is
# freed. combinations.sh tests that each of them copies rightly.
. "${0%/*}/lib.sh"

# What dma-debug still knows of a device: lines of its dump.
# Where the name stands in a line depends on the kernel.
held() { grep -c -E "(^| )$1 " $DMA_DEBUG/dump; }

# returned WHAT: nothing is left that the device could reach
returned() {
	[ -f $DMA_DEBUG/dump ] || { skip "$1: all is given back" "this kernel has no DMA_API_DEBUG"; return; }
	check "$1: all is given back" is "$(held "$dev")" 0
}

# refused_for WHAT SENTENCE KNOB=VALUE...: there is no memory for it, it says so, and keeps nothing
refused_for() {
	_case=$1 _says=$2
	shift 2
	check "$_case: refused" is "$(point channel="$chan" "$@")" failed
	check "$_case: error says so" like "$(run_error t)" "$_says"
	returned "$_case"
}

# with_live KNOB=VALUE...: a run that goes on until `stop`
with_live() {
	run_new t channel="$chan" duration_ms=60000 "$@" && put $RIG/t/live 1 || return 1
	wait_until measures t
}
stop() { put $RIG/t/live 0; cat $RIG/t/wait >/dev/null; }

# Every mapping on a device of either kind, with nothing left behind.
for coherent in 1 0; do
	if ! sim_new m coherent=$coherent; then
		skip "coherent=$coherent" "devices here are coherent"
		sim_new m
		dev=$(chan_device)
		continue
	fi
	dev=$(chan_device)
	for mapping in $(names mappings | grep -vx -e user -e dmabuf -e resource -e sg_chained); do
		ended=$(point channel="$chan" mapping="$mapping" depth=2 duration_ms=0 transfers=20) error=$(run_error t)
		case $error in
		*': this kernel has no '* | "mapping=iova: no IOMMU translates "*)
			skip "$mapping, coherent=$coherent" "$error"
			continue
			;;
		esac
		check "$mapping, coherent=$coherent" is "$ended $error" "done "
		returned "$mapping, coherent=$coherent"
		check "$mapping, coherent=$coherent, allocated for every transfer" is "$(point channel="$chan" \
			mapping="$mapping" fresh=1 depth=2 duration_ms=0 transfers=20)" "done"
		check "and how long that took is known" over "$(result t alloc_max_ns)" 0
		returned "$mapping, coherent=$coherent, fresh=1"
	done
	if [ -f $DMA_DEBUG/dump ]; then
		with_live mapping=coherent depth=4
		check "and dma-debug sees 8 buffers while they are in use, coherent=$coherent" \
			is "$(held "$dev")" 8
		stop
	fi
	for mapping in contiguous pool; do
		refused_for "$mapping, 512 MiB, coherent=$coherent" \
			"mapping=$mapping size=4194304 depth=64: no memory for worker 0 of 1 from * (-12)" \
			mapping=$mapping size=4M depth=64
	done
done

# The last controller is not coherent where there are such: what may not sleep is of the atomic pools.
if [ "$(cat $SIM/m/coherent 2>/dev/null)" = 0 ]; then
	for knobs in "size=4M depth=1" "size=64k depth=1024"; do
		# shellcheck disable=SC2086 # a list
		refused_for "atomic, $knobs" "mapping=atomic size=* no memory for * the atomic pools*coherent_pool= (-12)" \
			mapping=atomic $knobs
		check "atomic: what fits is there afterwards" is "$(point channel="$chan" mapping=atomic)" "done"
	done
else
	skip "atomic: the atomic pools run dry" "devices here are coherent"
fi

# Blocks of one length on one device come from one pool, whichever worker asks.
pools() { sed -n 's/^dmarig  *\([0-9]*\) .*/\1/p' "/sys/devices/platform/$dev/pools" | tr '\n' ' '; }
with_live mapping=pool threads=2 depth=4
check "pool: two workers share one" is "$(pools)" "16 "
stop
with_live mapping=pool threads=2 depth=4 dst_offset=4096
check "pool: lengths do not" is "$(pools)" "8 8 "
stop
refuses "pool: none outlives its run" test -e "/sys/devices/platform/$dev/pools"

# The driver goes in the middle of a run, and with it the memory it manages: but not under our feet.
with_live mapping=managed depth=4 threads=2 timeout_ms=300
check "managed: the driver can be unbound meanwhile" put $SIM_DRIVER/unbind "$dev"
# The channel is given back before the driver goes; that the run is over is a moment later.
check "managed: and the run ends of it" like "$(cat $RIG/t/wait)" "[df]*"
returned "managed, unbound"
rmdir $RIG/t
check "managed: and bound again" put $SIM_DRIVER/bind "$dev"
chan=$(head -n 1 $SIM/m/channel_names)
check "managed: and used again" is "$(point channel="$chan" mapping=managed)" "done"
rmdir $RIG/t
sim_gone m

# What is mapped is left to the driver in tx->unmap, and it has to let go of that.
sim_new m latency_ns=20000
dev=$(chan_device)
for how in completion=irq completion=poll completion=fence mapping=page direction=bidirectional op=memset irq_every=4; do
	ends_well "driver_unmap" channel="$chan" driver_unmap=1 depth=4 duration_ms=0 transfers=50 "$how"
done
returned "driver_unmap"
put $SIM/m/fault stuck
ends_badly "*not complete after timeout_ms=300*" channel="$chan" driver_unmap=1 depth=4 timeout_ms=300
returned "driver_unmap, terminated"
sim_gone m
sim_new m fault=unmap_kept
dev=$(chan_device)
ends_badly "driver_unmap=1: transfer * is over, and the driver of $chan has kept its tx->unmap" channel="$chan" driver_unmap=1
returned "driver_unmap, kept"
ends_well "a client that unmaps is none the wiser" channel="$chan" duration_ms=0 transfers=20
rmdir $RIG/t
sim_gone m

errors=$(dma_errors)
check "dma-debug counted no error" is "${errors:-0}" 0
finish
