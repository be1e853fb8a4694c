#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# report --as: the formats of KCIDB, fio, HdrHistogram and Perfetto, each held to what it has to be by a
# check of its own.
# shellcheck source=tests/cli/lib.sh
# shellcheck disable=SC2016,SC2317 # jq and perl have variables of their own; functions that check calls
source "$(dirname "$0")/lib.sh"

if ! command -v jq >/dev/null; then
	report "" "formats of others # SKIP jq is not installed: make deps"
	end
fi
json() { jq -s -e "length == 1 and (.[0] | $1)" "$root/out" >/dev/null 2>>"$root/err"; }

# A card, a scenario, and a sweep, with a name of a device tree that is anything
mkdir -p "$root/in/card" "$root/in/torture"
evil=$'x"\\<b>\e[31m \xff,.é'
cat >"$root/in/card/card.csv" <<X
# dmarig-csv 1
channel,driver,device,kernel,machine,rule,section,says,verdict,text,dma_debug,ms,repeat,found,known,link
dma0chan0,"${evil//\"/\"\"}",d,6.12,virt,completes,s,"what is issued, ends",pass,,on,12,r,,,
dma0chan0,"${evil//\"/\"\"}",d,6.12,virt,data-exact,s,it is exact,fail,"want 1, got 2",on,5,r,,,
dma0chan0,"${evil//\"/\"\"}",d,6.12,virt,pause-status,s,it pauses,skip,it cannot,on,0,r,,,
dma0chan0,"${evil//\"/\"\"}",d,6.12,virt,idle,s,it idles,known,lost,on,3,r,fail,everybody knows,
X
printf 'status: complete\nstart: 2026-02-01T00:00:00Z\nkernel: 6.12\ngovernor: performance\n' >"$root/in/card/meta.txt"
cat >"$root/in/torture/torture.csv" <<X
# dmarig-csv 1
scenario,expect,verdict,kernel,machine,driver,seconds,sentence
pause storm,pass,not as expected,6.12,virt,sim,0.5,wrong data
X
printf 'size=64,4k\nmapping=single,coherent\nreps=2\nwarmup_ms=0\nduration_ms=5\n' |
	dmarig sweep - --no-samples -o "$root/in/sweep" >/dev/null 2>&1

# What kernelci/kcidb-io wants of version 5.3: these properties, of these types, and no null anywhere
schema='
def text: type == "string";
def id: text and test("^[a-z0-9_]+:.*");
(keys - ["version", "checkouts", "builds", "tests", "issues", "incidents"] == []) and
(.version == {"major": 5, "minor": 3}) and
([.. | select(. == null)] == []) and
(.tests | length > 0 and all(
	(keys - ["id", "build_id", "origin", "environment", "path", "comment", "log_url", "log_excerpt", "status",
		"number", "start_time", "duration", "input_files", "output_files", "misc"] == []) and
	(.id | id) and (.build_id | id) and (.origin | test("^[a-z0-9_]+$")) and
	(.path | test("^([a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*)?$")) and
	(.status | IN("FAIL", "ERROR", "MISS", "PASS", "DONE", "SKIP")) and
	((.comment // "") | text) and ((.log_excerpt // "") | text and length <= 16384) and
	((.start_time // "2026-01-01T00:00:00Z") | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$")) and
	((.duration // 0) | type == "number") and
	((.environment // {}) | keys - ["comment", "misc", "compatible"] == []) and
	((.number // {"value": 0}) | (.value | type == "number") and keys - ["value", "unit", "prefix"] == []))) and
([.tests[].id] | length == (unique | length))'
try report "$root/in" --kcidb --build ours:6.12-rc1
says "results for KCIDB" 0
check "are what its schema wants" json "$schema"
check "a test a rule, a scenario and a measurement" json '.tests | length == 4 + 1 + 8'
status_of() { json ".tests | map(select(.path | endswith(\"$1\"))) | .[0].status == \"$2\""; }
check "a rule that passes" status_of .completes PASS
check "one that fails" status_of .data-exact FAIL
check "with its sentence" json '.tests[1].log_excerpt == "want 1, got 2"'
check "one that cannot be asked" status_of .pause-status SKIP
check "one that is known to fail has failed" status_of .idle FAIL
check "and it is said what is known" json '.tests[3].comment | endswith("; known: everybody knows")'
check "a scenario" status_of .torture.pause_storm FAIL
check "a measurement has its number" json '.tests[-1] | .status == "DONE" and .number.value > 0 and .number.unit == "B/s"'
check "names become parts of a path" json '.tests[0].path | test("^dmarig[.]check[.]x__[^.]*[.]completes$")'
check "with how the machine is set up" json '.tests[0].environment.misc.governor == "performance"'
# What the check is worth: null, another status, another property
broken() { jq "$2" "$root/out" >"$root/bad" && ! jq -e "$schema" "$root/bad" >/dev/null; }
check "the check sees null" broken null '.tests[0].comment = null'
check "and another status" broken status '.tests[0].status = "OK"'
check "and a property that is none" broken property '.tests[0].verdict = "x"'
check "and two of one id" broken id '.tests[1].id = .tests[0].id'
try report "$root/in" --kcidb
says "a build is needed" 2 'want ORIGIN:ID'
try report "$root/in" --kcidb --build Ours:1
says "whose origin is in small letters" 2 'a-z 0-9 _'
try report "$root/in" --as xml
says "a format that is none" 2 'want kcidb, fio, hlog or trace'
try report "$root/in" --kcidb --build ours:1 -o "$root/k.json"
says "it may go to a file" 0
check "whole" grep -q "^}" "$root/k.json"
sed 's/,fail,/,perhaps,/' "$root/in/card/card.csv" >"$root/in/card/new" && mv "$root/in/card/new" "$root/in/card/card.csv"
try report "$root/in" --kcidb --build ours:1 -o "$root/not.json"
says "a card that is none is a sentence" 2 'verdict=perhaps'
check "and leaves no half a file" test -z "$(find "$root" -name 'not.json*')"

sweep=$root/in/sweep
try report "$sweep" --as fio
says "results as fio has them" 0
check "a job a point" json '.jobs | length == 4 and all(.read.total_ios > 0)'
check "with bins that add up" json '.jobs | all(.read.lat_ns | .N == ([.bins[]] | add))'
check "and percentiles in their order" json '.jobs | all(.read.lat_ns.percentile | ."50.000000" <= ."99.000000")'
check "nothing was written" json '.jobs | all(.write.total_ios == 0 and (.write.lat_ns | has("bins") | not))'
converts() {
	cp "$root/out" "$root/fio.json"
	(cd "$root" && fio_jsonplus_clat2csv fio.json fio.csv) >"$root/null" 2>>"$root/err" && grep -q , "$root/fio_job0.csv"
}
if command -v fio_jsonplus_clat2csv >/dev/null; then
	check "its own converter reads them" converts
else
	report "" "fio's converter # SKIP fio is not installed"
fi

# A log is unpacked by somebody else's zlib, and its counts added up.
unpack='use MIME::Base64; use Compress::Zlib; my $lines = 0;
while (<>) {
	next unless /^Tag=result-0-point-\d+,0\.000,[\d.]+,[\d.]+,(\S+)$/;
	my $raw = decode_base64($1);
	my ($cookie, $len) = unpack("NN", $raw);
	die "cookie" unless $cookie == 0x1c849314 && $len == length($raw) - 8;
	my $h = uncompress(substr($raw, 8)) // die "no zlib";
	($cookie, $len) = unpack("NN", $h);
	die "version" unless $cookie == 0x1c849313 && $len == length($h) - 40;
	my ($count, $shift, $sum) = (0, 0, 0);
	for my $byte (unpack("C*", substr($h, 40))) {
		$count |= ($byte & 0x7f) << $shift;
		$shift += 7;
		next if $byte & 0x80;
		$sum += $count >> 1 unless $count & 1;
		$count = $shift = 0;
	}
	print "$sum\n";
	$lines++;
}
die "no line" unless $lines'
try report "$sweep" --as hlog
says "a log of HdrHistogram" 0
sums() { perl -e "$unpack" "$root/out" 2>>"$root/err"; }
totals=$(dmarig report "$sweep" --as fio | jq '.jobs[].read.lat_ns.N')
check "has the counts of all points" test "$(sums)" = "$totals"

mkdir "$root/traced"
cp "$sweep/sweep.csv" "$sweep/meta.txt" "$root/traced"
cat >"$root/traced/breakdown.csv" <<X
# dmarig-csv 1
point,rep,run,worker,transfer,cookie,len,outcome,submit,total_ns,issue_ns,interrupt_ns,callback_ns,submit_cpu
0,0,7,1,64,66,4096,good,1000000,9000,1000,,8000,0
0,0,7,1,65,67,4096,good,1002000,9000,1000,5000,3000,0
X
: >"$root/traced/segments.csv"
try report "$root/traced" --as trace
says "a trace for Perfetto" 0
check "names its processes" json '.traceEvents[0] | .ph == "M" and .args.name == "point 0"'
check "each transfer, and its segments" json '[.traceEvents[] | select(.ph == "b") | .name] ==
	["transfer 64", "issue", "callback", "transfer 65", "issue", "interrupt", "callback"]'
check "one after the other, in us" json '[.traceEvents[] | select(.id == "7.1.65" and .ph == "b") | .ts] == [1002, 1002, 1003, 1008]'
check "the last ends with the transfer" json '[.traceEvents[] | select(.id == "7.1.65" and .ph == "e") | .ts] | .[-1] == .[-2]'
try report "$root/in/sweep" --as trace
says "without a breakdown there is none" 2 'measure with --trace'
head -c 400 "$sweep/hist.csv" >"$root/cut" && mv "$root/cut" "$sweep/hist.csv"
sed -i '2s/upper_ns/other_ns/' "$sweep/hist.csv"
try report "$sweep" --as hlog
says "a file that is another is a sentence" 2 'hist.csv: it has no column upper_ns'
end
