#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The file by which misuses are committed: it refuses wrong words, and takes a leak back. Nothing here makes
# the kernel complain; oracle.sh has the misuses that do.
. "${0%/*}/lib.sh"

mappings() { grep -c dmarig_sim "$DMA_DEBUG/dump"; }

check "every misuse has a name and a sentence" \
	sh -c "! grep -qv '^[a-z_]*	[^	]*	[a-z].*' $RIG/misuses"
sim_new mine
run_new t channel="$chan"
refuses "no misuse of that name" put "$RIG/t/misuse" gremlin
check "and where the names are" like "$(run_error t)" '*there is none of that name, see misuses'
refuses "no name at all" put "$RIG/t/misuse" ""
check "what is undetectable here is refused" like \
	"$(put "$RIG/t/misuse" leak_at_unbind || run_error t)" '*PCI devices only'
check "nothing does nothing" put "$RIG/t/misuse" nothing
check "and says nothing" is "$(run_error t)" ""
put "$RIG/t/channel" dma99chan0
refuses "no channel of that name" put "$RIG/t/misuse" nothing
check "in a sentence" like "$(run_error t)" '*no free channel, device or driver of that name'
put "$RIG/t/channel" "$chan"

# A leak stays until the next misuse or until the run goes
if [ -d "$DMA_DEBUG" ]; then
	check "a leak is committed" put "$RIG/t/misuse" leak
	check "a mapping is left" is "$(mappings)" 1
	refuses "the channel is held meanwhile" put "$SIM/mine/live" 0
	check "the next misuse" put "$RIG/t/misuse" nothing
	check "takes it back" is "$(mappings)" 0
	put "$RIG/t/misuse" leak
	rmdir "$RIG/t"
	check "as does the end of the run" is "$(mappings)" 0
else
	skip "a leak is taken back" "no dma-debug to see it"
fi

# In time
run_new t channel="$chan" duration_ms=60000
put "$RIG/t/live" 1
refuses "a live run commits nothing" put "$RIG/t/misuse" nothing
put "$RIG/t/live" 0
cat "$RIG/t/wait" >/dev/null
check "one that has ended does" put "$RIG/t/misuse" nothing
sim_gone mine

# Where memory could be touched that is not ours
before=$(dma_errors)
if sim_new narrow dma_mask=28; then
	put "$RIG/t/channel" "$chan"
	refuses "a mask too narrow is refused" put "$RIG/t/misuse" free_wrong_size
	check "in a sentence about the mask" like "$(run_error t)" '*DMA mask for all memory'
else
	skip "a mask too narrow is refused" "this machine has no memory for such a device"
fi
sim_gone narrow
hardware=$(sed -n 's/^\(dma[^\t]*\)\t\([^\t]*\)\t.*/\1 \2/p' "$RIG/channels" |
	   sed -n '/ dmarig_sim$/!{s/ .*//p;q}')
if [ -n "$hardware" ]; then
	put "$RIG/t/channel" "$hardware"
	refuses "a channel of hardware is refused" put "$RIG/t/misuse" free_wrong_size
	check "in a sentence that names its driver" like "$(run_error t)" \
		'* is driven by *: misuses are committed on dmarig_sim only'
else
	skip "a channel of hardware is refused" "this machine has none"
fi
check "nothing was committed" is "$(dma_errors)" "$before"
rmdir "$RIG/t"
finish
