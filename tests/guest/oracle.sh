#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The oracle, proven: every misuse of the DMA API is seen, and the proof fails where it must. It makes
# the kernel complain on purpose, so it has a boot of its own; its misuses count as tests.
. "${0%/*}/lib.sh"

# prove [MISUSE...]: leaves $status, and what was said in /tmp/out and /tmp/err
prove() {
	dmarig doctor --prove-oracle "$@" >/tmp/out 2>/tmp/err
	status=$?
}

mappings() { grep -c dmarig_sim "$DMA_DEBUG/dump"; }
last() { tail -n 1 "/tmp/$1"; }

if ! [ -d "$DMA_DEBUG" ]; then
	prove
	check "without dma-debug there is no proof" is $status 3
	check "and the option is named" like "$(last err)" '*CONFIG_DMA_API_DEBUG'
	finish
	exit
fi

# All of them, on a controller made for it
echo 0 >"$DMA_DEBUG/num_errors"
prove
cat /tmp/out
check "everything was seen" is $status 0
# How many there are depends on the kernel; all of them, and no fewer than that
n=$(last out | sed 's/^# //; s/ .*//')
check "as the last line says" like "$(last out)" "# $n of $n detected, * not detectable on this kernel"
check "and they are many" over "$n" 18
check "each misuse has a line" is "$(grep -cE '^(not )?ok' /tmp/out)" $(($(wc -l <"$RIG/misuses") - 1))
check "it is KTAP, with a plan" awk -f /dmarig/tests/ktap.awk /tmp/out
check "what cannot be seen has a reason" is "$(grep -c '# SKIP not detectable: .' /tmp/out)" "$(grep -c SKIP /tmp/out)"
check "no mapping is left" is "$(mappings)" 0
check "num_errors is as before" is "$(cat "$DMA_DEBUG/num_errors")" 0
check "no controller is left" is "$(find "$SIM" -mindepth 1 -type d)" ""
check "no run is left" is "$(find "$RIG" -mindepth 1 -type d)" ""

# The proof can fail
prove nothing
check "a misuse that is none is not seen" is $status 1
check "and said to be missed" like "$(sed -n 3p /tmp/out)" 'not ok 1 - nothing: dma_debug_errors is 0, not 1*'
check "in the summary, too" is "$(last out)" "# 0 of 1 detected, 0 not detectable on this kernel"
prove free_wrong_size nothing
check "one missed of two is a failure" is $status 1
echo nobody >"$DMA_DEBUG/driver_filter"
prove
check "a filter: no proof" is $status 3
check "and the filter is named" like "$(last err)" '*watches only the driver nobody*'
echo >"$DMA_DEBUG/driver_filter"
prove frree_wrong_size
check "an unknown misuse is wrong usage" is $status 2
check "and the right name is suggested" like "$(last err)" '*did you mean free_wrong_size'
mkdir "$RIG/other"
prove
check "other runs are in the way" is $status 3
rmdir "$RIG/other"

# A controller that is there is used
sim_new mine
prove free_wrong_size
check "on a controller that was there" is "$status $(find "$SIM" -mindepth 1 -type d)" "0 $SIM/mine"
sim_gone mine

# Not coherent: the same with cache maintenance
if sim_new noncoherent coherent=0; then
	prove
	check "on a device that is not coherent" is $status 0
	n=$(last out | sed 's/^# //; s/ .*//')
	check "all but what cannot be seen there" like "$(last out)" "# $n of $n detected, *"
	check "and those are many" over "$n" 16
	check "leaves no mapping" is "$(mappings)" 0
else
	skip "on a device that is not coherent" "every device is coherent on this machine"
fi
sim_gone noncoherent

# Stopped
mkfifo /tmp/pipe
dmarig doctor --prove-oracle >/tmp/pipe 2>/tmp/err &
proof=$!
# Stopped as soon as it has said anything; what it says after that is kept.
{ read -r first && kill "$proof"; echo "$first"; cat; } </tmp/pipe >/tmp/out
wait "$proof"
check "stopped, it sums up nothing" like "$(last out)" 'ok *'
check "leaves no controller" is "$(find "$SIM" -mindepth 1 -type d)" ""
check "and no run" is "$(find "$RIG" -mindepth 1 -type d)" ""
finish
