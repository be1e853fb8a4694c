#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# compare: two sweeps, the differences between them, and sweeps that cannot be compared.
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

cat >"$root/small.conf" <<'X'
warmup_ms = 0
duration_ms = 5
size = 64,4k
mapping = single,coherent
reps = 10
X

sweep() { dmarig sweep "$root/small.conf" --no-samples "$@" >/dev/null 2>&1; }

# measured DIR FASTER LATER [SIZE]: a sweep with figures of our own: these factors, for one size or
# all, and a spread of some percent that no two repetitions share
measured() {
	[ -d "$root/$1" ] || sweep -o "$root/$1"
	awk -F, -v OFS=, -v faster="$2" -v later="$3" -v size="${4:-}" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 {
			here = size == "" || $at["size"] == size
			spread = 1 + (($at["rep"] * 7 + $at["point"] * 3) % 10 - 4.5) / 300
			$at["bytes_per_s"] = int(1e8 * spread * (here ? faster : 1))
			$at["total_p99_ns"] = int(50000 * spread * (here ? later : 1))
		}
		{ print }' "$root/$1/sweep.csv" >"$root/changed"
	mv "$root/changed" "$root/$1/sweep.csv"
}

# compare NEW ARGS...: beside the old one, without the figure
compare() {
	local new=$1
	shift
	try compare "$root/old" "$root/$new" --no-plots "$@"
}

echo 'console=fake dmarig.nonce=1 dmarig.time=2' >"$root/proc/cmdline"
measured old 1 1
echo 'console=fake dmarig.nonce=3 dmarig.time=4' >"$root/proc/cmdline"
measured same 1 1
measured slower 0.95 1 4096
measured later 1 1.1 4096
measured better 1.2 0.8

compare same
says "equal sweeps pass" 0 '^dmarig: 0 regressions; 8 tested: 0 worse, 0 better, 8 same'
check "each point has both quantities" test "$(grep -cE '^    (throughput|p99) .* same$' "$root/out")" -eq 8
compare slower
says "a loss of 5 % fails" 1 '2 regressions; 8 tested: 2 worse'
check "it is called slower, with ratio and interval" \
	out_has 'throughput +100 MB/s +9[45]\.[0-9] MB/s +0\.950 +0\.9[0-9]+ \.\. 0\.9[0-9]+ +slower, fails$'
check "the point is named by what varies" out_has '^  coherent size=4k, 10 and 10 repetitions$'
compare slower --fail-slower 10%
says "--fail-slower allows as much" 0 '0 regressions; 8 tested: 2 worse'
check "and it is still said" out_has 'slower$'
compare later
says "a p99 raised by 10 % fails" 1 '2 regressions'
check "it is called later" out_has 'p99 .* 1\.100 .* later, fails$'
compare later --fail-later 25
says "--fail-later allows as much" 0 '0 regressions'
compare better
says "what got better passes" 0 '8 tested: 0 worse, 8 better'
check "and is called so" out_has 'faster$'

compare slower --ktap
check "--ktap is a test each" test "$(grep -cE '^(not )?ok [0-9]+ ' "$root/out")" -eq 8
check "with its plan" out_has '^1\.\.8$'
check "a regression is not ok" test "$(grep -c '^not ok .*size=4k: throughput$' "$root/out")" -eq 2
compare slower --junit "$root/j.xml"
check "--junit writes failures" grep -q '<testsuite name="dmarig compare" tests="8" failures="2"' "$root/j.xml"
check "with a message" grep -q '<failure message="slower: new/old 0.950' "$root/j.xml"
compare same --junit "$root/nowhere/j.xml"
says "a file that cannot be written is said" 3 'nowhere/j.xml: No such file'

sweep size=64,128 -o "$root/other"
compare other
check "points without a partner are counted, with the knob" out_has '^  2: size=4096 is not in NEW$'
check "those of the other side too" out_has '^  2: size=128 is not in OLD$'
sweep size=256 -o "$root/none"
compare none
says "no common point is refused in a sentence" 2 'no point in common.*size=64 is not in NEW'
sweep --reps 3 -o "$root/few"
compare few
says "too few repetitions are no pass" 2 'nothing could be tested: have 6 repetitions or more'
check "the table says so" out_has 'too few repetitions$'
compare few --ktap
check "in KTAP it is a skip with what is needed" out_has '^ok 1 .* # SKIP too few repetitions: with 10 and 3 .* have 6'
DMARIG_FAKE=fail sweep size=64 --reps 1 -o "$root/failed"
compare failed
says "what fails now and did not before is a regression" 1 '2 regressions; 0 tested.*2 wrong'
check "with its error" out_has 'data +wrong: 1 of 1 failed in NEW, none in OLD: .*wrong data.*, fails$'

sed -i 's/^cmdline: .*/cmdline: console=fake iommu=pt/' "$root/same/meta.txt"
compare same
says "another boot line is refused" 2 "only with --anyway; cmdline: OLD 'console=fake', NEW 'console=fake iommu=pt'"
check "before anything is printed" test ! -s "$root/out"
compare same --anyway
says "--anyway compares it, loudly" 0 'NOT MEASURED ON THE SAME GROUND'
check "also in the table" out_has '^!!! NOT MEASURED ON THE SAME GROUND'
compare same --anyway --ktap
check "and in KTAP" out_has '^# not measured on the same ground: cmdline'
DMARIG_MACHINE=elsewhere sweep -o "$root/machine"
compare machine
says "another machine is refused" 2 "machine: OLD 'fake', NEW 'elsewhere'"
rm "$root/same/meta.txt"
compare same
says "an unknown boot line is no equal one" 2 'cmdline: not in the meta.txt of NEW'
sweep channel=dma1chan0 -o "$root/edu"
compare edu
says "channels are joined on, too" 2 'no point in common.*channel=any is not in NEW'
compare edu --ignore channel,verify
check "unless ignored" test "$status" -le 1
compare edu --ignore chanel
says "an unknown knob names the nearest" 2 'no such knob, did you mean channel'

try compare "$root/old"
says "one directory is not enough" 2 'want two result directories' '^usage: dmarig compare'
try compare "$root/old" "$root/sys"
says "a directory that is no result" 2 '/sys is no result directory: it has no sweep.csv$'
mkdir "$root/alien"
sed 's/^# dmarig-csv 1/# dmarig-csv 9/' "$root/old/sweep.csv" >"$root/alien/sweep.csv"
compare alien
says "a CSV of another schema" 2 "sweep.csv:1: schema 9 is newer than this tool's 1"
cp "$root/old/hist.csv" "$root/alien/sweep.csv"
compare alien
says "a CSV of something else" 2 'has no column status: it is no result of dmarig sweep$'
compare same --fail-slower -5%
says "a limit out of range names what is allowed" 2 'fail-slower -5%: want 0% to 10000%$'
compare same --fail-later x
says "a limit that is no number" 2 'fail-later x: want'
compare same --bogus
says "an unknown option" 2 'bad option --bogus'

if command -v gnuplot >/dev/null; then
	try compare "$root/old" "$root/slower" --plots "$root/plots"
	check "the figure of ratios is drawn" test -s "$root/plots/ratio.svg"
	check "and can be drawn again" sh -c "cd '$root/plots' && rm ratio.svg && gnuplot ratio.gp && test -s ratio.svg"
else
	echo "ok $((nr += 1)) - compare: figure # SKIP gnuplot is not installed"
fi
try help compare
check "help explains it" out_has '^usage: dmarig compare OLD NEW'
end
