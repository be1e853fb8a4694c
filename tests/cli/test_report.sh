#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Copyright (C) 2026 The dmarig authors
#
# report: cards, torture, mutation and several results at once, as tables and as a page. The CSVs are
# made here; sweeps are in test_sweep.sh.
# shellcheck disable=SC2317 # functions that check calls
# shellcheck source=tests/cli/lib.sh
source "$(dirname "$0")/lib.sh"

# csv FILE: columns and rows from stdin
csv() {
	mkdir -p "$(dirname "$1")"
	{ echo '# dmarig-csv 1'; cat; } >"$1"
}

# meta DIR LINE...
meta() { printf '%s\n' "${@:2}" >"$1/meta.txt"; }

in=$root/in
card=channel,driver,device,kernel,machine,rule,section,says,verdict,text,dma_debug,ms,repeat
csv "$in/cards/sim/card.csv" <<X
$card
dma0chan0,dmarig_sim,dmarig_sim.0,6.12.1,virt,completes,client.rst: Submit,"what is issued, ends",pass,,on,12,dmarig check dma0chan0 completes seed=1
dma0chan0,dmarig_sim,dmarig_sim.0,6.12.1,virt,pause-status,client.rst: Pause,a paused transfer says so,pass,,on,9,dmarig check dma0chan0 pause-status seed=1
X
csv "$in/cards/pl330/card.csv" <<X
$card
dma0chan0,dma-pl330,f8003000.dma,6.12.1,zynq,completes,client.rst: Submit,"what is issued, ends",fail,"want <4096> & more, got 0",on,12,dmarig check dma0chan0 completes seed=7
dma0chan0,dma-pl330,f8003000.dma,6.12.1,zynq,pause-status,client.rst: Pause,a paused transfer says so,skip,it cannot pause,on,0,dmarig check dma0chan0 pause-status seed=7
X
meta "$in/cards/sim" 'status: complete' 'cmdline: console=ttyAMA0 dmarig.nonce=1234 iommu.strict=1' \
	'start: 2026-02-01T00:00:00Z'
meta "$in/cards/pl330" 'status: partial' 'cmdline: console=ttyPS0 dmarig.time=99' \
	'start: 2026-01-01T00:00:00Z'

torture=scenario,expect,verdict,kernel,machine,driver,seconds,transfers,bytes,verified,points,refused,tolerated,failures,sentence,fairness,gap_ms,services,seed,dma_debug,dma_debug_errors,kernel_log
csv "$in/torture/1/torture.csv" <<X
$torture
steady-load,pass,as expected,6.12.1,virt,dmarig_sim,4.0,1000,2097152,1000,9,0,0,0,,0.990,12,,1,on,0,0
X
csv "$in/torture/2/torture.csv" <<X
$torture
pause-storm,pass,not as expected,6.12.1,virt,dmarig_sim,0.5,20,1048576,20,2,0,0,1,"dma0chan1: wrong data, twice",0.500,800,"pause_storm 3, stutter 1",1,on,2,0
X

csv "$in/mutation/mutation.csv" <<X
fault,rate,caught,by,meant,transfers,committed,seconds,said,help
short_copy,1,yes,data-lengths,data-lengths,3,1,0.1,"want 64, got 60",the last bytes are missing
short_copy,1000,yes,data-exact,data-lengths,1700,2,0.4,"want 64, got 60",the last bytes are missing
stuck,1,yes,completes,completes,1,1,2.0,got no callback,the transfer never completes
stuck,1000,no,,completes,9000,4,6.0,,the transfer never completes
X

try report "$in/cards" --no-plots
says "cards are reported" 0
check "with their counts" \
	out_has '^Report cards: 2 rules asked of 2 channels: 2 passed, 1 failed, 0 could not be answered, 1 skipped$'
check "in one matrix, a controller a column" out_has '^  rule +dma-pl330 +dmarig_sim'
check "a rule a row" out_has '^  completes +FAIL +pass +what is issued, ends$'
check "a skip is no pass" out_has '^  pause-status +skip +pass '
check "what failed is explained" out_has '^      was: want <4096> & more, got 0$'
check "and can be asked again" out_has '^      again: dmarig check dma0chan0 completes seed=7$'
check "why it was skipped is told" out_has '^      was: it cannot pause$'
check "boot lines are told, without what the harness adds" \
	out_has '^  boot line +console=ttyPS0; console=ttyAMA0 iommu.strict=1$'
check "it began when the first did" out_has '^  begun +2026-01-01T00:00:00Z$'
check "what did not end is named" out_has '^  incomplete +.*/cards/pl330$'
try report "$in/cards/sim" --no-plots
check "one card alone is no plural" out_has '^Report card: 2 rules asked of 1 channel: 2 passed'
cp -r "$in/cards/sim" "$root/again"
try report "$in/cards/sim" "$root/again" --no-plots
check "two of one controller are told apart by where they are" \
	out_has '^  rule +dmarig_sim dma0chan0 .*/cards/sim +dmarig_sim dma0chan0 .*/again'

try report "$in/torture" --no-plots
says "scenarios are reported" 0
check "with their verdicts" \
	out_has '^Torture: 2 scenarios, 1 as expected, 1 not as expected; 1020 transfers$'
check "transfers, data, fairness and gap of each" \
	out_has '^  steady-load +virt .* 4.0 +1000 +2.0 +1000 +0 +0.990 +12 +0$'
check "one that went wrong stands out" out_has '^  pause-storm .*NOT AS EXPECTED'
check "with its sentence" out_has '^      failed: dma0chan1: wrong data, twice$'
check "and with what ran beside it" out_has '^      beside it: pause_storm 3, stutter 1$'

try report "$in/mutation" --no-plots
says "mutation is reported" 0
check "with its score" \
	out_has '^Mutation: 2 faults at 2 rates: 3 of 4 caught, 2 of them by the rule meant to$'
check "that of each rate" out_has '^  1 in 1000 +2 +50.0 % +0 +1 +1 +0$'
check "how soon each was caught, and by what" \
	out_has '^  short_copy +data-lengths +3 +1700 by data-exact +the last bytes'
check "what escaped is named, with how long was tried" \
	out_has '^  stuck +completes +1 +ESCAPED \(9000\)'
check "that nobody knows on what is told" out_has '^Neither its rows nor a meta.txt'
try report "$in/mutation/mutation.csv" --no-plots
says "a file stands for its directory" 0

try report "$in/" --no-plots
says "a directory of results is all of them" 0
kinds() { grep -Ec '^(Report cards|Torture|Mutation): ' "$root/out"; }
check "each kind once" test "$(kinds)" -eq 3

page=$in/report.html
try report "$in" --html
says "a page is written" 0
check "and its name printed" grep -qx "$page" "$root/out"
check "nothing is left beside it" test ! -e "$page.new"
check "text is escaped" grep -q 'want &lt;4096&gt; &amp; more' "$page"
check "the summary leads to each kind" test "$(grep -c '<li.*href="#s[123]"' "$page")" -eq 3
fetches() { sed 's/xmlns[:a-z]*="[^"]*"//g' "$page" | grep -E 'https?://|src=|@import|<link'; }
fetches_nothing() { ! fetches; }
check "nothing is fetched" fetches_nothing
try report "$in/mutation" --html -o -
check "-o - is stdout" grep -q '^<!doctype html>' "$root/out"
try report "$in/mutation" -o "$root/x"
says "-o without --html is refused" 2 'is for --html'
try report "$in/mutation" --html -o "$root/none/x"
says "a page that cannot be written is a sentence" 1 'none/x.new: No such file'
if command -v gnuplot >/dev/null; then
	for figure in cards torture mutation-rates mutation-faults; do
		check "the figure $figure is drawn" grep -q '</svg>' "$in/plots/$figure.svg"
	done
	check "all of them are in the page" test "$(grep -c '<svg' "$page")" -eq 4
	try report "$in/cards/sim"
	check "one card is a list, and no figure" test ! -e "$in/cards/sim/plots/cards.svg"
else
	report "" "the figures # SKIP gnuplot is not installed"
fi

# A browser runs this in the page; what it finds becomes the title of what is around it. Of the table of
# rates, the third column is how many were caught.
cat >"$root/probe.js" <<'X'
const failed = [], all = (what) => [...document.querySelectorAll(what)];
const want = (what, holds) => holds || failed.push(what);
const ids = all("[id]").map((e) => e.id);
want("unique ids", new Set(ids).size === ids.length);
want("no sideways scrolling", document.documentElement.scrollWidth <= innerWidth);
want("four figures with a size", all("figure svg").filter((e) => e.getBoundingClientRect().height > 40).length === 4);
want("figures as wide as the page at most", all("figure svg").every((e) => e.getBoundingClientRect().right <= innerWidth));
want("shapes that are found", all("figure use").every((e) => document.getElementById(e.getAttribute("xlink:href").slice(1))));
const table = all("table").find((t) => t.tBodies[0].rows[0].cells[0].textContent === "1 in 1");
const caught = () => [...table.tBodies[0].rows].map((row) => row.cells[2].dataset.v).join();
const press = () => table.tHead.rows[0].cells[2].firstChild.click();
press();
want("sorted upwards, not " + caught(), caught() === "50,100");
press();
want("sorted downwards, not " + caught(), caught() === "100,50");
want("a head that says so", table.querySelector("[aria-sort=descending]"));
parent.postMessage(failed.length ? "wanted " + failed.join("; ") : "all good at " + innerWidth, "*");
X
browser=$(command -v chromium || command -v chromium-browser)

# look WIDTH: is all well where the page is so wide? What is not is shown as a message. No window can be
# as narrow as a phone, so the page is in a frame.
look() {
	{
		sed '/<\/html>/d' "$page"
		echo '<script>'
		cat "$root/probe.js"
		echo '</script></html>'
	} >"$root/probe.html"
	printf '<title></title><script>onmessage = (e) => { document.title = e.data; }</script><iframe style="border: 0; width: %spx; height: 900px" src="probe.html"></iframe>' \
		"$1" >"$root/frame.html"
	HOME=$root timeout 120 "$browser" --headless --no-sandbox --disable-gpu \
		--user-data-dir="$root/browser" --window-size=1600,1000 --virtual-time-budget=5000 --dump-dom \
		"file://$root/frame.html" >"$root/dom" 2>/dev/null
	grep -o '<title>[^<]*' "$root/dom" | head -n 1 >"$root/err"
	grep -q "all good at $1" "$root/err"
}

for width in 390 1280; do
	if [ -z "$browser" ]; then
		report "" "a page $width pixels wide # SKIP chromium is not installed: make deps FOR=browser"
	elif ! command -v gnuplot >/dev/null; then
		report "" "a page $width pixels wide # SKIP gnuplot is not installed"
	else
		check "a page $width pixels wide shows all, and sorts" look "$width"
	fi
done

wrong=$root/wrong
csv "$wrong/card/card.csv" <<<"$card"
try report "$wrong/card"
says "a file without a row is refused" 2 'card.csv: it has no rows'
mkdir "$wrong/empty"
: >"$wrong/empty/torture.csv"
try report "$wrong/empty"
says "an empty file is refused" 2 'torture.csv:1: no dmarig CSV: want'
cp -r "$in/mutation" "$wrong/newer"
sed -i '1s/1/9/' "$wrong/newer/mutation.csv"
try report "$wrong/newer"
says "a newer schema is refused" 2 'schema 9 is newer'
cp -r "$in/mutation" "$wrong/other"
sed -i 's/,meant,/,intended,/' "$wrong/other/mutation.csv"
try report "$wrong/other"
says "a missing column is named" 2 'mutation.csv: it has no column meant'
cp -r "$in/cards/sim" "$wrong/verdict"
sed -i 's/,pass,/,perhaps,/' "$wrong/verdict/card.csv"
try report "$wrong/verdict" --html
says "an unknown verdict is named" 2 'verdict=perhaps: want crash, fail, broken, known, pass or skip'
check "and leaves no half a page" test -z "$(find "$wrong/verdict" -name 'report.html*')"
mkdir "$wrong/nothing"
try report "$wrong/nothing"
says "what has no results is refused, with what was looked for" 2 \
	'no result directory.*sweep.csv or segments.csv or card.csv or torture.csv or mutation.csv'
try report "$wrong/missing"
says "what is not there is refused" 2 'missing is no result directory: No such file'
try report
says "a directory is needed" 2 'want a result directory'

# Cards of many boards, from what each said as JSON
boards=$root/boards
mkdir -p "$boards"
dmarig card "$in/cards/sim/card.csv" --known none --json >"$boards/a.json" 2>/dev/null
dmarig card "$in/cards/pl330/card.csv" --known none --json >"$boards/b.json" 2>/dev/null
try report "$boards/a.json" "$boards/b.json" --no-plots
says "cards are read from JSON" 0
check "and are side by side" out_has '^  completes +pass +FAIL +what is issued, ends$'
cp "$root/out" "$root/by-json"
try report "$in/cards/sim" "$in/cards/pl330" --no-plots
check "as from their rows" test "$(grep -c '' "$root/by-json")" -ge "$(grep -c '^ *rule\|^  completes' "$root/out")"
try report "$boards/a.json" "$boards/b.json" --html -o "$root/boards.html"
check "a page of them" grep -q '<table class="sorts' "$root/boards.html"
try card "$boards/b.json" --known none
says "one is a card again" 1
check "with its sentence" out_has 'want <4096> & more, got 0'
# bad NAME WHAT STATUS SENTENCE: a.json made so by sed, or by stdin
bad() {
	try report "$boards/$1.json" --no-plots
	says "$2 is a sentence" 2 "$1.json.*$3"
}
head -c 300 "$boards/a.json" >"$boards/cut.json"
bad cut "a card that is cut off" 'no JSON: '
sed 's/"dmarig-json": 1/"dmarig-json": 99/' "$boards/a.json" >"$boards/future.json"
bad future "one of the future" 'schema 99 is newer'
echo '{"jobs": []}' >"$boards/foreign.json"
bad foreign "one that is foreign" 'it is no card'
sed 's/"rules": \[/"rules": {}, "x": [/' "$boards/a.json" >"$boards/shape.json"
bad shape "one of another shape" 'it has no rules'
printf '%0.s[' {1..100} >"$boards/deep.json"
bad deep "one that is too deep" 'too deep'
head -c 3000 /dev/urandom >"$boards/noise.json"
bad noise "noise" 'no JSON'
mkfifo "$boards/fifo.json"
bad fifo "what is no file" 'want a file'
end
