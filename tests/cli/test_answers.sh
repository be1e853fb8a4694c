#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# The first lines of a report: which memory from which size on, from which size on DMA beats the CPU, and
# how sure that is; and figures for a phone.
# shellcheck source=tests/cli/lib.sh
# shellcheck disable=SC2317 # functions that check calls
source "$(dirname "$0")/lib.sh"

cat >"$root/memory.conf" <<'X'
[global]
warmup_ms = 0
duration_ms = 1
size = 64..256k:x8
mapping = single,coherent
reps = 5
[dma]
op = memcpy
[cpu]
op = cpu
X
dmarig sweep "$root/memory.conf" --no-samples -o "$root/made" >/dev/null 2>&1

# measured DIR SINGLE COHERENT CPU SPREAD: a sweep in which a transfer of s bytes takes so many ns, where
# each is a term of awk
measured() {
	mkdir -p "$root/$1"
	awk -F, -v OFS=, -v spread="$5" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 {
			s = $at["size"]
			ns = $at["op"] == "cpu" ? '"$4"' : $at["mapping"] == "single" ? '"$2"' : '"$3"'
			$at["bytes_per_s"] = int(s * 1e9 / ns * (1 + ($at["rep"] - 2) * spread))
		}
		{ print }' "$root/made/sweep.csv" >"$root/$1/sweep.csv"
	cp "$root/made/meta.txt" "$root/$1"
	try report "$root/$1" --no-plots
}

first() { head -n "$1" "$root/out" | tail -n 1 | grep -qF -- "$2"; }

# Straight lines in log-log scale: single and coherent are equal at 4096 bytes, single and the CPU at 65536.
measured cross '64 * sqrt(s)' s 's / 4' 0.001
says "a report" 0
check "its first line is the answer" first 1 ': coherent memory wins up to 4 KiB (it turns between 512 and 32k), '
check "the other side of it, too" first 1 ', streaming memory (single) from there on; '
check "and how sure that is" first 1 '; 4 of 5 sizes beyond chance, 5 repetitions'
check "then where DMA beats the CPU" first 2 '  the CPU wins up to 64 KiB (it turns between 32k and 256k), DMA from there on'
check "how much was measured is a detail" out_has '^  measured +100 rows$'
check "as is the fastest" out_has '^  fastest +[0-9.]+ [kMG]B/s \(memcpy'
measured same '1000 + s' '1000 + s' '10 + s' 0.001
check "no difference is no answer" first 1 'makes no difference at any of 5 sizes; 0 of 5 sizes beyond chance'
check "the CPU may always win" first 2 'the CPU beats DMA at'
measured noisy '1000 + s' '1010 + s' '1200 + s' 0.1
check "what chance may do is no difference" first 1 'makes no difference at any of 5 sizes'
mkdir "$root/single"
awk -F, 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == "rep") at = i } NR <= 2 || $at == 0' \
	"$root/cross/sweep.csv" >"$root/single/sweep.csv"
try report "$root/single" --no-plots
check "one repetition is no answer" first 1 'cannot be told from one repetition'
awk -F, 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
	NR <= 2 || ($at["op"] == "memcpy" && $at["mapping"] == "single")' \
	"$root/cross/sweep.csv" >"$root/single/sweep.csv"
try report "$root/single" --no-plots
check "nothing compared: how much was measured" first 1 ': 25 measurements; up to '

drawn() { find "$root/cross/plots" -name "$1" | wc -l; }
if command -v gnuplot >/dev/null; then
	try report "$root/cross" --html
	page=$root/cross/report.html
	check "the page begins with it" grep -q '<li.*coherent memory wins up to 4 KiB' "$page"
	narrow=$(drawn '*.narrow.svg')
	check "figures of a sweep are drawn for a phone, too" test "$narrow" -eq $(($(drawn '*.svg') - narrow))
	check "and are in the page" test "$(grep -c '<figure class="narrow"' "$page")" -eq "$narrow"
	check "as wide as one" test "$(cat "$root"/cross/plots/*.narrow.svg | grep -c 'viewBox="0 0 390 ')" -eq "$narrow"
else
	report "" "the figures # SKIP gnuplot is not installed"
fi
end
