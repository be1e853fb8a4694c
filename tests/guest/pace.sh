#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The times at which transfers are submitted, the transfers that interrupt, and the CPU time they take.
. "${0%/*}/lib.sh"

any_chan || sim_new paced
short="channel=$chan duration_ms=500"

# within WHAT A B PER_CENT: A is as large as B, but for that much
within() {
	check "$1" awk -v a="$2" -v b="$3" -v part="$4" \
		'BEGIN { d = a > b ? a - b : b - a; exit !(a != "" && d * 100 <= b * part) }'
}

# A clock that an idle channel can keep, if only the computer that plays it can: never faster, and a
# transfer may wait for the window.
for more in depth=1 "depth=8 completion=poll" "depth=4 spin_us=20" "depth=4 op=cpu"; do
	# shellcheck disable=SC2086 # a list of knobs
	ends_well "50 a second" rate=50 $more
	check "no faster: $more" over 56 "$(result t transfers_per_s)"
	check "and not much slower" over "$(result t transfers_per_s)" 25
	check "each was on time, or it is known how late" over "$(result t late_max_ns)" 0
	check "and the response has that, too" over "$(result t response_max_ns)" "$(result t total_min_ns)"
done
ends_well "no clock" depth=1
check "nothing is late" is "$(result t late_max_ns)$(result t response_max_ns)" ""

# A clock that the channel cannot keep: what waits is late, though each transfer is as quick as ever.
sim_new slow latency_ns=20000000
short="channel=$chan duration_ms=500 timeout_ms=1000"
ends_well "faster than the channel" rate=200 depth=1
check "it is as slow as without a clock" over 60 "$(result t transfers_per_s)"
check "and later and later" over "$(result t late_max_ns)" 200000000
check "which the life of a transfer does not show" over 200000000 "$(result t total_p50_ns)"
ends_well "nothing to do for long" rate=1 duration_ms=0 transfers=2
ends_badly "rate=5 with op=cyclic: it is submitted once" rate=5 op=cyclic peer=memory flow=mem_to_dev

# Which descriptors ask for an interrupt
sim_new quiet
short="channel=$chan duration_ms=0 transfers=200"
for more in "irq_every=4 depth=8" "irq_every=16 depth=16 batch=16" "irq_every=3 depth=4 threads=2" \
	"irq_every=4 depth=16 rate=2000"; do
	# shellcheck disable=SC2086 # a list of knobs
	ends_well "some interrupt" $more
	check "and all are verified" over "$(result t verified)" 199
done
ends_badly "irq_every=2 with op=interrupt: an interrupt is all it does" op=interrupt irq_every=2 depth=2 verify=0
ends_badly "irq_every=2 with op=cpu: it has no descriptors" op=cpu irq_every=2 depth=2
ends_badly "irq_every=2 with completion=poll: want completion=irq" irq_every=2 depth=2 completion=poll
ends_badly "irq_every=3 needs depth=3 or more: none would interrupt at 2" irq_every=3 depth=2
sim_new needy fault=interrupt_flag_needed
short="channel=$chan duration_ms=0 transfers=32 timeout_ms=300"
ends_well "a channel that completes nothing else has none" depth=4
ends_badly "*not complete*" depth=4 irq_every=4

# CPU time, where the kernel has the events to tell it by
sim_new timed
short="channel=$chan duration_ms=400 verify=0"
ends_well "a CPU that copies" op=cpu size=64k
check "is timed by trace events" is "$(result t cpu_time)" tracepoints
spent=$(($(result t worker_cpu_ns) + $(result t softirq_cpu_ns) + $(result t irq_cpu_ns)))
check "and did little else" over "$(result t worker_cpu_ns)" $(($(result t window_ns) / 3))
check "but no more than there was" over $(($(result t window_ns) * 101 / 100)) "$(result t worker_cpu_ns)"
within "each transfer has its part" "$(result t cpu_ns_per_transfer)" $((spent / $(result t "done"))) 1
within "and each GiB, which are 16384 of them" "$(result t cpu_ns_per_gib)" \
	$((spent * 16384 / $(result t "done"))) 1
ends_well "a worker that sleeps for each" depth=1
check "leaves the CPU for each" over $(($(result t context_switches) * 3)) "$(result t "done")"
check "and is interrupted" over "$(result t interrupts)" 0
[ -d $RIG/t ] && rmdir $RIG/t
finish
