#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# Being stopped at any moment, and two tools at a time: nothing is lost and nothing is left behind.
# shellcheck disable=SC2317 # conditions are called by name
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

# A shell ignores Ctrl-C for what it starts with &, so env gives it back.
start() { LD_PRELOAD=$fake env --default-signal=INT "$TOOL" "$@" >"$root/out" 2>"$root/err" & tool=$!; }

is_running() { grep -q 1 "$root"/config/dmarig/tool-*/live 2>/dev/null; }

start run duration_ms=600000
wait_until is_running
kill -INT $tool
wait $tool
status=$?
check "Ctrl-C ends a run by that signal" test $status -eq 130
check "what was measured is shown" out_has '^interrupted'
check "and the run is removed" no_runs_left

printf 'warmup_ms=0\nduration_ms=100\n[a]\ndepth=1..64:+1\n' >"$root/long.conf"
start sweep "$root/long.conf" --no-samples -o "$root/partial"
enough() { [ "$(rows "$root/partial/sweep.csv" 2>/dev/null || echo 0)" -ge 3 ]; }
wait_until enough
kill -INT $tool
wait $tool
status=$?
check "Ctrl-C ends a sweep by that signal" test $status -eq 130
check "what was measured is kept" enough
check "the directory says that it is partial" grep -q '^status: partial$' "$root/partial/meta.txt"
check "its last row says that it was interrupted" bash -c "tail -1 '$root/partial/sweep.csv' | grep -q ,interrupted,"
check "and the run is removed" no_runs_left
try report "$root/partial" --no-plots
says "a partial directory can be reported" 0
check "without the interrupted row" out_has '1 of them not counted'

start sweep "$root/long.conf" --no-samples -o "$root/killed"
killed_enough() { [ "$(rows "$root/killed/sweep.csv" 2>/dev/null || echo 0)" -ge 2 ]; }
wait_until killed_enough
wait_until is_running
kill -KILL $tool
wait $tool 2>/dev/null
check "kill -9 leaves a directory that says partial" grep -q '^status: partial$' "$root/killed/meta.txt"
try report "$root/killed" --no-plots
says "and that can be read" 0
check "and a run directory" has_runs
try run warmup_ms=0 duration_ms=20
says "which the next start takes away" 0
check "so that none is left" no_runs_left

DMARIG_FAKE=hang start run
wait_until is_running
kill -KILL $tool
wait $tool 2>/dev/null
try run warmup_ms=0 duration_ms=20
says "even one that is still live" 0
check "none is left of it" no_runs_left

start run duration_ms=1500 channel=dma0chan0
first=$tool
wait_until is_running
try run warmup_ms=0 duration_ms=20 channel=dma1chan0
says "two tools at a time do not collide" 0
wait "$first"
check "and the first ends well" test $? -eq 0
check "none is left of both" no_runs_left

start run duration_ms=600000
wait_until is_running
kill -TERM $tool
wait $tool
check "SIGTERM ends a run as well" test $? -eq 143
check "which is removed" no_runs_left
end
