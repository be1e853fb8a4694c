#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# All guest tests in one boot, or those named. The one that leaves a channel in quarantine comes last.
here=${0%/*}
[ $# -gt 0 ] || set -- lifecycle knobs misuse combinations ops mappings resource sg import mmap memory slave cyclic fences \
	concurrent unload faults fault-runs explore \
	sim-control sim-world sim-dmatest sleep tool quarantine
status=0
for name; do
	if ! [ -f "$here/$name.sh" ]; then
		echo "not ok - there is no test $name"
		status=1
		continue
	fi
	echo "# $name, $(cut -d. -f1 /proc/uptime) s after boot"
	sh "$here/$name.sh" || status=1
done
exit $status
