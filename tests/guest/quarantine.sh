#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A channel that neither ends its transfers nor can be terminated keeps its memory for good. Runs last:
# the modules cannot be unloaded afterwards, which is the point.
. "${0%/*}/lib.sh"

for fault in stuck_unterminable no_terminate; do
	sim_new "q_$fault" fault=$fault || { not_ok "$fault: a controller with it"; continue; }
	check "$fault: the run ends, failed" is "$(point channel="$chan" timeout_ms=300 depth=4 batch=4)" failed
	check "$fault: all four transfers are in quarantine" is "$(result t quarantined)" 4
	check "$fault: and error says so" like "$(run_error t)" \
		"*not complete after timeout_ms=300; $chan cannot be terminated (-*): 4 transfers are quarantined until reboot"
	check "$fault: the channel stays claimed" is "$(point channel="$chan")" failed
	check "$fault: by the quarantine" like "$(run_error t)" "channel=$chan: $chan is held by run t, in quarantine until reboot"
	rmdir $RIG/t
	refuses "$fault: rmmod, whose code a callback may still need" rmmod dmarig
done
# What devres manages goes when the driver does, which a quarantine must not hold up.
sim_new q_managed fault=stuck_unterminable
dev=$(chan_device)
check "managed: in quarantine too" is "$(point channel="$chan" timeout_ms=300 mapping=managed completion=fence)" failed
check "managed: one transfer" is "$(result t quarantined)" 1
rmdir $RIG/t
check "managed: the driver can be unbound" put $SIM_DRIVER/unbind "$dev"
# A process that does not let go of a buffer keeps it, and nobody frees what it may look at.
sim_new q_view
run_new t channel="$chan" op=mmap verify=0 mapping=coherent timeout_ms=300
put $RIG/t/live 1
exec 9<>/dev/dmarig/t
refuses "view: a second process" sh -c 'exec 8<>/dev/dmarig/t'
put $RIG/t/live 0
check "view: the run ends all the same, failed" is "$(cat $RIG/t/status)" failed
check "view: and says who has its memory" like "$(run_error t)" \
	"op=mmap: a process has /dev/dmarig/t open after timeout_ms=300: its memory and $chan are quarantined until reboot"
check "view: which is one buffer" is "$(result t quarantined)" 1
check "view: the device is gone" test ! -e /dev/dmarig/t
exec 9>&-
check "view: the channel stays claimed" is "$(point channel="$chan")" failed
rmdir $RIG/t
sim_new sound
check "another channel works as before" is "$(point channel="$chan")" "done"
rmdir $RIG/t
sim_gone sound
finish
