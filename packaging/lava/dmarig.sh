#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The report card of a DMA channel, and its throughput, as tests of test-definitions. It lies in
# automated/linux/dmarig there, beside results.awk; dmarig and its modules are on the device already.

# shellcheck disable=SC1091
. ../../lib/sh-test-lib
OUTPUT="$(pwd)/output"
RESULT_FILE="${OUTPUT}/result.txt"
export RESULT_FILE
CHANNEL="any"
KNOBS=""
SIZE="64k"

usage() {
	echo "Usage: $0 [-c <channel>] [-k <knob=value ...>] [-s <size>]" 1>&2
	exit 1
}

while getopts "c:k:s:h" o; do
	case "$o" in
	c) CHANNEL="${OPTARG}" ;;
	k) KNOBS="${OPTARG}" ;;
	s) SIZE="${OPTARG}" ;;
	h | *) usage ;;
	esac
done

card() {
	# shellcheck disable=SC2086 # knobs are words
	dmarig check "${CHANNEL}" ${KNOBS} -o "${OUTPUT}/card" >"${OUTPUT}/check.ktap"
	status=$?
	cat "${OUTPUT}/check.ktap"
	awk -f results.awk "${OUTPUT}/check.ktap" | tee -a "${RESULT_FILE}"
	[ "${status}" -le 1 ]
	check_return dmarig-check-complete
}

# cell COLUMN: of the one row of a CSV
cell() {
	awk -F, -v column="$1" 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
		NR == 3 { print $at }' "${OUTPUT}/run.csv"
}

throughput() {
	# shellcheck disable=SC2086 # the same
	if ! dmarig run channel="${CHANNEL}" size="${SIZE}" ${KNOBS} -o - >"${OUTPUT}/run.csv"; then
		report_fail dmarig-run
		return
	fi
	add_metric dmarig-throughput pass "$(cell bytes_per_s)" B/s
	add_metric dmarig-p99 pass "$(cell total_p99_ns)" ns
}

! check_root && error_msg "This script must be run as root"
create_out_dir "${OUTPUT}"
card
throughput
