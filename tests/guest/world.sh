#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Worlds: they are observed rightly, a run in another world than its knob names fails, and in a guest that
# was given a world ($WORLD) this one is observed.
. "${0%/*}/lib.sh"

# with KNOB=VALUE...: a point on the device of this world
with() {
	# shellcheck disable=SC2086 # a list of knobs
	point channel="$chan" $WORLD_KNOBS "$@"
}

# fails_as WHAT SENTENCE KNOB=VALUE...: the run ends as failed and says why
fails_as() {
	_case=$1 _says=$2
	shift 2
	check "$_case: no good" is "$(with "$@")" failed
	check "$_case: and says why" like "$(run_error t)" "$_says"
}

# The device of this world: a simulated one made for it, or that of a driver
world_device() {
	if [ "$WORLD_DRIVER" = dmarig_sim ]; then
		# shellcheck disable=SC2086 # a list of settings
		sim_new w $WORLD_SIM
		return
	fi
	chan=$(awk -F '\t' -v driver="$WORLD_DRIVER" '$2 == driver { print $1; exit }' $RIG/channels)
	[ -n "$chan" ]
}

# The opposite of what can be told before anything starts
opposite() {
	case $1 in
	direct) echo iommu ;;
	iommu) echo direct ;;
	strict) echo lazy ;;
	lazy | identity) echo strict ;;
	coherent) echo noncoherent ;;
	noncoherent) echo coherent ;;
	offset) echo ops ;;
	ops) echo direct ;;
	esac
}

# What every world can be asked
the_knob() {
	case +$WORLD_WANT+ in
	*+reserved+*) ;;
	*) fails_as "asked for memory set aside" "world=reserved: * is not in the world reserved: no memory is set aside for it *" world=reserved ;;
	esac
	for pair in strict+lazy:contradicts direct+iommu:contradicts coherent+noncoherent:contradicts \
		    bounced+unbounced:contradicts any+direct:none direct+:none nowhere:none; do
		fails_as "world=${pair%:*}" "world=${pair%:*}: *${pair#*:}*" world="${pair%:*}"
	done
	for word in $(echo "$WORLD_WANT" | tr + " "); do
		other=$(opposite "$word")
		[ -n "$other" ] || continue
		fails_as "asked for $other in $WORLD_WANT" "world=$other: * is not in the world $other: *" \
			world="$other"
		check "and nothing was started" is "$(result t done)" 0
	done
}

the_world() {
	check "$WORLD: $WORLD_WANT $WORLD_KNOBS" is "$(with world="$WORLD_WANT")" "done"
	[ -z "$(run_error t)" ] || note "$(run_error t)"
	for row in $WORLD_SHOWS; do
		check "$WORLD: observed $row" is "$(result t "${row%%=*}")" "${row#*=}"
	done
	note "$(grep -E '^(path|domain|coherent|dma_|bounced_|swiotlb_|reserves|zones|highest|above|map_busy)' \
		$RIG/t/result/summary | tr '\n' ' ')"
	check "$WORLD: something was done" over "$(result t done)" 0
}

bounces() {
	case +$WORLD_WANT+ in
	*+bounced+* | *+exhausted+*)
		check "bounced bytes are counted" over "$(result t bounced_bytes)" 0
		fails_as "asked for no bounces" "*in the world unbounced: mappings were bounced*" \
			world=unbounced depth=1
		;;
	*)
		check "nothing was bounced" is "$(result t bounced_maps)" 0
		fails_as "asked for bounces" "*in the world bounced: *bounce*" world=bounced
		;;
	esac
}

# Two runs on one device, one of which has nothing to bounce: each counts its own.
own_bounces() {
	[ "$WORLD" = bounced ] || return 0
	sim_new w channels=2
	run_new a channel="$chan" mapping=coherent duration_ms=400
	run_new b channel="${chan%?}1" mapping=single duration_ms=400
	put $RIG/a/live 1
	put $RIG/b/live 1
	cat $RIG/a/wait $RIG/b/wait >/dev/null
	check "a run with nothing to bounce counts nothing" is "$(result a bounced_maps)" 0
	check "while another one bounces on the same device" over "$(result b bounced_maps)" 0
	rmdir $RIG/a $RIG/b
	check "what is mapped once is counted once" is "$(point channel="$chan" mapping=premapped depth=3 \
		world=bounced)" "done"
	check "as many as there are buffers" is "$(result t bounced_maps)" 6
}

# What a transfer's map and unmap came to, by the kernel's own events
traced() {
	case $WORLD in
	bounced) system=swiotlb ;;
	sim-smmu-strict-coherent) system=iommu ;;
	*) return 0 ;;
	esac
	dmarig run channel="$chan" transfers=100 duration_ms=0 warmup_ms=0 timeout_ms=20000 --trace \
		-o /tmp/traced >/tmp/out 2>&1
	check "a run that is traced" is $? 0
	check "has its events of $system beside each transfer" over "$(awk -F, -v name=${system}_events '
		NR == 2 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
		NR > 2 && $at >= 2 { n++ } END { print n + 0 }' /tmp/traced/breakdown.csv)" 90
	check "and tells them" grep -q "^events of maps and unmaps, a transfer: .*$system" /tmp/out
}

# The pool is all there is for mapping=coherent, and the others do not get any of it.
pools() {
	[ "$WORLD" = reserved ] || return 0
	pool=$(dmesg | sed -n 's/.*created DMA memory pool at \(0x[0-9a-f]*\), size 8 MiB.*/\1/p')
	for mapping in coherent managed wc contiguous atomic pool; do
		check "mapping=$mapping" is "$(with mapping=$mapping depth=2 op=memcpy)" "done"
		at=$(result t highest_phys)
		check "is in the pool, which is at $pool" test "$at" -gt $((pool)) -a "$at" -lt $((pool + 0x800000))
	done
	for mapping in single noncoherent premapped; do
		check "mapping=$mapping" is "$(with mapping=$mapping)" "done"
		at=$(result t highest_phys)
		refuses "is not" test "$at" -gt $((pool)) -a "$at" -lt $((pool + 0x800000))
	done
	fails_as "more than it has" "mapping=coherent size=4194304 depth=2: no memory for worker 0 of 1 from what is set aside for dmarig_sim.*: coherent (-12)" \
		size=4M depth=2
	check "which is all given back" is "$(with depth=4)" "done"
	sim_gone w
	refuses "a pool that bounces, in a kernel that has none" sim_new w of_node=/restricted
	check "says what is missing" like "$(dmesg | grep "restricted-dma-pool" | tail -n 1)" "*this kernel has no CONFIG_DMA_RESTRICTED_POOL"
	sim_gone w
}

# A period that is looked at is brought up to date alone: the others' copies are newer than memory is.
parts() {
	[ "$WORLD" = bounced ] || return 0
	sim_new w period_ns=500000
	for mapping in single sg premapped; do
		set -- channel="$chan" op=cyclic peer=memory flow=dev_to_mem size=128k period=512 mapping=$mapping
		check "periods are looked at one by one, mapping=$mapping" \
			is "$(point "$@" transfers=1200 duration_ms=0 world=bounced) $(run_error t)" "done "
		check "and verified" over "$(result t verified)" 1000
	done
}

exhaustion() {
	[ "$WORLD" = exhausted ] || return 0
	check "mappings were tried again" over "$(result t map_busy)" 0
	check "and all data was right" is "$(result t data_errors)" 0
	fails_as "not asked for" "*mapping its buffers failed with * in flight; * KiB of bounce buffers*" \
		world=any
	check "and the channel works on" is "$(with depth=1 world=bounced)" "done"
}

# A simulated device behind a real IOMMU: all data is right, wherever its pages are, and entries are
# merged as far as its longest segment goes.
behind_iommu() {
	case $WORLD in sim-smmu-*) ;; *) return 0 ;; esac
	ended=$(with mapping=iova size=100000 src_offset=100 dst_offset=3000 random=both depth=3 world="$WORLD_WANT")
	case $(run_error t) in
	*': this kernel has no dma_iova_try_alloc()'*) skip "mapping=iova" "$(run_error t)" ;;
	*)
		check "mapping=iova: all data is right" is "$ended $(run_error t)" "done "
		check "which was looked at" over "$(result t verified)" 0
		;;
	esac
	for mapping in single page sg coherent wc noncoherent noncontiguous pool premapped; do
		check "mapping=$mapping: all data is right" is "$(with mapping=$mapping size=300k depth=3 \
			duration_ms=0 transfers=30 world="$WORLD_WANT")" "done"
	done
	check "several sources, each in pieces" is "$(with op=xor sources=5 mapping=coherent size=100k \
		duration_ms=0 transfers=30)" "done"
	state=$(with op=memset_sg mapping=sg sg_entries=16 size=64k)
	check "entries that fill their pages are merged" is "$state $(result t mapped_entries)" "done 1"
	for mapping in single coherent premapped noncontiguous; do
		check "fresh=1 mapping=$mapping: all data is right" is "$(with fresh=1 mapping=$mapping \
			duration_ms=0 transfers=30)" "done"
	done
	put $SIM/w/fault corrupt_byte
	fails_as "a wrong byte" "*wrong*" size=300k mapping=coherent
	put $SIM/w/fault none
	sim_new w $WORLD_SIM max_segment=4096
	state=$(with op=memset_sg mapping=sg sg_entries=16 size=64k)
	check "no further than max_segment" is "$state $(result t mapped_entries)" "done 16"
	fails_as "an entry longer than that" "*max_segment_size of 4096*" op=memset_sg mapping=sg \
		sg_entries=2 size=64k
}

: "${WORLD:=none}" "${WORLD_DRIVER:=dmarig_sim}" "${WORLD_SIM:=}" "${WORLD_KNOBS:=}" "${WORLD_SHOWS:=}"
[ "$WORLD" != none ] || WORLD_WANT=direct
if world_device; then
	the_world
	exhaustion
	bounces
	the_knob
	behind_iommu
	traced
	own_bounces
	parts
	pools
else
	not_ok "$WORLD: there is a channel of $WORLD_DRIVER with $WORLD_SIM"
fi
finish
