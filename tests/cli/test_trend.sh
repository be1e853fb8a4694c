#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# trend: results of many days, with and without a step, and directories that are none. How often a step is
# found, and chance is taken for one, is a unit test's (test_changes.c).
# shellcheck source=tests/cli/lib.sh
# shellcheck disable=SC2317 # functions that check calls
source "$(dirname "$0")/lib.sh"

cat >"$root/small.conf" <<'X'
warmup_ms = 0
duration_ms = 1
size = 64,4k
reps = 3
X
dmarig sweep "$root/small.conf" --no-samples -o "$root/made" >/dev/null 2>&1

# days DIR FIRST LAST FACTOR: a result a day, of transfers of 64 bytes that are so fast, and vary by 0.3 %
days() {
	local day here

	for ((day = $2; day <= $3; day++)); do
		here=$root/$1/$(printf %02d "$day")
		mkdir -p "$here"
		awk -F, -v OFS=, -v day="$day" -v factor="$4" '
			function noise(n) { n = (day * 7919 + n * 104729) % 1009 / 1009; return 1 + (n - 0.5) / 100 }
			NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
			NR > 2 {
				here = $at["size"] == 64 ? factor : 1
				$at["bytes_per_s"] = int(1e8 * noise($at["point"] * 10 + $at["rep"]) * here)
				$at["total_p99_ns"] = int(50000 * noise($at["point"] * 10 + $at["rep"] + 5))
			}
			{ print }' "$root/made/sweep.csv" >"$here/sweep.csv"
		sed "s/^start:.*/start: 2026-01-$(printf %02d "$day")T00:00:00Z/" "$root/made/meta.txt" >"$here/meta.txt"
	done
}

days level 1 20 1
try trend "$root/level"
says "without a step" 0 '^dmarig: 4 series: 0 with steps, the newest result of 0 past one'
check "how sure that is" out_has '^if nothing had changed, chance would make any of 4 series'
days level 21 22 0.97
sed -i 's/^governor:.*/governor: powersave/' "$root/level"/2[12]/meta.txt
try trend "$root/level" --plots "$root/plots"
says "a step of 3 %, two results later" 1 '^dmarig: 4 series: 1 with steps, the newest result of 1 past one for the worse'
check "of which point" out_has '^  throughput, size=64, 22 results: the newest is past a step for the worse$'
check "by how much, and since when" out_has '^    slower by (2\.[6-9]|3\.[0-4]) % \(.*\) since 2026-01-21T00:00:00Z: 9[67]\.[0-9] MB/s, was '
check "in which result first" out_has "^      first in $root/level/21\$"
check "what else has changed then" out_has "^      governor: 'powersave', was 'absent'\$"
ln -s 22 "$root/level/latest"
mv "$root/level/22" "$root/level/01-late"
rm "$root/level/latest" && ln -s 01-late "$root/level/latest"
try trend "$root/level" --json --junit "$root/t.xml"
says "results are put in their order, and a link is none" 1
steps_in_json() {
	jq -e '.series | map(select(.newest_is_past_a_step_for_the_worse)) | length == 1 and
		(.[0].steps[0] | .worse and .since == "2026-01-21T00:00:00Z" and .ratio < 0.98 and .p < 0.001) and
		(.[0].values | length == 22)' "$root/out" >/dev/null 2>"$root/err"
}
if command -v jq >/dev/null; then
	check "as JSON" steps_in_json
	check "as JUnit" test "$(xmllint --xpath 'string(//testsuite/@failures)' "$root/t.xml")" = 1
else
	report "" "as JSON and JUnit # SKIP jq is not installed"
fi
try trend "$root/level" --ktap
check "as KTAP" awk -f "$(dirname "$0")/../ktap.awk" "$root/out"
check "which fails" out_has '^not ok [0-9] throughput size=64$'
if command -v gnuplot >/dev/null; then
	check "and as a figure" grep -q '</svg>' "$root/plots/trend.svg"
else
	report "" "the figure # SKIP gnuplot is not installed"
fi
days level 23 30 1.01
try trend "$root/level"
says "a step that has been made good is told, and passes" 0 '1 with steps, the newest result of 0 past one'
check "with both steps" test "$(grep -c ' since 2026-01-2' "$root/out")" -eq 2
try trend "$root/level" --at-least 10%
says "smaller steps than asked for are none" 0 ': 0 with steps'
try trend "$root"/level/2[1-9]
says "results before a step may be left out" 0

days few 1 4 1
try trend "$root/few"
says "four results are too few" 2 'no step can be told from chance with fewer than 5'
cp -r "$root/level" "$root/other"
sed -i 's/,fake,/,elsewhere,/' "$root/other/12/sweep.csv"
try trend "$root/other"
says "another machine is refused" 2 "only with --anyway; machine: 'elsewhere' in .*/other/12, 'fake' before"
try trend "$root/other" --anyway
says "unless it shall be so" 0
sed -i '/^start:/d' "$root/other/12/meta.txt"
try trend "$root/other" --anyway
says "one without its time has no place" 2 'other/12: its meta.txt does not say when'
rm -rf "$root/other/12"
sed -i '1s/1/9/' "$root/other/05/sweep.csv"
try trend "$root/other"
says "a file of the future is a sentence" 2 'other/05/sweep.csv.* newer'
head -c 3000 "$root/level/05/sweep.csv" >"$root/other/05/sweep.csv"
try trend "$root/other"
says "as is one that is cut off" 2 'other/05/sweep.csv'
head -c 5000 /dev/urandom >"$root/other/05/sweep.csv"
try trend "$root/other"
says "and one that is foreign" 2 'other/05/sweep.csv'
mkdir "$root/empty"
try trend "$root/empty"
says "and a directory without results" 2 'empty has no sweep.csv, and no result'
try trend "$root/nowhere"
says "and none at all" 2 'nowhere: No such file'
try trend
says "a directory is needed" 2 'want result directories'
end
