#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# What programs read: JSON by jq, JUnit by xmllint, KTAP by a checker of ours; with names and sentences
# that are anything.
# shellcheck source=tests/cli/lib.sh
# shellcheck disable=SC2317,SC2016,SC2086 # functions that check calls; jq has variables; knobs are words
source "$(dirname "$0")/lib.sh"

here=$(cd "$(dirname "$0")/.." && pwd)
ktap() { awk -f "$here/ktap.awk" "$1" >"$root/wrong" || { cat "$root/wrong" >>"$root/err"; false; }; }

# json FILTER: it is one JSON text, and the filter is true of it
json() { jq -s -e "length == 1 and (.[0] | $1)" "$root/out" >/dev/null 2>>"$root/err"; }
xpath() { [ "$(xmllint --xpath "string($2)" "$1" 2>>"$root/err")" = "$3" ]; }

for tool in jq xmllint; do
	command -v $tool >/dev/null && continue
	report "" "formats of others # SKIP $tool is not installed: make deps"
	end
done

# A name of a device tree may be this.
evil=$'x"\\<b a=\'1\'>&amp;]]>\e[31m # SKIP \xff\xc3\xbc,'
printf 'dma7chan0\t%s\t%s\tbusy %s\tmemcpy,private\tmask=64\tdirections=mem_to_dev\tpath=direct\tresidue=%s\n' \
	"$evil" "$evil" "$evil" '"x"' >>"$root/config/dmarig/channels"

try list --json
says "channels as JSON" 0
check "it says of what kind it is" json '."dmarig-json" == 1 and .kind == "list"'
check "all of them, by name" json '[.channels[].channel] == ["dma0chan0","dma0chan1","dma1chan0","dma7chan0"]'
check "numbers are numbers" json '.channels[0].limits.mask == 64'
check "several values are an array, and one is" json '.channels[3].limits.directions == ["mem_to_dev"]'
check "who holds one, or nobody" json '.channels[0].holder == null and .channels[1].holder == "spi0:tx"'
check "names keep what they have" json '.channels[3].driver | startswith("x\"\\<b a=")'
check "control characters, too" json '.channels[3].driver | contains("\u001b[31m")'
check "what is no UTF-8 is spelled" json '.channels[3].driver | contains("\\xffü")'
try list --json --csv
says "one format at a time" 2 '--csv or --json'

try doctor --json
check "what doctor finds" json '.findings | length > 10 and all(.ok == true or .ok == false)'
check "and what comes of it" json '.able == true and (.findings[] | select(.name == "module").ok)'
try doctor --json --prove-oracle
says "a proof is no JSON" 2 'prints KTAP'

try run size=4k $quick --json
says "a run as JSON" 0
check "knobs are numbers or words, as they are" \
	json '.rows[0] | .size == 4096 and .mapping == "single" and .status == "done"'
check "so are figures" json '.rows[0].bytes_per_s > 0 and .rows[0].total_p99_ns > 0'
check "what was not measured is null" json '.rows[0].noise_iops == null'
check "every column is there" json '(.rows[0] | length) > 150 and .directory == null'
check "people have the table" grep -q '^throughput ' "$root/err"
try run $quick --json --no-samples -o "$root/kept"
check "it says where the result is" json ".directory == \"$root/kept\""
try run $quick --json -o -
says "two cannot have stdout" 2 'cannot both have stdout'

xml=$root/check.xml
try check dma0chan0 --known none --junit "$xml"
says "a card" 0
check "is KTAP" ktap "$root/out"
check "and JUnit" xpath "$xml" '//testsuite/@tests' 4
DMARIG_FAKE_FAILS=data-exact try check dma0chan0 --known none --junit "$xml" --json
says "one with a failure" 1
check "is JSON" json '.counts.pass == 3 and .counts.fail == 1'
check "with the sentence of what failed" \
	json '.rules | map(select(.verdict == "fail")) | .[0].text == "want one, got two"'
check "and how it is asked again" json '.rules[1].repeat | startswith("dmarig check dma0chan0 data-exact")'
check "a failure in JUnit" xpath "$xml" '//testcase[@name="data-exact"]/failure/@message' "want one, got two"
check "counted as one" xpath "$xml" '//testsuite/@failures' 1
DMARIG_FAKE_FAILS=data-exact try check dma0chan0 --known none
check "in KTAP, too" ktap "$root/out"
DMARIG_FAKE=splat try check dma0chan0 completes --known none --junit "$xml"
check "a crash is an error" xpath "$xml" '//testsuite/@errors' 1
try check dma0chan0 -o - --json
says "a stream has a format" 2 'dmarig card where the rows go to stdout'
try check dma0chan0 --known none --junit "$root/none/x.xml"
says "a file that cannot be written is a sentence" 1 'none/x.xml: No such file'

# The rows of a card may be from another's board.
quoted=${evil//\"/\"\"}
row="dma0chan0,\"$quoted\",\"$quoted\",6.12,\"$quoted\",completes,\"$quoted\",\"$quoted\",fail,\"$quoted\",on,12,dmarig check"
printf '# dmarig-csv 1\n%s\n%s\n' channel,driver,device,kernel,machine,rule,section,says,verdict,text,dma_debug,ms,repeat \
	"$row" >"$root/evil.csv"
try card "$root/evil.csv" --known none --json --junit "$xml"
says "a card with names that are anything" 1
check "is JSON" json '.rules[0].text | startswith("x\"\\<b a=")'
check "JUnit" xpath "$xml" 'contains(//failure/@message, "<b a=")' true
try card "$root/evil.csv" --known none --ktap
check "and KTAP" ktap "$root/out"

cat >"$root/small.conf" <<'X'
warmup_ms = 0
duration_ms = 5
size = 64,4k
reps = 10
X
# measured DIR FACTOR: a sweep whose transfers of 64 bytes are as fast as that
measured() {
	dmarig sweep "$root/small.conf" --no-samples -o "$root/$1" >/dev/null 2>&1
	awk -F, -v OFS=, -v factor="$2" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 { $at["bytes_per_s"] = int(1e8 * (1 + $at["rep"] / 1000) * ($at["size"] == 64 ? factor : 1)) }
		{ print }' "$root/$1/sweep.csv" >"$root/changed"
	mv "$root/changed" "$root/$1/sweep.csv"
}
measured old 1
measured new 0.5
try compare "$root/old" "$root/new" --no-plots --json --junit "$xml"
says "a comparison" 1
check "is JSON" json '.regressions >= 1 and (.comparisons | length) == 4'
check "with ratio, interval and knobs" json '.comparisons | map(select(.quantity == "throughput" and .knobs.size == "64")) |
	.[0] | .ratio > 0.49 and .ratio < 0.51 and .ratio_low <= .ratio and .fails and .p < 0.05'
check "JUnit" xpath "$xml" '//testsuite/@tests' 4
try compare "$root/old" "$root/new" --no-plots --ktap
check "and KTAP" ktap "$root/out"

# What tests/run.sh and make ci make of TAP
printf 'ok 1 - good\nnot ok 2 - bad <&> "x"\n# want 1\n# got 2\nok 3 - left # SKIP no %s\n' "$evil" >"$root/a.log"
echo 'gcc: not found' >"$root/b.log"
: >"$root/c.log"
"$here/../userspace/scripts/junit.sh" "$root"/[abc].log >"$xml"
check "TAP becomes JUnit" xpath "$xml" '//testsuite[@name="a"]/@failures' 1
check "with what a failure says" xpath "$xml" '//testcase[2]/failure/@message' "want 1; got 2"
check "and why one was skipped" xpath "$xml" 'starts-with(//skipped/@message, "no x")' true
check "a suite without a test is an error" xpath "$xml" '//testsuite[@name="b"]//error/@message' "no test: gcc: not found"
check "an empty one as well" xpath "$xml" 'count(//testsuite[@name="c"]//error)' 1
printf 'ok - a\nwords\nnot ok - b: status 1\nok - c # SKIP none\n' | awk -f "$here/../userspace/scripts/ktap.awk" >"$root/k"
check "lines become KTAP with a plan" ktap "$root/k"

# The checker of KTAP finds what is none.
wrong() { printf "%b" "$2" >"$root/k"; check "the checker sees $1" test -n "$(awk -f "$here/ktap.awk" "$root/k")"; }
wrong "no version" '1..1\nok 1 a\n'
wrong "no plan" 'KTAP version 1\nok 1 a\n'
wrong "too few tests" 'KTAP version 1\n1..2\nok 1 a\n'
wrong "a number left out" 'KTAP version 1\n1..2\nok 1 a\nok 3 a\n'
wrong "a line of neither" 'KTAP version 1\n1..1\nhello\nok 1 a\n'
wrong "a subtest without an end" 'KTAP version 1\n1..1\n    KTAP version 1\n    1..1\n    ok 1 a\n'
wrong "nothing at all" ''
end
