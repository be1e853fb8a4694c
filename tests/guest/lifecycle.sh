#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# A run from mkdir to rmdir: states, results, stopping, starting again.
. "${0%/*}/lib.sh"

any_chan
lines_end() {
	for f in knobs ops mappings completions channels; do
		is "$(tail -c1 "$RIG/$f" | tr "\\n" x)" x || return 1
	done
}
check "every listing ends with a line" lines_end
check "a new run is idle" sh -c "mkdir $RIG/t && grep -q '^idle$' $RIG/t/status"
check "and not live" is "$(cat $RIG/t/live)" 0
check "and says no error" is "$(cat $RIG/t/error)" ""

check "a point ends done" is "$(point channel="$chan")" "done"
check "its window is as long as asked" over "$(result t window_ns)" 19999999
check "transfers ended in it" over "$(result t done)" 0
check "bytes are transfers of size bytes" is "$(result t bytes)" $(($(result t done) * 4096))
check "the rate is bytes over the window" \
	sh -c "r=$(result t bytes_per_s) w=$(result t bytes); d=\$((w * 1000000 / ($(result t window_ns) / 1000) - r)); [ \${d#-} -le \$((r / 50)) ]"
check "every transfer was verified" sh -c "[ $(result t verified) -ge $(result t done) ]"
check "the channel claimed is named" is "$(result t channels)" "$chan"
check "phases have quantiles in order" \
	sh -c "[ $(result t total_min_ns) -le $(result t total_p50_ns) ] && [ $(result t total_p50_ns) -le $(result t total_p99_ns) ] && [ $(result t total_p99_ns) -le $(result t total_max_ns) ]"
check "the histogram of total counts every transfer" \
	is "$(awk '$1 == "total" { n += $4 } END { print n }' $RIG/t/result/hist)" "$(result t done)"
check "the channel is free again" sh -c "grep -q '^$chan	.*	free	' $RIG/channels"
check "the same run goes again" is "$(run_go t)" "done"

run_new t channel="$chan" duration_ms=60000
check "a long run starts" put $RIG/t/live 1
check "it measures soon" wait_until measures t
check "it is live" is "$(cat $RIG/t/live)" 1
check "its status says so, too" is "$(cat $RIG/t/status)" measuring
check "progress counts transfers" like "$(cat $RIG/t/progress)" "run=[1-9]* state=measuring elapsed_ms=*[0-9]* duration_ms=60000 done=[1-9]*"
refuses "it cannot be started twice" put $RIG/t/live 1
refuses "a knob cannot change while live" put $RIG/t/size 64
refuses "the directory cannot be removed while live" rmdir $RIG/t
refuses "the result cannot be read while live" cat $RIG/t/result/summary
cat $RIG/t/wait >/tmp/waited &
waiter=$!
wait_until sh -c "ls -l /proc/$waiter/fd | grep -q $RIG/t/wait"
kill $waiter 2>/dev/null
check "reading wait can be interrupted" sh -c "! wait $waiter"
check "it can be stopped" put $RIG/t/live 0
check "a stopped run is failed" is "$(cat $RIG/t/status)" failed
check "and says why" is "$(run_error t)" "stopped before the measuring window closed"
check "the directory can be removed" rmdir $RIG/t

check "transfers end a run too" is "$(point channel="$chan" duration_ms=0 transfers=25)" "done"
check "after exactly as many" is "$(result t done)" 25
check "a run without histograms has none" is "$(point channel="$chan" histograms=0)" "done"
check "but counts" sh -c "[ $(result t done) -gt 0 ] && ! grep -q _p50_ns $RIG/t/result/summary"

short=0
for i in 1 2 3 4 5 6 7 8; do
	[ "$(point channel="$chan" warmup_ms=0 duration_ms=1)" = done ] && over "$(result t done)" 15 || break
	short=$i
done
check "a window of a millisecond waits for 16 transfers, however busy the computer" is "$short" 8

sim_new slow latency_ns=5000000
short="channel=$chan warmup_ms=0 duration_ms=1"
ends_well "so it does where one takes longer than the window"
check "16 ended" over "$(result t done)" 15
check "it is as long as they took" over "$(result t window_ns)" 75000000
check "which is what the rate is of" over 220 "$(result t transfers_per_s)"
ends_well "as many as are wanted" least=40
check "ended" over "$(result t done)" 39
ends_well "fewer if transfers= says so" least=40 transfers=3
check "ended" is "$(result t done)" 3
ends_well "workers count together" threads=4 least=100
check "so that four have no more than one would" over 300 "$(result t done)"
ends_well "it gives up after timeout_ms" least=1000000 timeout_ms=200
check "with what there is" over "$(result t done)" 0
sim_new slow latency_ns=500000000
# shellcheck disable=SC2086 # a list of knobs
state=$(point $short least=0)
check "least=0 leaves it to time" over 16 "$(result t done)"
[ "$(result t done)" -eq 0 ] && want="failed no transfer ended in the measuring window" || want="done "
check "and if none ended it says so" is "$state $(run_error t)" "$want"
sim_new slow latency_ns=5000000 fault=stuck fault_rate=20
ends_badly "*not complete after timeout_ms=300" least=1000 timeout_ms=300
rmdir $RIG/t
finish
