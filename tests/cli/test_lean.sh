#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A tool built without the libraries that read traces does all the rest, and says what it cannot do before
# anything is measured.
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

lean=$CLI_OUT/lean
check "it builds" make -s -f userspace/scripts/tool.mk OUT="$lean" WITHOUT=tracefs
TOOL=$lean/dmarig
links() { readelf -d "$TOOL" | grep -E 'NEEDED.*lib(tracefs|traceevent|tracecmd)'; }
no_links() { ! links; }
check "and needs none of them" no_links
# shellcheck disable=SC2086 # several knobs
try run $quick --no-samples -o -
check "it measures" test "$status" -eq 0
# shellcheck disable=SC2086 # several knobs
try run $quick --samples -
says "samples are refused with the reason, and how to go without" 3 'built without libtracefs' '--no-samples'
# shellcheck disable=SC2086 # several knobs
try run $quick --trace -o "$root/traced"
says "so is a trace" 3 'built without libtracefs'
try trace "$root/out"
says "and a file of trace-cmd" 3 'built without libtracecmd'
try doctor
check "doctor says what is not there" out_has '^tracefs +missing +this dmarig was built without libtracefs'
check "of both libraries" out_has '^trace-cmd +missing +this dmarig was built without libtracecmd'
end
