#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# sweep and report: conf files, result directories, pipes, plots.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

cat >"$root/small.conf" <<'X'
[global]
warmup_ms = 0
duration_ms = 10
verify = 0
order = random
[a]
mapping = single,coherent
size = 64..64k:x32
reps = 2
[b]
op = cpu
X

DMARIG_MACHINE='a "fake", machine' try sweep "$root/small.conf" --no-samples --seed 5
says "a sweep ends well and tells its seed" 0 '13 of 13 measured' 'seed 5'
dir=$(cat "$root/out")
check "it prints its directory" test -d "$dir"
check "named by time and conf file" grep -Eq '/results/[0-9]{8}T[0-9]{6}Z-small$' <<<"$dir"
check "latest leads there" test "$(readlink "$root/results/latest")" = "$(basename "$dir")"
check "one row a measurement" test "$(rows "$dir/sweep.csv")" -eq 13
check "the conf file is kept" cmp -s "$root/small.conf" "$dir/sweep.conf"
check "meta.txt tells the seed" grep -q '^order_seed: 5$' "$dir/meta.txt"
check "hist.csv has all points" test "$(awk -F, 'NR > 2 { print $1 }' "$dir/hist.csv" | sort -u | wc -l)" -eq 7
try sweep "$root/small.conf" --no-samples --seed 5
second=$(cat "$root/out")
check "a second one in the same second is another directory" test "$dir" != "$second"
order() { awk -F, 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == "point") p = i } NR > 2 { print $p, $(p + 1) }' "$1"; }
check "same seed, same order" cmp -s <(order "$dir/sweep.csv") <(order "$second/sweep.csv")
try sweep "$root/small.conf" --no-samples --seed 6 -o "$root/other"
check "another seed, another order" test "$(order "$dir/sweep.csv")" != "$(order "$root/other/sweep.csv")"
check "-o DIR leaves latest alone" test "$(readlink "$root/results/latest")" = "$(basename "$second")"

try sweep "$root/small.conf" size=4k --reps 1 -o -
says "knobs and reps can be given on the command line" 0 '3 of 3 measured'
check "-o - prints rows" test "$(rows "$root/out")" -eq 3
try sweep - -o - <"$root/small.conf"
check "stdin can be empty" test "$status" -eq 0
printf 'duration_ms=5\nwarmup_ms=0\nsize=64,128\n' | dmarig sweep - -o - >"$root/out" 2>"$root/err"
check "the conf file can come from a pipe" test "$(rows "$root/out")" -eq 2
dmarig sweep "$root/small.conf" -o - 2>"$root/err" | head -3 >"$root/out"
first=${PIPESTATUS[0]}
check "a closed pipe ends the sweep" test "$first" -eq 141
check "and leaves no directory" no_runs_left

conf() { printf '%b' "$1" >"$root/bad.conf"; }
conf '[a]\nsize = 64,9G\n'
try sweep "$root/bad.conf"
says "a conf error says file, line and column" 2 'bad.conf:2:11: size=9G: .*1073741824'
conf '[a]\nmaping = single\n'
try sweep "$root/bad.conf"
says "an unknown knob in it names the nearest" 2 'bad.conf:2:1: .*did you mean mapping'
conf '[x]\nbatch=1,4\n'
try sweep "$root/bad.conf" --no-samples
says "an illegal combination names the section" 2 'section \[x\]: batch=4 needs depth=4'
check "and nothing was started" no_runs_left
conf '[x]\nbatch=1,4\nskip_illegal=1\nduration_ms=5\nwarmup_ms=0\n'
try sweep "$root/bad.conf" -o -
says "skip_illegal leaves it out and counts it" 0 '1 illegal combinations were left out'
conf '[x]\nbatch=1,4\nrefusals=1\nduration_ms=5\nwarmup_ms=0\n'
try sweep "$root/bad.conf" -o -
says "refusals=1 has the kernel refuse it, and counts it" 0 '1 refused with a sentence, as asked; 1 ran'
conf 'channel=dma0chan0,dma7chan7\n'
try sweep "$root/bad.conf" -o -
says "an unknown channel is refused before the start" 2 "'dma7chan7'"
check "no row is printed" test ! -s "$root/out"
conf 'channel=dma0chan0+dma1chan0\nduration_ms=5\nwarmup_ms=0\n'
try sweep "$root/bad.conf" -o -
check "a plus joins channels to one run" grep -q '^"dma0chan0,dma1chan0",' "$root/out"
DMARIG_FAKE=fail try sweep "$root/small.conf" -o -
says "failed points are exit status 1 and told" 1 'point [0-9]+ rep [0-9]+ failed: .*wrong data' '13 failed'
try sweep "$root/small.conf"
says "without tracefs a sweep says how to go without" 3 '--no-samples'

try report "$dir"
says "report ends well" 0
check "it has a line a point" test "$(grep -Ec ' (single|coherent) +[0-9]+k? ' "$root/out")" -eq 7
check "it compares coherent and streaming" out_has 'single +wins below [0-9.]+ (KiB|bytes), loses above'
if command -v gnuplot >/dev/null; then
	check "it draws" test -s "$dir/plots/throughput-dma0chan0-depth1.svg"
	check "well-formed figures" bash -c "! grep -L '</svg>' '$dir'/plots/*.svg | grep ."
else
	report "" "it draws # SKIP gnuplot is not installed"
fi
cat >"$root/many.conf" <<'Y'
warmup_ms=0
duration_ms=2
size=64,4k
mapping=single,coherent
alignment=1,2,4,8
src_offset=0,8,16,24
Y
try sweep "$root/many.conf" --no-samples -o "$root/many"
says "a sweep of 32 curves ends well" 0
if command -v gnuplot >/dev/null; then
	try report "$root/many"
	check "its figures are drawn, and gnuplot has nothing to say" test "$status" -eq 0 -a ! -s "$root/err"
	drawn=$root/many/plots/throughput-dma0chan0-depth1
	check "a figure has 12 curves" test "$(grep -c '^# ' "$drawn.0.dat")" -eq 12
	check "and says of how many" grep -q 'the first 12 of 32 curves' "$drawn.svg"
	drawn=$root/many/plots/latency-dma0chan0-depth1
	check "or it has 12 panels of them" grep -q 'the first 12 of 32 panels' "$drawn.svg"
	check "and no data of the others" test ! -e "$drawn.12.dat"
	check "the report says so" out_has '^[0-9]+ of [0-9]+ figures have room for no more than their first 12 '
	check "what compares mappings has fewer" grep -q 'the first 12 of 16 panels' \
		"$root/many/plots/crossover-dma0chan0-depth1.svg"
else
	report "" "figures of 32 curves # SKIP gnuplot is not installed"
fi
try report "$root/many" --no-plots
check "its table has every curve" test "$(grep -Ec '^  (single|coherent) src_offset=[0-9]+ alignment=[1248] +(64|4k) ' "$root/out")" -eq 64
check "its crossovers are all told" test "$(grep -c ' single  *\(one\|wins\|loses\|no\) ' "$root/out")" -eq 16
check "without figures nothing is said of them" bash -c "! grep -q 'have room' '$root/out'"
mkdir "$root/bin"
PATH=$root/bin LD_PRELOAD=$fake "$TOOL" report "$second" >"$root/out" 2>"$root/err"
status=$?
says "without gnuplot the tables come, and one sentence" 0 'gnuplot is not installed.*apt install'
check "the tables are there" out_has 'single +wins below'
try report "$dir" "$second" --no-plots
says "several directories are reported" 0
check "their crossovers are in one table" test "$(grep -c '^  world ' "$root/out") $(grep -c ' wins below ' "$root/out")" = "1 2"
try report "$dir" "$second" --plots "$root/plots"
says "but their figures do not go to one place" 2 'one directory'
cat >"$root/parts.conf" <<'Y'
[global]
warmup_ms=0
duration_ms=5
verify=0
[costs]
op=none
mapping=single,coherent
size=64,4k
[lists]
op=cpu
mapping=sg
sg_entries=1,4
Y
try sweep "$root/parts.conf" --no-samples -o "$root/parts"
# What the fake kernel does not count: entries as the device sees them
awk -F, -v OFS=, 'NR == 2 { for (i = 1; i <= NF; i++) if ($i == "mapped_entries") at = i }
	NR > 2 { $at = 1 } 1' "$root/parts/sweep.csv" >"$root/merged" && mv "$root/merged" "$root/parts/sweep.csv"
try report "$root/parts" --html
says "a sweep of costs and lists is a page" 0
check "with the costs of mappings" grep -q '<h3>The cost of mappings alone: dma0chan0' "$root/parts/report.html"
check "and with lists" grep -q '<h3>Lists, medians' "$root/parts/report.html"
try report "$root/parts" --no-plots
check "costs are a line a mapping and size" test "$(grep -Ec '^  op=none (single|coherent).* (64|4k) +[0-9.]+ ns' "$root/out")" -eq 4
check "lists a line a number of entries" test "$(grep -Ec ', merged, 4k: cpu sg +(1|4) +1 +[0-9.]+ [kMG]B/s' "$root/out")" -eq 2
try report "$root/bin"
says "what is no result directory is refused" 2 'no result directory'
sed -i '1s/1/2/' "$second/sweep.csv"
try report "$second"
says "a newer schema is refused" 2 'newer'
end
