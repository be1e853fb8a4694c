#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Random operations in configfs from four processes. The kernel must stay sound whatever they
# do, and afterwards a normal run still passes.
#
#   OPERATIONS (3000)    make fuzz does 100000 under KASAN
. "${0%/*}/lib.sh"

: "${OPERATIONS:=3000}" "${SEED:=1}"
errors=$(dma_errors)
# One that stays, so that the modules are in use and there is a channel.
sim_new stays channels=2 || exit 1
good=$chan
mkdir $RIG/stays
said=$("${0%/*}/fuzz" $RIG $SIM "$OPERATIONS" 4 "$SEED")
check "everything that was made can be removed" is $? 0
echo "$said" | sed 's/^/# /'
check "some runs went live" over "$(echo "$said" | sed -n 's/^live.* \([0-9]*\) went well/\1/p')" 10
check "both modules are still there" is "$(cut -d' ' -f1 /proc/modules | grep -c '^dmarig$\|^dmarig_sim$')" 2
rmdir $RIG/stays
check "a normal run passes" is "$(point channel="$good" depth=4) $(run_error t)" "done "
rmdir $RIG/t
sim_gone stays
[ -z "$errors" ] || check "dma-debug counted no error" is "$(dma_errors)" "$errors"
finish
