#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A run while it is measured: a line on a terminal, CSV, conditions that stop it; and runs that are
# measured again. What conditions mean is a unit test's (test_again.c).
# shellcheck source=tests/cli/lib.sh
# shellcheck disable=SC2317,SC2086 # functions that check calls; knobs are words
source "$(dirname "$0")/lib.sh"

long="warmup_ms=0 duration_ms=3000"
try run $long --status-interval 100
says "a run that is watched" 0
check "gives CSV" out_has '^point,rep,elapsed_ms,bytes_per_s,transfers_per_s,p99_ns,errors$'
check "rows while it is measured" test "$(grep -c '^0,0,[0-9]*,40960000,10000,250000,0$' "$root/out")" -ge 2
check "time goes by in them" out_has '^0,0,200,'
check "and people have the table" grep -q '^throughput ' "$root/err"
try run $long --status-interval 100 --no-samples -o "$root/kept"
check "in a directory they are status.csv" test "$(rows "$root/kept/status.csv")" -ge 2
try run $long --status-interval 100 -o -
says "rows of two kinds do not share stdout" 2 'cannot both have stdout: -o DIR'

mkdir -p "$DMARIG_TRACEFS"
echo 1 >"$DMARIG_TRACEFS/tracing_on"
echo '# tracer: nop' >"$DMARIG_TRACEFS/trace"
: >"$DMARIG_TRACEFS/trace_marker"
try run warmup_ms=0 duration_ms=20000 --stop-on 'p99>200us' --no-samples -o "$root/stopped"
says "a condition stops a run, and fails it" 1 'stopped on p99>200us: p99 was 250 us'
check "its row says so" grep -q 'stopped on p99>200us: p99 was 250 us' "$root/stopped/sweep.csv"
check "the kernel's trace is stopped" grep -qx 0 "$DMARIG_TRACEFS/tracing_on"
check "with a mark" grep -q 'dmarig: stopped on p99>200us' "$DMARIG_TRACEFS/trace_marker"
check "and kept" grep -q '^# tracer: nop' "$root/stopped/snapshot.txt"
try run $quick --stop-on 'p99>300us'
says "one that is not fulfilled does not" 0
try run $quick --stop-on 'p99>soon'
says "one that is none is refused" 2 'p99>soon: want a number with ns, us, ms or s'
try run $quick --stop-on latency
says "with what there is" 2 'latency: want p99, throughput or errors'
DMARIG_FAKE=errors try run warmup_ms=0 duration_ms=20000 --stop-on 'errors>0'
check "errors stop one, too" out_has 'stopped on errors>0: errors was 1'

# on_terminal ARGS...: the tool with a terminal of its own
on_terminal() { LD_PRELOAD=$fake timeout 60 script -qec "$TOOL $*" /dev/null >"$root/out" 2>&1 </dev/null; }

if command -v script >/dev/null; then
	on_terminal run warmup_ms=0 duration_ms=2500
	check "a terminal has a line each second" out_has '41\.0 MB/s, p99 250 us, 0 errors'
	check "which is gone in the end" out_has $'\r\e\\[K'
	printf 'warmup_ms=0\nduration_ms=1500\nsize=64,4k\n' >"$root/short.conf"
	on_terminal sweep "$root/short.conf" --no-samples -o "$root/terminal"
	check "and of a sweep beside the time left" out_has 'left; [0-9]* s: 41\.0 MB/s, p99 250 us, 0 errors'
else
	report "" "a line on a terminal # SKIP script is not installed"
fi

try run $quick --until-steady 200% --no-samples -o "$root/steady"
says "a run may be measured until it is steady" 0
check "that is five times at least" test "$(rows "$root/steady/sweep.csv")" -ge 5
check "and complete" grep -qx 'status: complete' "$root/steady/meta.txt"
check "with the table of the last" grep -q '^steady after [0-9]* measurements: the last 5 within ' "$root/err"
try run $quick latency_target=1s --json
says "the greatest depth for a latency is searched" 0 'depth 1024 keeps p99 within 1s: .*, and there is none greater'
depths() { grep -o '"depth": [0-9]*' "$root/out" | tr -dc '0-9\n' | xargs; }
check "each is a row" test "$(depths)" = "1 2 4 8 16 32 64 128 256 512 1024"
try run $quick latency_target=1ns
says "depth 1 may be too deep" 1 'at depth 1 already, more than 1ns'
try run $quick latency_target=fast
says "a target is a time" 2 'latency_target=fast: want a time, such as 200us'
try run $quick latency_target=1ms --until-steady 1%
says "one search at a time" 2 'not both'
end
