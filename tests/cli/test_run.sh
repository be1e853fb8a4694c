#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# list, run and doctor: their output, and the reports of runs that go wrong.
# shellcheck disable=SC2086 # $quick is several words
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

try list
check "list shows a free channel and its limits" out_has '^dma0chan0 +dmarig-sim +dmarig_sim.0 +- +memcpy,private +copy_align=0'
check "list shows who holds a channel the module cannot see" out_has '^dma0chan1 +dmarig-sim +dmarig_sim.0 +spi0:tx'
try list --csv
check "list --csv is a CSV" test "$(head -1 "$root/out")" = '# dmarig-csv 1'
check "with a quoted cell" out_has '^dma0chan0,dmarig-sim,dmarig_sim.0,,"memcpy,private",'

try run $quick size=64k channel=dma0chan0
says "a run ends well" 0
check "it shows the throughput" out_has '^throughput +[0-9.]+ [kMG]?B/s'
check "it shows the percentiles" out_has '^total( +[0-9.]+ [num]?s){5}$'
check "it shows on what it was measured" out_has '^dma0chan0 +dmarig-sim'
check "and leaves no directory" no_runs_left

DMARIG_MACHINE='a "fake", machine' try run $quick -o -
check "-o - is a CSV" test "$(head -1 "$root/out")" = '# dmarig-csv 1'
check "of one row" test "$(rows "$root/out")" -eq 1
check "every row has every column" awk -F, 'NR == 2 { n = NF } NR == 3 { gsub(/"[^"]*"/, ""); exit NF != n }' "$root/out"
try run $quick -o -
check "with the dma-debug state" test "$(cell "$root/out" 1 dma_debug)" = on

DMARIG_FAKE=fail try run $quick
says "a failed run is exit status 1" 1
check "with its error" out_has 'failed: worker 0: 3 transfers hold wrong data'
DMARIG_FAKE=splat try run $quick
says "a kernel warning fails the run" 1
check "and is named" out_has 'kernel log: WARNING: CPU: 0'
DMARIG_FAKE=dmadebug try run $quick
says "a dma-debug error fails the run" 1
check "and is counted" out_has 'dma-debug counted 7 new errors'
DMARIG_FAKE=leak try run $quick
says "a leaked mapping fails the run" 1
check "and is named" out_has '1 mappings of dmarig_sim.0 are left'
check "num_errors is as it was" test "$(cat "$root/debug/dma-api/num_errors")" = 1

mkdir -p "$root/sys/kernel" "$root/proc/sys/kernel"
echo 3 >"$root/sys/kernel/warn_count"
echo 0 >"$root/sys/kernel/oops_count"
echo 4096 >"$root/proc/sys/kernel/tainted"
: >"$root/debug/clear_warn_once"
try run $quick -o -
says "a run in which the kernel counts nothing ends well" 0
check "with what it counted" test "$(cell "$root/out" 1 kernel_warnings) $(cell "$root/out" 1 kernel_oopses)" = "0 0"
check "what warns once may do so again" test "$(cat "$root/debug/clear_warn_once")" = 1
DMARIG_FAKE=warned try run $quick
says "a warning that no log shows fails the run" 1
check "and is told" out_has 'the kernel counted 2 new warnings, and its log shows 0'
DMARIG_FAKE=oopsed try run $quick
says "and so does an oops" 1
check "and is told" out_has 'the kernel counted 1 new oopses'
DMARIG_FAKE=tainted try run $quick
says "and taint" 1
check "and is told" out_has 'the kernel is tainted now: W \(a warning\)'
rm -r "$root/sys/kernel" "$root/proc/sys" "$root/debug/clear_warn_once"

DMARIG_FAKE=blind try run $quick
says "dma-debug that stops watching is exit status 3" 3
check "and since when is told" out_has 'dma-debug was on when this began and is disabled now'
try run $quick
says "one that watched nothing from the beginning is a good run" 0
check "a disabled dma-debug is told" out_has 'dma-debug: disabled'
echo N >"$root/debug/dma-api/disabled"
echo e1000 >"$root/debug/dma-api/driver_filter"
try run $quick
check "a filtered dma-debug is told" out_has 'dma-debug: filtered'
mv "$root/debug/dma-api" "$root/debug/gone"
try run $quick
says "without dma-debug a run is still good" 0
check "but it is told" out_has 'dma-debug: absent'
mv "$root/debug/gone" "$root/debug/dma-api"

try run $quick --no-samples -o "$root/new/dir"
says "-o DIR makes a result directory" 0
check "with all its files" test -s "$root/new/dir/sweep.csv" -a -s "$root/new/dir/hist.csv" -a -s "$root/new/dir/dmesg.txt"
check "that is complete" grep -q '^status: complete$' "$root/new/dir/meta.txt"
check "with the kernel's log" grep -q 'dmarig: a run has ended' "$root/new/dir/dmesg.txt"
try run $quick --no-samples -o "$root/new/dir"
says "an existing one is not touched" 2 'never change'

try run $quick world=strict+lazy
says "worlds that contradict each other are refused" 2 "lazy contradicts strict"
try run $quick world=direct+bounced
says "a world is asked for" 0
check "where the buffers lie is shown" out_has '^buffers: zone dma32'

try doctor
says "doctor says that a run can be made" 0
check "and that nothing counts" out_has '^counts +missing .*since kernel 6.2'
mkdir -p "$root/sys/kernel" "$root/proc/sys/kernel"
echo 3 >"$root/sys/kernel/warn_count"
echo 512 >"$root/proc/sys/kernel/tainted"
printf ' lock-classes: 1\n debug_locks:                             0\n' >"$root/proc/lockdep_stats"
try doctor
check "what the kernel has counted" out_has '^counts +ok +3 warnings, tainted: W \(a warning\)'
check "that lockdep is off" out_has '^lockdep +missing +it turned itself off'
rm -r "$root/proc/sys" "$root/proc/lockdep_stats"
check "that no signature is wanted" out_has '^signatures +ok +not wanted of modules; Secure Boot is off'
check "nor is anything locked down" out_has '^lockdown +ok +none'
mkdir -p "$root/sys/kernel/security" "$root/sys/firmware/efi/efivars"
echo 'none [integrity] confidentiality' >"$root/sys/kernel/security/lockdown"
printf '\6\0\0\0\1' >"$root/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
try doctor
check "with Secure Boot, how a module is signed" \
	out_has '^signatures +missing +Secure Boot is on, .*mokutil --import /var/lib/dkms/mok.pub.*sign-file'
check "and what the lockdown costs" out_has '^lockdown +missing +integrity: debugfs is closed'
mkdir -p "$root/sys/module/dmarig"
try doctor
check "one that is loaded was signed" out_has '^signatures +ok +wanted of modules, and dmarig is loaded'
rmdir "$root/sys/module/dmarig"
echo 'none integrity [confidentiality]' >"$root/sys/kernel/security/lockdown"
try doctor
check "a stricter one costs more" out_has '^lockdown +missing +confidentiality: tracefs and debugfs are closed'
rm -r "$root/sys/kernel" "$root/sys/firmware"
mkdir -p "$root/sys/module/module/parameters"
echo Y >"$root/sys/module/module/parameters/sig_enforce"
try doctor
check "without either a kernel may want signatures" out_has '^signatures +missing +Secure Boot is off, and unsigned'
rm -r "$root/sys/module/module"
try doctor
check "and what is missing" out_has '^tracefs +missing .*mount -t tracefs'
DMARIG_CONFIGFS=$root/nowhere try doctor
says "doctor without the module is exit status 3" 3
check "with the remedy" out_has '^module +missing .*modprobe'

try help knobs
check "help knobs shows every knob" test "$(grep -c '(default ' "$root/out")" -eq "$(wc -l <"$root/config/dmarig/knobs")"
check "and what a peer can be" grep -q "^Peers:" "$root/out"
check "and every word" out_has '^ +coherent +dma_alloc_coherent'
check "and every world" out_has '^ +exhausted +mappings failed'
try --version
check "--version names the contract" out_has '^dmarig .*contract 1'
end
