# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Which channel of a machine is asked, and what that takes. Sourced after lib.sh by the suites that ask one, whose
# variables it fills in: MACHINE CHANNEL KNOBS QEMU_EXTRA APPEND.
# shellcheck disable=SC2154,SC2034 # they are the caller's, or the machine file's

# usual VARIABLE: what the machine has for this channel
usual() {
	local name=$1_${CHANNEL//[^a-zA-Z0-9_]/_}

	echo "${!name:-}"
}

# choose_channel SECONDS: what the machine file says, unless the caller has said it. A processor that does not come
# back is told of after twice as many seconds.
choose_channel() {
	CARD_CHANNEL='' CARD_KNOBS=''
	load_machine "$MACHINE"
	: "${CHANNEL:=$CARD_CHANNEL}"
	KNOBS="$CARD_KNOBS $(usual CARD_KNOBS) $KNOBS"
	QEMU_EXTRA="$(usual CARD_QEMU)${QEMU_EXTRA:+ $QEMU_EXTRA}"
	APPEND="watchdog_thresh=$1 $(usual CARD_APPEND) $APPEND"
}
