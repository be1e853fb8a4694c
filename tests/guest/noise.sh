#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# fio during a run: each kind of noise is running, is in the row, and has ended afterwards. The guest has a disk.
. "${0%/*}/lib.sh"

# cell COLUMN: of the only row of /tmp/r
cell() {
	busybox awk -F, -v want="$1" 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == want) at = i }
		NR == 3 { gsub(/"[^"]*"/, "quoted"); print $at }' /tmp/r/sweep.csv
}

# some NUMBER: more than nothing, perhaps with a fraction
some() { over "${1%%.*}" 0; }

# with NOISE [KNOB=VALUE...]: a run beside it
with() {
	rm -rf /tmp/r
	_noise=$1
	shift
	dmarig run channel="$chan" warmup_ms=20 duration_ms=300 noise="$_noise" -o /tmp/r "$@" >/tmp/log 2>&1 && return
	sed 's/^/# /' /tmp/log
	return 1
}

gone() { ! pidof fio >/dev/null; }
has_begun() { grep -q measuring $RIG/tool-*/status; }

# A disk that does nothing will do.
[ -b /dev/vda ] || export DISK=/dev/nullb0
any_chan
for noise in memory block interrupts; do
	check "$noise: a run beside it is done" with "$noise"
	check "$noise: which was there" some "$(cell noise_iops)"
	check "$noise: and moved something" some "$(cell noise_bytes_per_s)"
	check "$noise: and is gone" gone
done
check "cpu: a run beside it is done" with cpu
check "cpu: which took time" some "$(cell noise_cpu_percent)"
check "cpu: and is gone" gone
refuses "a job that wants another device fails" with verify
check "and the reason is said" grep -q "noise=verify: fio ended before it began" /tmp/log

dmarig run channel="$chan" duration_ms=60000 noise=cpu >/tmp/log 2>&1 &
tool=$!
check "it measures" wait_until has_begun
check "fio is there" sh -c "pidof fio >/dev/null"
kill $tool
wait $tool
check "a tool that is stopped takes it along" gone
check "no run is left" is "$(ls -d $RIG/tool-* 2>/dev/null)" ""
finish
